// A real box in a process of its own, as an operator runs it, with what tests ask of it through its own doors.
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { Client } from "../../daemon/cli/client.ts";
import type { JobRow, Row } from "../../daemon/domain/ledger.ts";
import { money } from "../../daemon/domain/money.ts";
import { group, groupOf, languageOf, mime, nameValue, numberOf, textOf, uri } from "../../daemon/ipp/build.ts";
import { ippCall } from "../../daemon/ipp/client.ts";
import { operations } from "../../daemon/ipp/codes.ts";
import { tags } from "../../daemon/ipp/message.ts";
import { systemClock } from "../../daemon/runtime/clock.ts";

export const main = join(import.meta.dirname, "../../daemon/main.ts");
const execute = promisify(execFile);
/** A busy test machine starts a box in a few seconds. */
const startMs = 30_000;

/** One terminal named hall beside a printer named hall, with simulated devices. */
export const hallConfig = `version: 1
devices:
  simulated: true
terminals:
  - name: hall
    printers: [hall]
    devices:
      - driver: simulated-reader
      - driver: simulated-keypad
`;

export interface BoxProcess {
  readonly data: string;
  readonly pid: number;
  readonly ready: { readonly box: string; readonly http: string; readonly https?: string; readonly ipp: string; readonly ipps?: string };
  readonly client: Client;
  /** Everything it wrote to stderr so far. */
  log(): string;
  /** Runs `quoin …` against it and answers with what `--json` printed. */
  quoin(...args: string[]): Promise<Record<string, unknown>>;
  /** Rows in the books, oldest first. */
  rows(): Promise<Row[]>;
  /** SIGTERM; answers the exit code. */
  stop(): Promise<number | null>;
  /** SIGKILL; resolves when it is gone. */
  kill(): Promise<void>;
  readonly exited: Promise<number | null>;
}

export interface BoxProcessOptions {
  readonly data?: string;
  readonly config?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Command words before node, such as a wrapper that sets limits. */
  readonly under?: readonly string[];
  readonly args?: readonly string[];
}

export const newDirectory = (): Promise<string> => mkdtemp(join(tmpdir(), "quoin-e2e-"));
export const removeDirectory = (path: string): Promise<void> => rm(path, { recursive: true, force: true });

/** No box outlives the test that was to end it, also when that test ran out of time. */
const living = new Set<ChildProcess>();
process.once("exit", () => {
  for (const child of living) child.kill("SIGKILL");
});

export async function startBoxProcess(options: BoxProcessOptions = {}): Promise<BoxProcess> {
  const data = options.data ?? (await newDirectory());
  const config = join(data, "quoin.yaml");
  await writeFile(config, options.config ?? hallConfig);
  const line = [
    ...(options.under ?? []),
    process.execPath,
    main,
    "run",
    "--data",
    data,
    "--config",
    config,
    "--http",
    "127.0.0.1:0",
    "--ipp",
    "127.0.0.1:0",
    ...(options.args ?? []),
  ];
  const child = spawn(line[0] as string, line.slice(1), { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ...options.env } });
  living.add(child);
  child.once("exit", () => living.delete(child));
  const heard: string[] = [];
  child.stderr.setEncoding("utf8").on("data", (text: string) => heard.push(text));
  const exited = once(child, "exit").then(([code]) => code as number | null);
  const ready = await firstLine(child, exited, heard);
  return {
    data,
    ready,
    exited,
    pid: child.pid as number,
    client: new Client({ socketPath: join(data, "quoin.sock") }, "en", systemClock),
    log: () => heard.join(""),
    quoin: async (...args) => JSON.parse((await execute(process.execPath, [main, ...args, "--data", data, "--json"])).stdout),
    rows: async () => {
      const { stdout } = await execute(process.execPath, [main, "ledger", "dump", "--data", data, "--json"], { maxBuffer: 1 << 28 });
      return stdout
        .split("\n")
        .filter((row) => row !== "")
        .map((row) => JSON.parse(row) as Row);
    },
    stop: () => end(child, exited, "SIGTERM"),
    kill: async () => void (await end(child, exited, "SIGKILL")),
  };
}

/** Starts a daemon that is not expected to live; answers what it said and its exit code. */
export async function startInVain(data: string, settings = hallConfig): Promise<{ code: number | null; said: string }> {
  const config = join(data, "quoin.yaml");
  await writeFile(config, settings);
  const args = [main, "run", "--data", data, "--config", config, "--http", "127.0.0.1:0", "--ipp", "127.0.0.1:0"];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "pipe"], timeout: 30_000, killSignal: "SIGKILL" });
  const said: string[] = [];
  child.stderr.setEncoding("utf8").on("data", (text: string) => said.push(text));
  const [code] = await once(child, "close");
  return { code: code as number | null, said: said.join("") };
}

