// The box's secrets, made at its first start, and what is made with them: the spool's key, indexes of cards and codes, hashes.
//
// Card and code numbers are short: a plain hash of them is undone by counting. The store holds HMACs under keys that stay here, and hashes
// of PINs and passwords carry a pepper from here, so a copied store tells no number, no code and no PIN.
import { createHash, createHmac, createSecretKey, type KeyObject } from "node:crypto";
import { chmod, mkdir, open, readdir, readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import type { Clock } from "../runtime/clock.ts";
import { Fault } from "../runtime/faults.ts";
import type { Random } from "../runtime/random.ts";
import { createHasher } from "./hashing.ts";

export interface Secrets {
  /** 32 bytes: wraps the keys of spooled documents. */
  readonly boxKey: Uint8Array;
  /** The spool's key was made at this start: what was taken before, if anything, cannot be opened. No backup holds that key. */
  readonly made: boolean;
  /** `<keyversion>.<hmac>` of the normalised number, under the newest key. */
  cardIndex(number: string): string;
  /** Under every key still in use, newest first: where to look a number up. */
  cardIndexes(number: string): readonly string[];
  codeIndex(code: string): string;
  codeIndexes(code: string): readonly string[];
  /** For a password or PIN. Takes a fifth of a second; two at a time. Throws Fault overloaded when too many wait. */
  hashSecret(text: string): Promise<string>;
  /** Takes the same time whether there is a hash or not. */
  verifySecret(text: string, hash: string | undefined): Promise<boolean>;
  /** For a personal queue URI: 256 bits. */
  newToken(): string;
  tokenHash(token: string): string;
  /** One of 256 names for a text: counts tries at logins nobody has without storing them. */
  bucket(text: string): string;
}

/** What stands in the store was written with these. */
const peoplesKeys = [/^card-index-\d{1,4}\.key$/, /^code-index-\d{1,4}\.key$/, /^pepper\.key$/];

const keyBytes = 32;
/** 256 bits need no slow hash: nobody counts through them. */
const tokenBytes = 32;

export interface SecretsParts {
  readonly directory: string;
  readonly random: Random;
  readonly clock: Clock;
  /** The store holds people already: what their cards, codes and PINs were written with must be here. */
  readonly inUse?: boolean;
}

/**
 * Throws Fault data-damaged when a key is not whole, or gone from a box in use: a new one in its place would make every card unknown,
 * every PIN wrong, and nobody would be told.
 */
export async function openSecrets({ directory, random, clock, inUse = false }: SecretsParts): Promise<Secrets> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await chmod(directory, 0o700);
  const names = await readdir(directory);
  const lost = peoplesKeys.filter((key) => !names.some((name) => key.test(name)));
  if (inUse && lost.length > 0) {
    const sentence = `Keys of this box are missing in ${directory}, and the store holds people whose cards, codes and PINs mean nothing without them`;
    throw new Fault("data-damaged", `${sentence}. Put the directory back as it was, or restore a backup with: quoin restore FILE`, {
      retry: "never",
    });
  }
  const made = !names.includes("box.key");
  const load = (name: string): Promise<Buffer> => loadOrMake(directory, name, random);
  const [boxKey, cards, codes, pepper] = [
    await load("box.key"),
    await loadVersions(directory, "card", random),
    await loadVersions(directory, "code", random),
    await load("pepper.key"),
  ];
  const hasher = createHasher({ pepper: createSecretKey(pepper), random, clock });
  return {
    boxKey,
    made,
    cardIndex: (number) => newest(cards, normalCard(number)),
    cardIndexes: (number) => cards.map((key) => indexed(key, normalCard(number))),
    codeIndex: (code) => newest(codes, code.trim()),
    codeIndexes: (code) => codes.map((key) => indexed(key, code.trim())),
    hashSecret: hasher.hash,
    verifySecret: hasher.verify,
    newToken: () => Buffer.from(random.bytes(tokenBytes)).toString("base64url"),
    tokenHash: (token) => createHash("sha256").update(token).digest("base64url"),
    bucket: (text) => createHmac("sha256", pepper).update(`bucket ${text}`).digest("hex").slice(0, 2),
  };
}

/** Readers write one number as 04:a1:b2, 04-A1-B2 or 04A1B2. */
const normalCard = (number: string): string => number.replace(/[\s:.-]/g, "").toUpperCase();

interface VersionedKey {
  readonly version: number;
  readonly key: KeyObject;
}

const indexed = ({ version, key }: VersionedKey, text: string): string =>
  `${version}.${createHmac("sha256", key).update(text).digest("base64url")}`;

const newest = (keys: readonly VersionedKey[], text: string): string =>
  keys
    .slice(0, 1)
    .map((key) => indexed(key, text))
    .join();

/** `<use>-index-<version>.key`, newest first; version 1 is made where there is none. */
async function loadVersions(directory: string, use: "card" | "code", random: Random): Promise<VersionedKey[]> {
  const pattern = new RegExp(`^${use}-index-(\\d{1,4})\\.key$`);
  const found = (await readdir(directory)).flatMap((name) => pattern.exec(name)?.[1] ?? []).map(Number);
  const versions = (found.length === 0 ? [1] : found).sort((a, b) => b - a);
  return Promise.all(
    versions.map(async (version) => ({
      version,
      key: createSecretKey(await loadOrMake(directory, `${use}-index-${version}.key`, random)),
    })),
  );
}

async function loadOrMake(directory: string, name: string, random: Random): Promise<Buffer> {
  const path = join(directory, name);
  const found = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (found === undefined) return make(directory, path, random);
  if (found.length !== keyBytes)
    throw new Fault("data-damaged", `${path} has ${found.length} bytes instead of ${keyBytes}`, { retry: "never" });
  await chmod(path, 0o600);
  return found;
}

/** Durable before it is used, and under its name only when whole. */
async function make(directory: string, path: string, random: Random): Promise<Buffer> {
  const key = Buffer.from(random.bytes(keyBytes));
  const file = await open(`${path}.new`, "w", 0o600);
  try {
    await file.writeFile(key);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.new`, path);
  const entries = await open(directory, "r");
  try {
    await entries.sync();
  } finally {
    await entries.close();
  }
  return key;
}
