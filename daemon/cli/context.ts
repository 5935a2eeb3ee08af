// What every command has: the box it speaks to, the language it answers in, and the two ways to print an answer.
import { once } from "node:events";
import { join, resolve } from "node:path";
import type { Readable, Writable } from "node:stream";
import type { ArgumentsCamelCase, Argv } from "yargs";
import type { Clock } from "../runtime/clock.ts";
import { money, showMoney } from "../domain/money.ts";
import type { Refusal } from "../domain/refusal.ts";
import { type Random, uuidv7 } from "../runtime/random.ts";
import { formatDate, formatMoney } from "../words/format.ts";
import { type Language, languages } from "../words/index.ts";
import { Client, type Target } from "./client.ts";

/** The world of one command, handed in by main.ts. */
export interface Io {
  readonly stdin: Readable & { readonly isTTY?: boolean; setRawMode?(raw: boolean): unknown };
  readonly stdout: Writable & { readonly isTTY?: boolean };
  readonly stderr: Writable;
  readonly clock: Clock;
  readonly random: Random;
  readonly locale: string;
  /** Where the box's data is when no option says so. */
  dataDirectory(): Promise<string>;
  /** The settings a box would start with. Throws where the file cannot be read. */
  settings(file: string | undefined, data: string): Promise<Settings>;
  /** Puts a backup in the place of a stopped box's data; refused where the file is none. Throws Fault data-in-use where one runs. */
  restore(file: string, data: string): Promise<{ readonly keys: number; readonly rows: number } | Refusal>;
  readonly version: string;
  readonly nodeVersion: string;
}

export interface Settings {
  readonly listens: readonly { readonly option: string; readonly host: string; readonly port: number }[];
  /** Sentences; a box does not start with any. */
  readonly problems: readonly string[];
  /** Names of the device drivers that a box with these settings has. */
  readonly drivers: readonly string[];
}

/** Options of every command. */
export interface Globals {
  readonly data?: string | undefined;
  readonly box?: string | undefined;
  readonly token?: string | undefined;
  readonly json?: boolean | undefined;
  readonly language?: string | undefined;
}

/** What a command answers: for programs (undefined: printed already), for people, and the exit code where it is not 0. */
export interface Output {
  readonly value: unknown;
  readonly lines: readonly string[];
  readonly code?: 0 | 1;
}

/** The command line while it is being put together. */
export type Cli = Argv<Globals>;
/** Wraps what a command does with what every command does: the context before, the printing and the exit code after. */
export type Run = <A extends Globals>(
  act: (context: Context, args: ArgumentsCamelCase<A>) => Promise<Output>,
) => (args: ArgumentsCamelCase<A>) => Promise<void>;

/** 0 done, 1 refused, 2 usage, 3 fault. */
export type ExitCode = 0 | 1 | 2 | 3;

/** The command line does not fit: one sentence, exit code 2. */
export class Usage extends Error {
  override readonly name = "Usage";
}

export class Context {
  readonly io: Io;
  readonly language: Language;
  readonly json: boolean;
  readonly data: string;
  readonly target: Target;
  readonly client: Client;

  constructor(io: Io, globals: Globals, data: string, language: Language) {
    this.io = io;
    this.language = language;
    this.json = globals.json ?? false;
    this.data = resolve(data);
    this.target =
      globals.box === undefined ? { socketPath: join(this.data, "quoin.sock") } : { url: globals.box, token: globals.token ?? "" };
    this.client = new Client(this.target, language, io.clock);
  }

  /** A client that waits no longer than `ms` for an answer. */
  clientWithin(ms: number): Client {
    return new Client(this.target, this.language, this.io.clock, ms);
  }

  /** Whether the box is reached by its data directory, so that what is on disk is the box's own. */
  get local(): boolean {
    return "socketPath" in this.target;
  }

  /** The key of one act, made once per command so that its retries are the same act. */
  newKey(): string {
    return uuidv7(this.io.clock.now(), this.io.random);
  }

  /** For people: as they write it, in the box's currency. Without a box to ask (the books of a stopped one) a plain number. */
  money(amount: number): string {
    const { currency } = this.client;
    return currency === undefined ? showMoney(money(amount)) : formatMoney(this.language, money(amount), currency);
  }

  /** For people: in the time zone of the box's place. Without a box to ask, in this machine's. */
  date(at: number): string {
    return formatDate(this.language, at, this.client.zone);
  }

  print(line: string): void {
    this.io.stdout.write(`${line}\n`);
  }

  /** Waits while the reader of a pipe is slower than the writer. */
  async printSlowly(line: string): Promise<void> {
    if (!this.io.stdout.write(`${line}\n`)) await once(this.io.stdout, "drain");
  }

  finish(output: Output): ExitCode {
    if (this.json && output.value !== undefined) this.print(JSON.stringify(output.value));
    if (this.json) return output.code ?? 0;
    for (const line of output.lines) this.print(line);
    return output.code ?? 0;
  }
}

export const languageOption = (given: string | undefined, otherwise: Language): Language =>
  languages.find((language) => language === given) ?? otherwise;
