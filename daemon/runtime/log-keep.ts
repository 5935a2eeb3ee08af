// The log kept in the data directory, so that what happened before a restart can still be read: files of bounded size, the oldest thrown away.
import { appendFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { makeDirectory } from "./files.ts";

/** Read as a whole when somebody looks, while the box does nothing else. */
const mostFileBytes = 1024 ** 2;
/** 32 MB in all: months of a quiet box, and little of a small SD card. */
const mostFiles = 32;

/** Throws Fault config-invalid. */
export async function keepLog(data: string): Promise<KeptLog> {
  const directory = join(data, "log");
  await makeDirectory(directory);
  return new KeptLog(directory);
}

export class KeptLog {
  readonly #directory: string;
  #number: number;
  #bytes: number;

  constructor(directory: string) {
    this.#directory = directory;
    this.#number = this.#numbers().at(-1) ?? 1;
    this.#bytes = statSync(this.#path(this.#number), { throwIfNoEntry: false })?.size ?? 0;
  }

  /** Never throws: a full disk costs the line here, not on stderr. A process that is killed loses nothing, a power cut the last seconds. */
  write(line: string): void {
    try {
      appendFileSync(this.#path(this.#number), line, { mode: 0o600 });
      this.#bytes += Buffer.byteLength(line);
      if (this.#bytes >= mostFileBytes) this.#turn();
    } catch {
      // stderr has it
    }
  }

  /** Whole lines, newest first, a file at a time. */
  async *newestFirst(): AsyncGenerator<string> {
    for (const number of this.#numbers().reverse()) yield* (await this.#lines(number)).reverse();
  }

  /** The first line that is still kept. */
  async oldest(): Promise<string | undefined> {
    return (await this.#lines(this.#numbers()[0] ?? this.#number))[0];
  }

  /** Of a file that was thrown away while others were read: none. */
  async #lines(number: number): Promise<string[]> {
    const text = await readFile(this.#path(number), "utf8").catch(() => "");
    return text.split("\n").filter((line) => line !== "");
  }

  #numbers(): number[] {
    return readdirSync(this.#directory)
      .flatMap((name) => /^(\d{1,9})\.ndjson$/.exec(name)?.[1] ?? [])
      .map(Number)
      .sort((a, b) => a - b);
  }

  #path = (number: number): string => join(this.#directory, `${number}.ndjson`);

  #turn(): void {
    this.#number += 1;
    this.#bytes = 0;
    for (const number of this.#numbers().slice(0, 1 - mostFiles)) rmSync(this.#path(number), { force: true });
  }
}
