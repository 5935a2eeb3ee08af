// Where certificates and their keys stand: below the box's secrets, each file whole or not there, readable by the box alone.
import { mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { Fault } from "../runtime/faults.ts";
import { replaceFile } from "../runtime/files.ts";
import type { AcmeProblem, AcmeSettings } from "./acme.ts";
import { type Bundle, bundleOf, fileOf } from "./bundle.ts";

/** own: signed by the box. uploaded: brought by somebody. acme: ordered at a server. */
export const sources = ["own", "uploaded", "acme"] as const;
export type Source = (typeof sources)[number];

export interface AcmeAccount {
  readonly settings: AcmeSettings;
  readonly accountKey: string;
  /** Since the last success, in a row. */
  readonly failures: number;
  readonly triedAt?: number;
  readonly problem?: AcmeProblem;
}

/** What was chosen. `acme` stands as soon as it is chosen, `source` changes once the certificate is here. */
export interface Chosen {
  readonly source: Source;
  readonly acme?: AcmeAccount;
}

export type BundleName = Source | "authority";

/** What a backup carries: whoever trusts the box goes on trusting it, also on another machine. */
export const isKept = (name: string): boolean => /^secrets\/tls\/((own|uploaded|acme|authority)\.pem|chosen\.json)$/.test(name);

export class Kept {
  readonly #directory: string;

  constructor(data: string) {
    this.#directory = join(data, "secrets", "tls");
  }

  async open(): Promise<void> {
    await mkdir(this.#directory, { recursive: true, mode: 0o700 });
  }

  /** undefined: there is none. Throws Fault data-damaged where it cannot be read. */
  async bundle(name: BundleName): Promise<Bundle | undefined> {
    const text = await this.#read(`${name}.pem`);
    if (text === undefined) return undefined;
    try {
      return bundleOf(text);
    } catch (cause) {
      throw this.#damaged(`${name}.pem`, cause);
    }
  }

  async chosen(): Promise<Chosen> {
    const text = await this.#read("chosen.json");
    try {
      return text === undefined ? { source: "own" } : (JSON.parse(text) as Chosen);
    } catch (cause) {
      throw this.#damaged("chosen.json", cause);
    }
  }

  keep(name: BundleName, bundle: Bundle): Promise<void> {
    return replaceFile(this.#path(`${name}.pem`), fileOf(bundle));
  }

  choose(chosen: Chosen): Promise<void> {
    return replaceFile(this.#path("chosen.json"), JSON.stringify(chosen));
  }

  forget(name: BundleName): Promise<void> {
    return rm(this.#path(`${name}.pem`), { force: true });
  }

  #path(file: string): string {
    return join(this.#directory, file);
  }

  #read(file: string): Promise<string | undefined> {
    return readFile(this.#path(file), "utf8").catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return undefined;
      throw error;
    });
  }

  #damaged(file: string, cause: unknown): Fault {
    const sentence = `${this.#path(file)} is damaged. Put it back from a backup, or delete it: the box then makes a new one`;
    return new Fault("data-damaged", sentence, { retry: "never", cause });
  }
}
