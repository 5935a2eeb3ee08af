// The terminals that the settings name, made as soon as their printers are.
import type { Config } from "../../config/index.ts";
import type { Accounting } from "../accounting.ts";
import type { BoxId, PrinterName, TerminalName } from "../domain/ids.ts";
import type { Actor } from "../domain/ledger.ts";
import { isRefusal } from "../domain/refusal.ts";
import type { Log } from "../runtime/log.ts";

interface SetTerminalsParts {
  readonly accounting: Accounting;
  readonly config: Pick<Config, "terminals">;
  readonly box: BoxId;
  readonly log: Log;
}

/** Terminals that stand in the settings file are set up as it says, as soon as their printers are; those made by command stay as they are. */
export async function setTerminals({ accounting, config, box, log }: SetTerminalsParts): Promise<void> {
  const waiting = new Set(
    config.terminals.map(({ name, printers }) => ({ name: name as TerminalName, printers: printers as PrinterName[] })),
  );
  const by: Actor = { kind: "box", name: box };
  const tryAll = async (): Promise<void> => {
    for (const terminal of waiting) {
      const outcome = await accounting.propose({ name: "set-terminal", by, terminal });
      if (!isRefusal(outcome)) waiting.delete(terminal);
    }
  };
  await tryAll();
  for (const { name } of waiting) log.warn("terminal waits for its printers to be added", { terminal: name });
  let last = Promise.resolve();
  const unfollow = accounting.follow((fact) => {
    if (fact.kind !== "config") return;
    if (waiting.size === 0) unfollow();
    else last = last.then(tryAll).catch((error: unknown) => log.warn("terminal not set up yet", { error }));
  });
}
