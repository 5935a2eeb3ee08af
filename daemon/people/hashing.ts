// Hashes of passwords and PINs: slow on purpose, few at once, the same work for a wrong guess as for a person nobody knows.
import { createHmac, type KeyObject, scrypt, timingSafeEqual } from "node:crypto";
import { createBoundedQueue } from "../runtime/bounded-queue.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Random } from "../runtime/random.ts";

export interface Hasher {
  hash(text: string): Promise<string>;
  verify(text: string, hash: string | undefined): Promise<boolean>;
}

interface Cost {
  /** log2 of N. */
  readonly ln: number;
  readonly r: number;
  readonly p: number;
}

/** 177 ms and 32 MiB on the box: a four-digit PIN stands half an hour against one who has store, pepper and the box's speed. */
const cost: Cost = { ln: 15, r: 8, p: 3 };
/** A hash read from the store may ask for no more than this. */
const mostCost: Cost = { ln: 17, r: 16, p: 4 };
const saltBytes = 16;
const hashBytes = 32;

/** Two threads of four: the other two keep writing jobs. 64 MiB at most. */
const mostAtOnce = 2;
/** Six seconds' worth: whoever comes later is better told at once. */
const mostWaiting = 64;

/** What is checked where there is no hash. No text has it: its hash is all zeros. */
const nobody = encoded(cost, Buffer.alloc(saltBytes), Buffer.alloc(hashBytes));

export function createHasher({ pepper, random, clock }: { pepper: KeyObject; random: Random; clock: Clock }): Hasher {
  const queue = createBoundedQueue({ name: "hashing", clock, mostRunning: mostAtOnce, mostWaiting, patienceMs: 0 });
  const derive = (text: string, salt: Buffer, { ln, r, p }: Cost): Promise<Buffer> =>
    queue.run(
      () =>
        new Promise((resolve, reject) => {
          const N = 2 ** ln;
          // The same character typed on two systems may arrive composed or not (RFC 8265 §4.2).
          const peppered = createHmac("sha256", pepper).update(text.normalize("NFC")).digest();
          scrypt(peppered, salt, hashBytes, { N, r, p, maxmem: 128 * r * (N + p) * 2 }, (error, key) =>
            error ? reject(error) : resolve(key),
          );
        }),
    );
  return {
    hash: async (text) => {
      const salt = Buffer.from(random.bytes(saltBytes));
      return encoded(cost, salt, await derive(text, salt, cost));
    },
    verify: async (text, hash) => {
      const parsed = decoded(hash ?? nobody) ?? decoded(nobody);
      if (!parsed) return false;
      return timingSafeEqual(await derive(text, parsed.salt, parsed.cost), parsed.hash) && hash !== undefined;
    },
  };
}

/** PHC string format, as other scrypt libraries write it; the pepper makes it ours. */
function encoded({ ln, r, p }: Cost, salt: Buffer, hash: Buffer): string {
  const text = (bytes: Buffer): string => bytes.toString("base64").replace(/=+$/, "");
  return `$scrypt$ln=${ln},r=${r},p=${p}$${text(salt)}$${text(hash)}`;
}

function decoded(text: string): { cost: Cost; salt: Buffer; hash: Buffer } | undefined {
  const match = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d)\$([A-Za-z0-9+/]{22})\$([A-Za-z0-9+/]{43})$/.exec(text);
  if (!match) return undefined;
  const [ln, r, p] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const bounded = ln >= 1 && r >= 1 && p >= 1 && ln <= mostCost.ln && r <= mostCost.r && p <= mostCost.p;
  return bounded
    ? { cost: { ln, r, p }, salt: Buffer.from(match[4] ?? "", "base64"), hash: Buffer.from(match[5] ?? "", "base64") }
    : undefined;
}
