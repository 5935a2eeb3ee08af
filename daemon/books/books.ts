// The file of books: SQLite, appended to by the keeper alone. A row that is in is there for ever.
import { DatabaseSync, type StatementSync } from "node:sqlite";
import { assert } from "../domain/bug.ts";
import { isMoneyRow, type Row } from "../domain/ledger.ts";
import { Fault } from "../runtime/faults.ts";
import { canonical, chained, noHash, type StoredRow } from "./rows.ts";
import { prepareSchema } from "./schema.ts";

/** How far the store's outbox has been copied. Revisions count within one incarnation of the store only. */
export interface Kept {
  readonly incarnation: string;
  readonly revision: number;
}

export class BooksFile {
  readonly database: DatabaseSync;
  readonly #file: string;
  readonly #insertRow: StatementSync;
  readonly #insertLeg: StatementSync;
  readonly #find: StatementSync;
  readonly #keep: StatementSync;
  #seq = 0;
  #hash: Uint8Array = noHash;

  /** Throws Fault data-damaged with a sentence. */
  constructor(file: string, options: { readonly readOnly?: boolean } = {}) {
    this.#file = file;
    const readOnly = options.readOnly ?? false;
    this.database = this.guard(() => new DatabaseSync(file, { readOnly }));
    try {
      this.guard(() => {
        // FULL: a commit in WAL mode is on the disk before the outbox is trimmed.
        this.database.exec(
          `PRAGMA busy_timeout = ${busyTimeoutMs}; ${readOnly ? "" : "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"}`,
        );
        prepareSchema(this.database, file, readOnly);
      });
      const prepare = (sql: string): StatementSync => this.guard(() => this.database.prepare(sql));
      this.#insertRow = prepare(
        "INSERT INTO row (seq, id, hash, at, kind, reservation, json) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
      );
      this.#insertLeg = prepare("INSERT INTO leg (account, currency, seq, place, amount) VALUES (?, ?, ?, ?, ?)");
      this.#find = prepare("SELECT json FROM row WHERE id = ?");
      this.#keep = prepare(
        "INSERT INTO kept (one, incarnation, revision) VALUES (1, ?, ?) ON CONFLICT (one) DO UPDATE SET incarnation = excluded.incarnation, revision = excluded.revision",
      );
      this.#readEnd();
    } catch (error) {
      this.database.close();
      throw error;
    }
  }

  /** Rows, numbered without a gap. */
  get rows(): number {
    return this.#seq;
  }

  /** undefined: nothing was kept yet. */
  kept(): Kept | undefined {
    const row = this.guard(() => this.database.prepare("SELECT incarnation, revision FROM kept").get());
    return row && { incarnation: String(row.incarnation), revision: Number(row.revision) };
  }

  /**
   * Appends in the order given and remembers how far that goes, in one transaction that is on the disk when this returns. A row that is
   * already there is passed over, so that the same rows may be given again after a crash; other content under its id is damage.
   */
  append(rows: readonly Row[], upTo: Kept): void {
    const before = { seq: this.#seq, hash: this.#hash };
    this.guard(() => this.database.exec("BEGIN IMMEDIATE"));
    try {
      this.guard(() => {
        for (const row of rows) this.#insert(row);
        this.#keep.run(upTo.incarnation, upTo.revision);
        this.database.exec("COMMIT");
      });
    } catch (error) {
      this.#seq = before.seq;
      this.#hash = before.hash;
      if (this.database.isTransaction) this.database.exec("ROLLBACK");
      throw error;
    }
  }

  close(): void {
    if (this.database.isOpen) this.database.close();
  }

  /** Runs what talks to SQLite; its errors become Faults. */
  guard<T>(act: () => T): T {
    try {
      return act();
    } catch (error) {
      throw this.#explain(error);
    }
  }

  #insert(row: Row): void {
    const json = canonical(row);
    const seq = this.#seq + 1;
    const hash = chained(this.#hash, json);
    const money = isMoneyRow(row);
    const reservation = row.kind === "audit" ? undefined : row.reservation;
    const { changes } = this.#insertRow.run(seq, row.id, hash, row.at, row.kind, reservation ?? null, json);
    if (changes === 0) {
      if (this.#find.get(row.id)?.json !== json) throw this.#damaged(`row ${row.id} is already there with another content`);
      return;
    }
    if (money) for (const [place, leg] of row.legs.entries()) this.#insertLeg.run(leg.account, leg.currency, seq, place, leg.amount);
    this.#seq = seq;
    this.#hash = hash;
  }

  /** The last row must be the one its hash was made of: a torn or hand-edited end is found before anything is added to it. */
  #readEnd(): void {
    const last = this.guard(() =>
      this.database.prepare("SELECT seq, id, hash, json FROM row ORDER BY seq DESC LIMIT 2").all(),
    ) as unknown as StoredRow[];
    const [end, before] = last;
    if (end === undefined) return;
    if (before === undefined && end.seq !== 1) throw this.#damaged(`row ${end.seq} stands alone`);
    if (!Buffer.from(chained(before?.hash ?? noHash, end.json)).equals(end.hash))
      throw this.#damaged(`row ${end.seq} (${end.id}) does not match its hash`);
    this.#seq = end.seq;
    this.#hash = end.hash;
  }

  #damaged(what: string, cause?: unknown): Fault {
    return new Fault("data-damaged", `The books in ${this.#file} are damaged: ${what}. Restore a backup with: quoin restore FILE`, {
      retry: "never",
      cause,
    });
  }

  #explain(error: unknown): unknown {
    const code = (error as { errcode?: number }).errcode;
    if (code === undefined) return error;
    const { message } = error as Error;
    switch (code & 0xff) {
      case sqlite.corrupt:
      case sqlite.notADatabase:
        return this.#damaged(message, error);
      case sqlite.full:
        return new Fault("disk-full", "there is no room for the books", { retry: "later", cause: error });
      case sqlite.busy:
      case sqlite.locked:
        return new Fault("data-in-use", `another program is using ${this.#file}`, { retry: "later", cause: error });
      case sqlite.inputOutput:
      case sqlite.readOnly:
      case sqlite.cannotOpen:
        return new Fault(
          "data-damaged",
          `The books in ${this.#file} cannot be read or written: ${message}. Check the disk and who owns the file`,
          { retry: "later", cause: error },
        );
      default:
        assert(false, `SQLite ${code}: ${message}`);
    }
  }
}

/** Another reader holds a lock for milliseconds; one that holds it longer is said to be in the way. */
const busyTimeoutMs = 2_000;

/** Primary result codes of sqlite3.h. */
const sqlite = { busy: 5, locked: 6, readOnly: 8, inputOutput: 10, corrupt: 11, full: 13, cannotOpen: 14, notADatabase: 26 } as const;
