// The lines of a backup, a section at a time. Each is hashed as it is read, so that the end tells whether they are what was written.
import { createHash } from "node:crypto";
import { backupFormat, type BackupHead, endOfBackup, isEndOfBackup, linesIn, sectionHead } from "../backup.ts";
import { Fault } from "../runtime/faults.ts";

/** What people are told of it stands under `detail.<flaw>` in words/. */
export type BackupFlaw = "no-backup" | "backup-newer" | "backup-cut" | "backup-damaged";

export class UnusableBackup extends Fault {
  readonly flaw: BackupFlaw;

  constructor(flaw: BackupFlaw, file: string, what: string, cause?: unknown) {
    super("data-damaged", `The backup ${file} cannot be used: ${what}.`, { retry: "never", cause });
    this.flaw = flaw;
  }
}

export class BackupReader {
  /** Absent in an older backup. */
  about: BackupHead | undefined;
  /** The head of the section that comes next, or the end of the backup; undefined where the file ends without one. */
  #head: string | undefined;
  #last: string | undefined;
  readonly #hash = createHash("sha256");
  readonly #file: string;
  readonly #lines: AsyncIterator<string>;

  constructor(file: string, input: AsyncIterable<string>) {
    this.#file = file;
    this.#lines = linesIn(input);
  }

  /** Throws {@link UnusableBackup}: another file, chosen by mistake, or a newer version's. */
  async begin(): Promise<void> {
    const first = await this.#next();
    this.about = first === undefined ? undefined : headOf(first);
    this.#head = this.about === undefined ? first : await this.#next();
    const format = this.about?.format ?? backupFormat;
    if (format > backupFormat)
      throw this.flawed("backup-newer", `a newer version of Quoin made it (format ${format}; this one reads ${backupFormat})`);
    if (this.#head !== sectionHead("identity"))
      throw this.about === undefined
        ? this.flawed("no-backup", "it is not a backup of a box")
        : this.damaged("its first section is not there");
  }

  async *section(name: Parameters<typeof sectionHead>[0]): AsyncGenerator<string> {
    if (this.#head !== sectionHead(name)) throw this.damaged(`its section “${name}” is not there`);
    for (this.#head = await this.#next(); this.#head !== undefined && !this.#head.startsWith('{"section"'); this.#head = await this.#next())
      yield this.#head;
  }

  /** After the last section: whether it ends as it was written. */
  async end(rows: number): Promise<void> {
    const sha256 = this.about === undefined ? undefined : this.#hash.copy().digest("hex");
    if (this.#head !== endOfBackup(rows, sha256)) throw this.damaged(`what was written after row ${rows} of the books is not as it was`);
    if ((await this.#next()) !== undefined) throw this.damaged("it goes on after its end");
  }

  damaged(what: string): UnusableBackup {
    return this.flawed("backup-damaged", what);
  }

  flawed(flaw: BackupFlaw, what: string, cause?: unknown): UnusableBackup {
    return new UnusableBackup(flaw, this.#file, what, cause);
  }

  /** Of anything that went wrong amid it: a file that lacks its end was cut off, which is what its owner can mend. */
  async explained(error: unknown): Promise<UnusableBackup> {
    if (error instanceof UnusableBackup && error.flaw !== "backup-damaged") return error;
    let last = this.#last;
    for (let line = await this.#next(); line !== undefined; line = await this.#next()) last = line;
    if (last === undefined || !isEndOfBackup(last) || !last.endsWith("}"))
      return this.flawed("backup-cut", "it is cut off: its end is not there", error);
    return error instanceof UnusableBackup ? error : this.damaged(error instanceof Error ? error.message : String(error));
  }

  async #next(): Promise<string | undefined> {
    const { value, done } = await this.#lines.next();
    if (done) return undefined;
    if (!isEndOfBackup(value)) this.#hash.update(`${value}\n`);
    this.#last = value;
    return value;
  }
}

function headOf(line: string): BackupHead | undefined {
  try {
    const head = JSON.parse(line) as BackupHead;
    return head.quoin === "backup" && typeof head.format === "number" ? head : undefined;
  } catch {
    return undefined;
  }
}
