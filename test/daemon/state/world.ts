// A state in memory: what a store and its executor do, without either. Used by tests of decide and by the simulator.
import type { BoxId } from "../../../daemon/domain/ids.ts";
import type { Row } from "../../../daemon/domain/ledger.ts";
import { isRefusal } from "../../../daemon/domain/refusal.ts";
import type { Command, CommandName, Outcome } from "../../../daemon/state/commands.ts";
import { decide } from "../../../daemon/state/decide/index.ts";
import { breaches } from "../../../daemon/state/invariants.ts";
import type { Prefix, Records } from "../../../daemon/state/keys.ts";
import { View } from "../../../daemon/state/view.ts";

export const box = "box-1" as BoxId;

export class World {
  readonly records = new Map<string, { value: unknown; revision: number }>();
  readonly rows: Row[] = [];
  revision = 0;
  now = Date.UTC(2026, 0, 5, 8);

  get(key: string): unknown {
    return this.records.get(key)?.value;
  }

  *scan<P extends Prefix>(prefix: P, options: { after?: string; limit?: number } = {}): Generator<Records[P]> {
    const keys = [...this.records.keys()]
      .filter((key) => key.startsWith(prefix) && (options.after === undefined || key > options.after))
      .sort();
    for (const key of keys.slice(0, options.limit)) yield this.records.get(key)?.value as Records[P];
  }

  /** Decides and, unless refused, applies. */
  propose<N extends CommandName>(command: Command<N>): Outcome<N> {
    const stamp = { at: this.now, box, order: 0 };
    const view = new View((key) => this.records.get(key) ?? { value: undefined, revision: 0 }, stamp);
    const outcome = decide(command, view, stamp);
    if (!isRefusal(outcome)) this.apply(view.writes);
    return outcome;
  }

  apply(writes: ReadonlyMap<string, unknown>): void {
    if (writes.size > 0) this.revision += 1;
    for (const [key, value] of writes) {
      if (value === undefined) this.records.delete(key);
      else this.records.set(key, { value: structuredClone(value), revision: this.revision });
      if (key.startsWith("/k/row/")) this.rows.push(value as Row);
    }
  }

  /** Proposes and insists. */
  must<N extends CommandName>(command: Command<N>): Exclude<Outcome<N>, { refused: unknown }> {
    const outcome = this.propose(command);
    if (isRefusal(outcome)) throw new Error(`${command.name} refused: ${JSON.stringify(outcome)}`);
    return outcome as Exclude<Outcome<N>, { refused: unknown }>;
  }

  breaches(): string[] {
    return [...breaches(this)];
  }
}
