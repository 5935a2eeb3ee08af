// Runs the real command line, as a process of its own or, for tests with many commands, in this one, and hands back everything it said.
import { spawn } from "node:child_process";
import { PassThrough, Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { runCli } from "../../../daemon/cli/index.ts";
import { systemClock } from "../../../daemon/runtime/clock.ts";
import { systemRandom } from "../../../daemon/runtime/random.ts";

const main = fileURLToPath(new URL("../../../daemon/main.ts", import.meta.url));

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  readonly json: any;
}

export function quoin(args: readonly string[], options: { input?: string; env?: Record<string, string> } = {}): Promise<Ran> {
  const child = spawn(process.execPath, [main, ...args], {
    stdio: ["pipe", "pipe", "pipe"],
    env: {
      PATH: process.env["PATH"],
      HOME: process.env["HOME"],
      LANG: "en_GB.UTF-8",
      NODE_COMPILE_CACHE: process.env["NODE_COMPILE_CACHE"],
      ...options.env,
    },
  });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
  child.stdin.on("error", () => undefined);
  child.stdin.end(options.input ?? "");
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve(ran(code, out, err)));
  });
}

/** The same without a process: main.ts is left out, everything behind it is real. */
export async function quoinHere(args: readonly string[], { input = "" }: { input?: string } = {}): Promise<Ran> {
  const collect = (into: Buffer[]): PassThrough => new PassThrough().on("data", (chunk: Buffer) => into.push(chunk));
  const [out, err]: [Buffer[], Buffer[]] = [[], []];
  const code = await runCli(args, {
    stdin: Readable.from(input === "" ? [] : [input]),
    stdout: collect(out),
    stderr: collect(err),
    clock: systemClock,
    random: systemRandom,
    dataDirectory: async () => "data",
    locale: "en-GB",
    version: "0.0.0",
    nodeVersion: process.version,
    settings: async () => ({ listens: [], problems: [], drivers: ["serial-line"] }),
    restore: async () => ({ keys: 0, rows: 0 }),
  });
  return ran(code, out, err);
}

function ran(code: number | null, out: readonly Buffer[], err: readonly Buffer[]): Ran {
  const stdout = Buffer.concat(out).toString();
  let json: unknown;
  try {
    json = JSON.parse(stdout);
  } catch {
    json = undefined;
  }
  return { code, stdout, stderr: Buffer.concat(err).toString(), json };
}