async function firstLine(child: ChildProcess, exited: Promise<unknown>, heard: readonly string[]): Promise<BoxProcess["ready"]> {
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
  const first = once(lines, "line").then(([line]) => JSON.parse(line as string) as BoxProcess["ready"]);
  const late = systemClock.sleep(startMs).then(() => "late" as const);
  const ready = await Promise.race([first, exited.then(() => "exited" as const), late]);
  if (typeof ready === "string") throw new Error(`the box did not start (${ready}): ${heard.join("")}`);
  return ready;
}

async function end(child: ChildProcess, exited: Promise<number | null>, signal: NodeJS.Signals): Promise<number | null> {
  child.kill(signal);
  return exited;
}

/** A printer named hall at `printer`, a pull queue, prices of 0.05 and 0.20, and Amélie with five euros, card C0FFEE. */
export async function furnish(box: BoxProcess, printer: string): Promise<void> {
  const { client } = box;
  await client.call("PUT /api/v1/prices/{price}", { params: { price: "default" }, body: { mono: 500, color: 2000 } });
  await client.call("PUT /api/v1/printers/{printer}", { params: { printer: "hall" }, body: { uri: printer } });
  await client.call("PUT /api/v1/queues/{queue}", {
    params: { queue: "school" },
    body: { mode: "pull", printers: ["hall"], makeDefault: true },
  });
  await addPerson(box, { login: "amelie", name: "Amélie", card: "C0FFEE" });
}

/** Someone with a card and five euros. */
export async function addPerson(
  { client }: BoxProcess,
  { login, name, card }: { login: string; name: string; card: string },
): Promise<void> {
  const params = { login };
  await client.call("POST /api/v1/users", { body: { login, name, limited: true } });
  await client.call("POST /api/v1/users/{login}/cards", { params, body: { number: card } });
  await client.call("POST /api/v1/users/{login}/top-ups", {
    params,
    once: `cash-for-${login}`,
    body: { amount: money(50_000), reason: "cash" },
  });
}

/** Refused over IPP, with the words the client was given. */
export class PrintRefused extends Error {
  override readonly name = "PrintRefused";
  readonly status: number;
  constructor(status: number, words: string) {
    super(`refused with IPP status 0x${status.toString(16)}: ${words}`);
    this.status = status;
  }
}

/** Print-Job of a PDF; answers IPP's job-id. */
export async function printJob(ipp: string, pdf: Uint8Array, user = "amelie", title = "Homework"): Promise<number> {
  const message = {
    version: [2, 0] as const,
    code: operations.printJob,
    requestId: 1,
    groups: [
      group(tags.operation, [
        ...languageOf("en"),
        uri("printer-uri", ipp),
        nameValue("requesting-user-name", user),
        nameValue("job-name", title),
        mime("document-format", "application/pdf"),
      ]),
    ],
  };
  const answer = await ippCall(ipp, message, {
    clock: systemClock,
    signal: systemClock.timeout(startMs),
    accept: async () => true,
    document: (async function* () {
      yield pdf;
    })(),
  });
  const number = numberOf(groupOf(answer, tags.job), "job-id");
  if (number === undefined) throw new PrintRefused(answer.code, textOf(groupOf(answer, tags.operation), "status-message") ?? "");
  return number;
}

/** Looks until something is there; a test's only way to wait. */
export async function until<T>(what: string, look: () => Promise<T | undefined>, withinMs = startMs): Promise<T> {
  const endAt = systemClock.monotonic() + withinMs;
  while (systemClock.monotonic() < endAt) {
    const found = await look();
    if (found !== undefined) return found;
    await systemClock.sleep(50);
  }
  throw new Error(`waited ${withinMs / 1000} s for ${what}`);
}

export const priced = (box: BoxProcess): Promise<number> =>
  until("a priced job", async () => {
    const { jobs } = await box.client.call("GET /api/v1/jobs", { query: { held: "true" } });
    return jobs.find((job) => job.price !== undefined)?.number;
  });

export const endedJobs = async (box: BoxProcess): Promise<JobRow[]> =>
  (await box.rows()).filter((row): row is JobRow => row.kind === "job");
