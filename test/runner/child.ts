// Runs a program with a time limit in a process group of its own, so that nothing it started outlives it.
import { spawn } from "node:child_process";
import { systemClock } from "../../daemon/runtime/clock.ts";

export interface Ended {
  readonly code: number;
  readonly output: string;
  /** The limit was reached and the whole group killed. */
  readonly late: boolean;
}

/** No step of the tests takes longer on a slow machine; past it, something hangs. */
export const stepTimeoutMs = 18 * 60_000;

/** A `node --test` inside a test would take itself for a part of the outer one and run nothing. */
const { NODE_TEST_CONTEXT: _outer, ...environment } = process.env;

export interface RunOptions {
  readonly cwd: string;
  readonly timeoutMs?: number;
  /** Given all output while it runs; absent: nobody. */
  readonly show?: (chunk: Buffer) => void;
}

export async function run(program: string, args: readonly string[], { cwd, timeoutMs = stepTimeoutMs, show }: RunOptions): Promise<Ended> {
  const child = spawn(program, args, { cwd, detached: true, env: environment, stdio: ["ignore", "pipe", "pipe"] });
  const killGroup = (): void => {
    if (child.pid === undefined) return;
    try {
      process.kill(-child.pid, "SIGKILL");
    } catch {
      // already gone
    }
  };
  let late = false;
  const forget = systemClock.after(timeoutMs, () => {
    late = true;
    killGroup();
  });
  const interrupted = (): void => {
    killGroup();
    process.exit(130);
  };
  process.once("SIGINT", interrupted).once("SIGTERM", interrupted);
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      chunks.push(chunk);
      show?.(chunk);
    });
  }
  const code = await new Promise<number>((resolve) => {
    child.on("error", (error) => {
      chunks.push(Buffer.from(`${error.message}\n`));
      resolve(127);
    });
    child.on("close", (status) => resolve(status ?? 1));
  });
  forget();
  killGroup(); // what it left behind
  process.off("SIGINT", interrupted).off("SIGTERM", interrupted);
  return { code, output: Buffer.concat(chunks).toString(), late };
}
