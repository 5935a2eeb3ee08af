// Printers, queues, prices and terminals, as the operator sets them up. Each change raises /q/config, which every priced decision compares.
import { isName, type PriceName } from "../../domain/ids.ts";
import { type Refusal, refuse } from "../../domain/refusal.ts";
import type { PriceProfile } from "../../domain/price.ts";
import type { Printer, Queue, Terminal } from "../../domain/printing.ts";
import type { Command } from "../commands.ts";
import { keys } from "../keys.ts";
import type { View } from "../view.ts";
import { audit } from "./users.ts";
import { isStale, nextVersion } from "./versions.ts";

const done = { done: true } as const;
type Done = typeof done | Refusal;
export const defaultPrice = "default" as PriceName;
/** The widest share a size may cost: a hundred times A4. */
const mostPermille = 100_000;
/** In one sentence. */
const mostNamed = 5;

const badName = (field: string): Refusal => refuse("bad-input", { field, detail: "name" });
const unknown = (kind: string, name: string): Refusal => refuse("no-such-thing", { kind, name });
/** Whoever adds one is told that the name is taken. */
const stale = (command: { readonly version?: number }, kind: string, name: string): Refusal =>
  refuse(command.version === 0 ? "already-exists" : "changed-meanwhile", { kind, name });

function changed(view: View, command: Command, act: string, subject: string, detail?: string): typeof done {
  view.put(keys.config, (view.get(keys.config) ?? 0) + 1);
  audit(view, command, act, subject, detail);
  return done;
}

export function setPrinter(command: Command<"set-printer">, view: View): Done {
  if (!isName(command.printer)) return badName("printer");
  const before = view.get(keys.printer(command.printer));
  if (isStale(command, before)) return stale(command, "printer", command.printer);
  const price = command.price ?? before?.price ?? defaultPrice;
  if (price !== defaultPrice && !view.get(keys.price(price))) return unknown("price", price);
  // Another address is another device: what the old one could do, and how it counted, says nothing of it.
  const kept: Partial<Printer> = before && before.uri === command.uri ? before : {};
  const { comment: _before, ...known } = kept;
  const comment = command.comment ?? before?.comment ?? "";
  // Asked again what it can do, it is still the same printer.
  const isSame = before?.uri === command.uri && before.price === price && (before.comment ?? "") === comment;
  view.put(keys.printer(command.printer), {
    ...known,
    name: command.printer,
    uri: command.uri,
    price,
    version: isSame ? (before?.version ?? 1) : nextVersion(before),
    ...(comment === "" ? {} : { comment }),
  });
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
  if (isStale(command, before)) return stale(command, "queue", command.queue.name);
  const version = nextVersion(before);
  const queue: Queue = { leastStrength: before?.leastStrength ?? "named", tell: before?.tell ?? "auto", ...command.queue, version };
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
  if (isStale(command, before)) return stale(command, "price", name);
  const { mono = before?.mono, color = before?.color } = command.profile;
  if (mono === undefined || color === undefined) return refuse("bad-input", { field: "price", detail: "new-price", name });
  const profile = { name, mono, color, sizes: { ...before?.sizes, ...sizes }, version: nextVersion(before) };
  if (profile.mono < 0 || profile.color < 0) return refuse("bad-input", { field: "price", detail: "too-small", n: 0 });
  for (const permille of Object.values(sizes)) {
    if (!Number.isSafeInteger(permille) || permille <= 0 || permille > mostPermille)
      return refuse("bad-input", { field: "size", detail: "times" });
  }
  view.put(keys.price(profile.name), profile);
  changed(view, command, "price set", profile.name);
  return profile;
}

export function removePrice(command: Command<"remove-price">, view: View): Done {
  if (!view.get(keys.price(command.price))) return unknown("price", command.price);
  const using = command.usedBy.filter((name) => view.get(keys.printer(name))?.price === command.price);
  if (using.length > 0) return refuse("still-in-use", { kind: "printer", name: using.slice(0, mostNamed).join(", ") });
  view.delete(keys.price(command.price));
  return changed(view, command, "price removed", command.price);
}

export function setTerminal(command: Command<"set-terminal">, view: View): Terminal | Refusal {
  const { name, printers } = command.terminal;
  if (!isName(name)) return badName("terminal");
  for (const printer of printers) if (!view.get(keys.printer(printer))) return unknown("printer", printer);
  const before = view.get(keys.terminal(name));
  if (isStale(command, before)) return stale(command, "terminal", name);
  if (before && JSON.stringify(before.printers) === JSON.stringify(printers)) return before;
  const terminal = { name, printers, version: nextVersion(before) };
  view.put(keys.terminal(name), terminal);
  changed(view, command, "terminal set", name, printers.join(" "));
  return terminal;
}

/** Its screens stand for nothing any more. */
export function removeTerminal(command: Command<"remove-terminal">, view: View): Done {
  if (!view.get(keys.terminal(command.terminal))) return unknown("terminal", command.terminal);
  for (const id of command.screens) if (view.get(keys.screen(id))?.terminal === command.terminal) view.delete(keys.screen(id));
  view.delete(keys.terminal(command.terminal));
  return changed(view, command, "terminal removed", command.terminal);
}
