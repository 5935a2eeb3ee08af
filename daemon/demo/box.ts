// The demonstration's box: a process of its own, used through the doors people use: IPP for jobs, the `quoin` command, and the API.
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import type { JobRow, Row } from "../domain/ledger.ts";
import { group, groupOf, languageOf, mime, nameValue, numberOf, uri } from "../ipp/build.ts";
import { ippCall } from "../ipp/client.ts";
import { operations } from "../ipp/codes.ts";
import { tags } from "../ipp/message.ts";
import { systemClock } from "../runtime/clock.ts";

interface Ready {
  readonly box: string;
  readonly http: string;
  readonly ipp: string;
}

const main = join(import.meta.dirname, "../main.ts");
const run = promisify(execFile);
/** Everything here takes a second or two; a demo that hangs says so. */
const patienceMs = 30_000;

export type Tell = (line: string) => void;

export class DemoBox {
  readonly data: string;
  readonly log: string;
  readonly #node: string;
  readonly #tell: Tell;
  #process: ChildProcess | undefined;
  #ready: Ready | undefined;

  /** `node`: the program that runs it. */
  constructor(data: string, node: string, tell: Tell) {
    this.#node = node;
    this.data = data;
    this.log = join(data, "box.log");
    this.#tell = tell;
  }

  /** `host`: where it listens, on free ports. */
  async start(settings: string, host = "127.0.0.1"): Promise<void> {
    const config = join(this.data, "quoin.yaml");
    await writeFile(config, settings);
    const args = [main, "run", "--data", this.data, "--config", config, "--http", `${host}:0`, "--ipp", `${host}:0`];
    this.#process = spawn(this.#node, args, { stdio: ["ignore", "pipe", "pipe"] });
    this.#process.stderr?.pipe(createWriteStream(this.log, { flags: "a" }));
    for await (const line of createInterface({ input: this.#process.stdout as NodeJS.ReadableStream })) {
      this.#ready = JSON.parse(line) as Ready;
      return;
    }
    throw new Error(`the box did not start; it says why in ${this.log}`);
  }

  get ready(): Ready {
    if (this.#ready === undefined) throw new Error("the box is not started");
    return this.#ready;
  }

  stop(): void {
    this.#process?.kill("SIGTERM");
  }

  /** Resolves when its process is gone. */
  gone(): Promise<void> {
    return new Promise((resolve) => this.#process?.once("exit", () => resolve()));
  }

  /** Runs `quoin …` as a person would, and shows it. */
  quoin(...args: string[]): Promise<string> {
    const shown = args.map((arg) => (/[^\w./:-]/.test(arg) ? `"${arg}"` : arg)).join(" ");
    this.#tell(`  $ quoin ${shown}`);
    return this.#quietly(...args);
  }

  async #quietly(...args: string[]): Promise<string> {
    return (await run(this.#node, [main, ...args, "--data", this.data, "--json"], { maxBuffer: 64 * 1024 * 1024 })).stdout;
  }

  /** As an operator, by the box's token; or with a cookie, as a screen. */
  async ask(method: string, path: string, body: object, cookie?: string): Promise<{ json: unknown; cookie: string }> {
    const token = (await readFile(join(this.data, "secrets/api-token"), "utf8")).trim();
    const caller = cookie === undefined ? { authorization: `Bearer ${token}` } : { cookie, "quoin-csrf": "kiosk" };
    const headers = { "content-type": "application/json", ...caller };
    const answer = await fetch(new URL(path, this.ready.http), { method, headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${path} was answered ${answer.status}: ${await answer.text()}`);
    return { json: await answer.json(), cookie: answer.headers.get("set-cookie")?.split(";")[0] ?? "" };
  }

  async rows(): Promise<Row[]> {
    return (await this.#quietly("ledger", "dump"))
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as Row);
  }

  async ended(): Promise<JobRow[]> {
    return (await this.rows()).filter((row) => row.kind === "job");
  }

  async credit(login: string): Promise<number> {
    return (JSON.parse(await this.#quietly("user", "show", login)) as { balance: number }).balance;
  }

  /** Waits until so many held jobs have their price. */
  async priced(count: number): Promise<void> {
    await this.until("the price of what waits", async () => {
      const { jobs } = JSON.parse(await this.#quietly("job", "list", "--held")) as { jobs: { price?: number }[] };
      return jobs.filter((job) => job.price !== undefined).length >= count || undefined;
    });
  }

  /** Waits for what the box does by itself; every look is a real one. */
  async until<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
    const end = systemClock.monotonic() + patienceMs;
    while (systemClock.monotonic() < end) {
      const found = await look();
      if (found !== undefined) return found;
      await systemClock.sleep(100);
    }
    throw new Error(`waited ${patienceMs / 1000} s for ${what}; the box's log is ${this.log}`);
  }

  /** Print-Job with our own client. Answers IPP's job-id. */
  async submit(document: Uint8Array, login: string, title: string): Promise<number> {
    const { ipp } = this.ready;
    const attributes = [
      ...languageOf("en"),
      uri("printer-uri", ipp),
      nameValue("requesting-user-name", login),
      nameValue("job-name", title),
      mime("document-format", "application/pdf"),
    ];
    const message = { version: [2, 0] as const, code: operations.printJob, requestId: 1, groups: [group(tags.operation, attributes)] };
    const answer = await ippCall(ipp, message, {
      clock: systemClock,
      signal: systemClock.timeout(patienceMs),
      accept: async () => true,
      document: (async function* () {
        yield document;
      })(),
    });
    const number = numberOf(groupOf(answer, tags.job), "job-id");
    if (number === undefined) throw new Error(`the box refused the job with IPP status 0x${answer.code.toString(16)}`);
    return number;
  }
}
