// A document's plain bytes while they are looked at: in memory while small, then in a file without a name in memory (tmpfs). The file never
// has a directory entry, so nothing is left after kill −9, and nothing reaches a disk.
import { closeSync, constants, openSync, readSync, writeSync } from "node:fs";
import { type Refusal, refuse } from "../../domain/refusal.ts";
import type { ByteSource } from "./pdf-syntax.ts";

export interface HeldDocument extends ByteSource {
  readonly length: number;
  slice(start: number, end: number): Uint8Array;
  copyTo(target: Uint8Array): void;
  append(bytes: Uint8Array): void;
  /** A file that can be read from any place, for programs that open /proc/self/fd/N. Throws when the machine has no memory file system. */
  file(): number;
  close(): void;
}

export interface HoldingLimits {
  readonly mostBytes: number;
  /** Where memory files are made; undefined: nowhere, everything stays in this process. */
  readonly directory: string | undefined;
}

/** Linux O_TMPFILE is this bit and O_DIRECTORY, whose value differs by processor (open(2)); Node names only the latter. */
const unnamedFile = 0o20000000 | constants.O_DIRECTORY;

/** Below this a copy in the process costs less than the calls to write and read it. */
const memoryBytes = 8 * 1024 * 1024;

export const memoryFiles = "/dev/shm";

/** Whether unnamed files can be made there. */
export function hasMemoryFiles(directory: string): boolean {
  try {
    closeSync(openUnnamed(directory));
    return true;
  } catch {
    return false;
  }
}

export async function holdDocument(chunks: AsyncIterable<Uint8Array>, limits: HoldingLimits): Promise<HeldDocument | Refusal> {
  const held = new Held(limits.directory);
  try {
    for await (const chunk of chunks) {
      if (held.length + chunk.length > limits.mostBytes) {
        held.close();
        return refuse("document-too-large", { bytes: held.length + chunk.length });
      }
      held.append(chunk);
    }
    return held;
  } catch (error) {
    held.close();
    throw error;
  }
}

const openUnnamed = (directory: string): number => openSync(directory, constants.O_RDWR | unnamedFile, 0o600);

class Held implements HeldDocument {
  readonly #directory: string | undefined;
  #memory: Uint8Array = new Uint8Array(64 * 1024);
  #length = 0;
  #fd: number | undefined;

  constructor(directory: string | undefined) {
    this.#directory = directory;
  }

  get length(): number {
    return this.#length;
  }

  append(bytes: Uint8Array): void {
    if (this.#fd === undefined && this.#length + bytes.length > memoryBytes && this.#directory !== undefined) this.file();
    if (this.#fd !== undefined) writeAll(this.#fd, bytes, this.#length);
    else {
      if (this.#length + bytes.length > this.#memory.length) {
        const larger = new Uint8Array(Math.max(this.#memory.length * 2, this.#length + bytes.length));
        larger.set(this.#memory.subarray(0, this.#length));
        this.#memory = larger;
      }
      this.#memory.set(bytes, this.#length);
    }
    this.#length += bytes.length;
  }

  slice(start: number, end: number): Uint8Array {
    const until = Math.min(end, this.#length);
    if (this.#fd === undefined) return this.#memory.subarray(start, Math.max(start, until));
    const bytes = new Uint8Array(Math.max(0, until - start));
    readAll(this.#fd, bytes, start);
    return bytes;
  }

  copyTo(target: Uint8Array): void {
    if (this.#fd === undefined) target.set(this.#memory.subarray(0, this.#length));
    else readAll(this.#fd, target.subarray(0, this.#length), 0);
  }

  file(): number {
    if (this.#fd !== undefined) return this.#fd;
    if (this.#directory === undefined) throw new Error("no memory file system");
    const fd = openUnnamed(this.#directory);
    try {
      writeAll(fd, this.#memory.subarray(0, this.#length), 0);
    } catch (error) {
      closeSync(fd);
      throw error;
    }
    this.#fd = fd;
    this.#memory = new Uint8Array(0);
    return fd;
  }

  close(): void {
    if (this.#fd !== undefined) closeSync(this.#fd);
    this.#fd = undefined;
    this.#memory = new Uint8Array(0);
    this.#length = 0;
  }
}

function writeAll(fd: number, bytes: Uint8Array, at: number): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(fd, bytes, done, bytes.length - done, at + done);
}

function readAll(fd: number, into: Uint8Array, at: number): void {
  for (let done = 0; done < into.length; ) {
    const got = readSync(fd, into, done, into.length - done, at + done);
    if (got === 0) throw new Error("memory file is shorter than it was");
    done += got;
  }
}
