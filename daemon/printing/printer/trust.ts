// Which certificate belongs to which printer: trusted when first seen, and held to ever after. Printers sign their own certificates, so no
// authority can vouch for them (as CUPS and ssh do; PWG 5100.13 leaves it to the site).
import { mkdir, readFile } from "node:fs/promises";
import path from "node:path";
import { Fault } from "../../runtime/faults.ts";
import { replaceFile } from "../../runtime/files.ts";

export interface CertificateTrust {
  /** Whether the SHA-256 fingerprint may speak for `authority` (host:port); the first one asked about may, once that is durable. */
  accept(authority: string, fingerprint: string): Promise<boolean>;
  /** After the operator said that the printer was replaced or reset. */
  forget(authority: string): Promise<void>;
}

/** More printers than a box may ever know: addresses typed wrong are remembered too. */
const mostKnown = 10_000;

/** One JSON file, host:port → fingerprint, replaced as a whole. */
export async function openTrust(file: string): Promise<CertificateTrust> {
  const known = await read(file);
  let last: Promise<void> = Promise.resolve();
  const save = (): Promise<void> => {
    last = last.catch(() => undefined).then(() => write(file, known));
    return last;
  };
  return {
    async accept(authority, fingerprint) {
      const before = known.get(authority);
      if (before !== undefined) return before === fingerprint;
      if (known.size >= mostKnown) return false;
      known.set(authority, fingerprint);
      try {
        await save();
      } catch (error) {
        known.delete(authority);
        throw new Fault("disk-full", "the printer's certificate could not be written down", { retry: "later", cause: error });
      }
      return true;
    },
    async forget(authority) {
      if (known.delete(authority)) await save();
    },
  };
}

async function read(file: string): Promise<Map<string, string>> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return new Map();
    throw new Fault("data-damaged", `${file} cannot be read`, { retry: "never", cause: error });
  }
  try {
    const entries = Object.entries(JSON.parse(text) as Record<string, unknown>);
    return new Map(entries.filter((entry): entry is [string, string] => typeof entry[1] === "string"));
  } catch (error) {
    // Trusting anew in silence would let anyone in who can damage a file.
    throw new Fault("data-damaged", `${file} is not what was written; remove it to trust printers anew`, { retry: "never", cause: error });
  }
}

async function write(file: string, known: ReadonlyMap<string, string>): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await replaceFile(file, JSON.stringify(Object.fromEntries(known), undefined, 1));
}
