// Why those wait who stand behind a stopped job: what its printer said, told to each of them and again whenever that changes.
import type { PrinterName } from "../domain/ids.ts";
import type { Progress } from "./printer/contract.ts";

export interface Standstills {
  /** How the running job goes; undefined once it is over. */
  note(printer: PrinterName, running: Progress | undefined): void;
  /** Someone waits: `waiting` is told how many are ahead, `begun` ends it, once or more often. */
  wait(printer: PrinterName, tell: (progress: Progress) => void): { readonly waiting: (ahead: number) => void; readonly begun: () => void };
}

/** RFC 8011 §5.4.12: a printer that stands still and does not say why. */
const unsaid: readonly string[] = ["none"];

export function createStandstills(): Standstills {
  const stopped = new Map<PrinterName, readonly string[]>();
  const waiters = new Map<PrinterName, Set<() => void>>();

  return {
    note(printer, running) {
      const before = stopped.get(printer);
      const now = running?.state === "stopped" ? (running.reasons ?? unsaid) : undefined;
      if (now === undefined) stopped.delete(printer);
      else stopped.set(printer, now);
      if (before?.join() !== now?.join()) for (const again of waiters.get(printer) ?? []) again();
    },

    wait(printer, tell) {
      let ahead = 0;
      const again = (): void =>
        tell({ state: "waiting", ahead, ...(stopped.has(printer) ? { reasons: stopped.get(printer) ?? unsaid } : {}) });
      const begun = (): void => {
        const others = waiters.get(printer);
        others?.delete(again);
        if (others?.size === 0) waiters.delete(printer);
      };
      const waiting = (now: number): void => {
        ahead = now;
        waiters.set(printer, (waiters.get(printer) ?? new Set()).add(again));
        again();
      };
      return { waiting, begun };
    },
  };
}
