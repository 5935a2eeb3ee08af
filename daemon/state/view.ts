// The world as one command sees it. It remembers what was read, with revisions: those reads are the compares of the commit, so a
// command stands on exactly what it saw. Points only, never ranges (DESIGN.md decision 7).
import { assert } from "../domain/bug.ts";
import { type RowId, rowId } from "../domain/ids.ts";
import type { Row } from "../domain/ledger.ts";
import { type Key, keys, type RecordOf } from "./keys.ts";

/** Reads the keys below: parsed record and the revision of its last change; revision 0 when the key is absent. */
export type ReadRecord = (key: string) => { readonly value: unknown; readonly revision: number };

/** A row as a decision states it; its identity, time and place are added by the view. */
export type NewRow = Row extends infer R ? (R extends Row ? Omit<R, "id" | "at" | "box"> : never) : never;

export class View {
  readonly reads = new Map<string, number>();
  readonly writes = new Map<string, unknown>();
  #rows = 0;
  readonly #below: ReadRecord;
  readonly #stamp: Stamp;

  constructor(below: ReadRecord, stamp: Stamp) {
    this.#below = below;
    this.#stamp = stamp;
  }

  /** When the command is decided, ms since 1970. */
  get at(): number {
    return this.#stamp.at;
  }

  get<K extends Key>(key: K): RecordOf<K> | undefined {
    if (this.writes.has(key)) return this.writes.get(key) as RecordOf<K> | undefined;
    const found = this.#below(key);
    this.reads.set(key, found.revision);
    return found.value as RecordOf<K> | undefined;
  }

  put<K extends Key>(key: K, value: RecordOf<K>): void {
    this.writes.set(key, value);
  }

  delete(key: Key): void {
    this.writes.set(key, undefined);
  }

  /** Adds a row to the outbox. `act` is the identity of the deed, so that the same deed can never leave two rows. */
  append(act: string, row: NewRow): RowId {
    const id = rowId(act, this.#rows);
    assert(!this.writes.has(keys.row(id)), `row ${id} twice in one command`);
    const stamped = { ...row, id, at: this.#stamp.at, box: this.#stamp.box } as Row;
    this.put(keys.row(id), { ...stamped, index: this.#stamp.order * rowsPerCommand + this.#rows });
    this.#rows += 1;
    assert(this.#rows < rowsPerCommand, "a command leaves few rows");
    return id;
  }
}

/** Rows of one transaction are ordered by the command's place in it, then by their own. */
const rowsPerCommand = 1000;

/** What the executor adds to a command: the time, the box it came from, and its place in the batch. */
export interface Stamp {
  /** ms since 1970. */
  readonly at: number;
  readonly box: RowBox;
  readonly order: number;
}

type RowBox = Row["box"];
