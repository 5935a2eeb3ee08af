// One spool file's bytes, from a new key to its end, sealed as the document comes. Whoever writes them takes them from here.
import { createHash, createSecretKey, type KeyObject } from "node:crypto";
import type { DocumentFormat } from "../../domain/document.ts";
import type { JobId } from "../../domain/ids.ts";
import type { Random } from "../../runtime/random.ts";
import { ChunkSeal, sealEnd, sealHeader, type SpoolKeys, writeSlot } from "./format.ts";

/** What the file says besides its document. */
export interface Cover {
  readonly id: JobId;
  /** Tag of who fills it. */
  readonly person: string;
  /** The job as accepted, in JSON. */
  readonly job: string;
}

export class Sealing {
  readonly #key: KeyObject;
  readonly #hash = createHash("sha256");
  #chunk: ChunkSeal | undefined;
  #chunks = 0;
  #sealed: Buffer[] = [];
  #bytes = 0;
  /** Sealed and not yet taken. */
  waitingBytes = 0;

  constructor(keys: Pick<SpoolKeys, "wrap">, random: Random, { id, person, job }: Cover) {
    const chance = random.bytes(32 + 12);
    const key = chance.subarray(0, 32);
    this.#key = createSecretKey(key);
    this.#push(writeSlot(keys, id, person, key, chance.subarray(32)));
    this.#push(sealHeader(this.#key, job));
    chance.fill(0);
  }

  add(plain: Uint8Array): void {
    this.#bytes += plain.length;
    this.#hash.update(plain);
    for (let rest = plain; rest.length > 0; ) {
      this.#chunk ??= new ChunkSeal(this.#key, this.#chunks++);
      const fits = rest.subarray(0, this.#chunk.left);
      this.#push(this.#chunk.add(fits));
      rest = rest.subarray(fits.length);
      if (this.#chunk.left === 0) this.#endChunk();
    }
  }

  /** Answers what the document was: its bytes and its SHA-256 in hex. */
  end(format: DocumentFormat): { bytes: number; hash: string } {
    this.#endChunk();
    const document = { bytes: this.#bytes, hash: this.#hash.digest("hex") };
    this.#push(sealEnd(this.#key, { format, ...document }));
    return document;
  }

  /** What is sealed by now, in order, once. */
  take(): Buffer[] {
    const sealed = this.#sealed;
    this.#sealed = [];
    this.waitingBytes = 0;
    return sealed;
  }

  #endChunk(): void {
    if (this.#chunk) this.#push(this.#chunk.end());
    this.#chunk = undefined;
  }

  #push(piece: Buffer): void {
    this.#sealed.push(piece);
    this.waitingBytes += piece.length;
  }
}
