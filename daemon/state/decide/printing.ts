// Printers, queues, prices and terminals, as the operator sets them up. Each change raises /q/config, which every priced decision compares.
import { isName, type PriceName } from "../../domain/ids.ts";
import { type Refusal, refuse } from "../../domain/refusal.ts";
import type { PriceProfile } from "../../domain/price.ts";
import type { Printer, Queue } from "../../domain/printing.ts";
import type { Command } from "../commands.ts";
import { keys } from "../keys.ts";
import type { View } from "../view.ts";
import { audit } from "./users.ts";

const done = { done: true } as const;
type Done = typeof done | Refusal;
export const defaultPrice = "default" as PriceName;
/** The widest share a size may cost: a hundred times A4. */
const mostPermille = 100_000;

const badName = (field: string): Refusal => refuse("bad-input", { field, detail: "name" });
const unknown = (kind: string, name: string): Refusal => refuse("no-such-thing", { kind, name });

function changed(view: View, command: Command, act: string, subject: string, detail?: string): typeof done {
  view.put(keys.config, (view.get(keys.config) ?? 0) + 1);
  audit(view, command, act, subject, detail);
  return done;
}

export function setPrinter(command: Command<"set-printer">, view: View): Done {
  if (!isName(command.printer)) return badName("printer");
  const before = view.get(keys.printer(command.printer));
  const price = command.price ?? before?.price ?? defaultPrice;
  if (price !== defaultPrice && !view.get(keys.price(price))) return unknown("price", price);
  // Another address is another device: what the old one could do, and how it counted, says nothing of it.
  const kept: Partial<Printer> = before && before.uri === command.uri ? before : {};
  view.put(keys.printer(command.printer), { ...kept, name: command.printer, uri: command.uri, price });
  return changed(view, command, "printer set", command.printer, command.uri);
}

export function reportPrinter(command: Command<"report-printer">, view: View): Done {
  const before = view.get(keys.printer(command.printer));
  if (!before) return unknown("printer", command.printer);
  const { capabilities, evidence } = command;
  view.put(keys.printer(command.printer), { ...before, ...(capabilities ? { capabilities } : {}), ...(evidence ? { evidence } : {}) });
  view.put(keys.config, (view.get(keys.config) ?? 0) + 1);
  return done;
}

export function removePrinter(command: Command<"remove-printer">, view: View): Done {
  if (!view.get(keys.printer(command.printer))) return unknown("printer", command.printer);
  for (const name of command.usedBy) {
    if (view.get(keys.queue(name))?.printers.includes(command.printer)) return refuse("still-in-use", { kind: "queue", name });
  }
  view.delete(keys.printer(command.printer));
  return changed(view, command, "printer removed", command.printer);
}

export function setQueue(command: Command<"set-queue">, view: View): Queue | Refusal {
  const before = view.get(keys.queue(command.queue.name));
  const queue: Queue = { leastStrength: before?.leastStrength ?? "named", tell: before?.tell ?? "auto", ...command.queue };
  if (!isName(queue.name)) return badName("queue");
  if (queue.printers.length === 0) return refuse("bad-input", { field: "printers", detail: "too-few", n: 1 });
  if (queue.mode !== "pull" && queue.printers.length > 1) return refuse("bad-input", { field: "printers", detail: "one-printer" });
  for (const name of queue.printers) if (!view.get(keys.printer(name))) return unknown("printer", name);
  view.put(keys.queue(queue.name), queue);
  if (command.makeDefault || !view.get(keys.defaultQueue)) view.put(keys.defaultQueue, queue.name);
  changed(view, command, "queue set", queue.name, `${queue.mode} ${queue.printers.join(" ")}`);
  return queue;
}

export function removeQueue(command: Command<"remove-queue">, view: View): Done {
  if (!view.get(keys.queue(command.queue))) return unknown("queue", command.queue);
  view.delete(keys.queue(command.queue));
  if (view.get(keys.defaultQueue) === command.queue) view.delete(keys.defaultQueue);
  return changed(view, command, "queue removed", command.queue);
}

export function setPrice(command: Command<"set-price">, view: View): PriceProfile | Refusal {
  const { name, sizes } = command.profile;
  if (!isName(name)) return badName("price");
  const before = view.get(keys.price(name));
  const { mono = before?.mono, color = before?.color } = command.profile;
  if (mono === undefined || color === undefined) return refuse("bad-input", { field: "price", detail: "new-price", name });
  const profile = { name, mono, color, sizes: { ...before?.sizes, ...sizes } };
  if (profile.mono < 0 || profile.color < 0) return refuse("bad-input", { field: "price", detail: "too-small", n: 0 });
  for (const permille of Object.values(sizes)) {
    if (!Number.isSafeInteger(permille) || permille <= 0 || permille > mostPermille)
      return refuse("bad-input", { field: "size", detail: "times" });
  }
  view.put(keys.price(profile.name), profile);
  changed(view, command, "price set", profile.name);
  return profile;
}

export function setTerminal(command: Command<"set-terminal">, view: View): Done {
  const { terminal } = command;
  if (!isName(terminal.name)) return badName("terminal");
  for (const name of terminal.printers) if (!view.get(keys.printer(name))) return unknown("printer", name);
  const before = view.get(keys.terminal(terminal.name));
  if (JSON.stringify(before) === JSON.stringify(terminal)) return done;
  view.put(keys.terminal(terminal.name), terminal);
  return changed(view, command, "terminal set", terminal.name, terminal.printers.join(" "));
}
