// The terminals that run on this box: one session each, made and ended as the operator sets them up, fed by readers and keypads.
import type { Accounting } from "../accounting.ts";
import type { Terminals } from "../api/deps.ts";
import type { PrinterName, TerminalName } from "../domain/ids.ts";
import type { Queue, Terminal } from "../domain/printing.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Log } from "../runtime/log.ts";
import type { Fleet } from "../printing/fleet.ts";
import type { TerminalDesk } from "../terminals/desk.ts";
import { createTerminal, type TerminalHandle } from "../terminals/terminal.ts";
import { textLines } from "../terminals/text.ts";
import { pageDue, twoLinePages } from "../terminals/two-lines.ts";

export interface RunningTerminalsParts {
  readonly accounting: Accounting;
  readonly desk: TerminalDesk;
  readonly fleet: Pick<Fleet, "follow">;
  readonly clock: Clock;
  readonly log: Log;
  readonly currency: string;
  /** The place's, for times. */
  readonly zone: string;
}

export class RunningTerminals implements Pick<Terminals, "screen" | "view" | "follow"> {
  readonly #parts: RunningTerminalsParts;
  readonly #running = new Map<
    TerminalName,
    { readonly set: string; readonly beside: readonly PrinterName[]; readonly handle: TerminalHandle }
  >();
  readonly #unfollow: () => void;

  constructor(parts: RunningTerminalsParts) {
    this.#parts = parts;
    this.#sync();
    this.#unfollow = parts.accounting.follow((fact) => {
      if (fact.kind === "config") this.#sync();
    });
  }

  /** The session of a terminal, for its devices. */
  handle(name: TerminalName): TerminalHandle | undefined {
    return this.#running.get(name)?.handle;
  }

  screen(name: TerminalName, language: Parameters<Terminals["screen"]>[1]): ReturnType<Terminals["screen"]> {
    const handle = this.handle(name);
    if (!handle) return undefined;
    const reader = { language, currency: this.#parts.currency, zone: this.#parts.zone };
    const screen = handle.screen();
    return { state: screen.state, lines: textLines(screen, reader), twoLines: pageDue(twoLinePages(screen, reader), handle.page()) };
  }

  view(name: TerminalName): ReturnType<Terminals["view"]> {
    return this.handle(name)?.screen();
  }

  follow(name: TerminalName, changed: () => void): (() => void) | undefined {
    const unfollow = this.handle(name)?.follow(changed);
    if (!unfollow) return undefined;
    const unheard = this.#parts.fleet.follow(changed);
    return () => {
      unfollow();
      unheard();
    };
  }

  /** At every terminal beside one of the queue's printers. */
  identify({ name, printers }: Queue): void {
    for (const { beside, handle } of this.#running.values())
      if (beside.some((printer) => printers.includes(printer))) handle.identify(name);
  }

  close(): void {
    this.#unfollow();
    for (const { handle } of this.#running.values()) handle.close();
    this.#running.clear();
  }

  /** A terminal set up anew starts anew; nobody stays signed in at a place that became another. */
  #sync(): void {
    const wanted = new Map(this.#parts.accounting.ask({ name: "terminals" }).map((terminal) => [terminal.name, terminal]));
    for (const [name, { set, handle }] of this.#running) {
      if (JSON.stringify(wanted.get(name)) === set) continue;
      handle.close();
      this.#running.delete(name);
    }
    for (const terminal of wanted.values()) if (!this.#running.has(terminal.name)) this.#start(terminal);
  }

  #start(terminal: Terminal): void {
    const { desk, clock, log } = this.#parts;
    this.#running.set(terminal.name, {
      set: JSON.stringify(terminal),
      beside: terminal.printers,
      handle: createTerminal({ terminal, desk, clock, log }),
    });
  }
}
