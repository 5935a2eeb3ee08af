// Where a release can be cut short: every call with which the daemon writes, syncs, renames, removes or sends, counted on a dry run under
// strace, and one run with a kill −9 on entering each. strace counts `when=N` per thread, so one thread is watched at a time; with
// UV_THREADPOOL_SIZE=1 the pool that does the daemon's file work is one thread, too.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { cp, readdir, readFile, stat } from "node:fs/promises";
import { join, relative } from "node:path";
import { systemClock } from "../../daemon/runtime/clock.ts";
import { type BoxProcess, newDirectory, removeDirectory, startBoxProcess, until } from "./box-process.ts";

export type ThreadName = "main" | "pool";

/** The n-th such call of a thread, counted from the key press. */
export interface CrashPoint {
  readonly thread: ThreadName;
  readonly call: string;
  readonly n: number;
  /** What it was done to on the dry run; undefined: one past the last, where nothing need be. */
  readonly place?: string;
}

export const nameOf = ({ thread, call, n }: CrashPoint): string => `${thread} thread, ${call} ${n}`;

/** What makes a step durable or visible elsewhere. What Node does not call here today is counted as well: it may tomorrow. */
const calls = [
  ...["fsync", "fdatasync", "msync", "sync_file_range"],
  ...["rename", "renameat", "renameat2", "unlink", "unlinkat", "truncate", "ftruncate"],
  ...["sendto", "sendmsg", "sendmmsg", "write", "writev", "pwrite64", "pwritev", "pwritev2"],
];

/** A data directory with one held, priced job; each run works on a copy of it. */
export interface Prepared {
  readonly data: string;
  readonly job: { readonly id: string; readonly number: number };
  readonly printerPort: number;
}

const env = { UV_THREADPOOL_SIZE: "1" };

/** A box on a copy of the directory, its printer asked, its owner signed in and looking at the one job. */
export async function signedIn(prepared: Prepared): Promise<BoxProcess> {
  const data = await newDirectory();
  await cp(prepared.data, data, { recursive: true });
  const box = await startBoxProcess({ data, env });
  await until("the printer's state", async () => {
    const { printers } = await box.client.call("GET /api/v1/printers", {});
    return printers[0]?.state === "idle" ? true : undefined;
  });
  const params = { terminal: "hall" as never };
  await box.client.call("POST /api/v1/terminals/{terminal}/card", { params, body: { number: "C0FFEE" } });
  await until("the list at the terminal", async () => {
    const { state, lines } = await box.client.call("GET /api/v1/terminals/{terminal}/screen", { params });
    return state === "list" && lines.some((line) => line.includes("0.30")) ? true : undefined;
  });
  return box;
}

/** Choose all, print. The box may die before it answers. */
export const press = (box: BoxProcess): Promise<void> =>
  box.client.call("POST /api/v1/terminals/{terminal}/keys", { params: { terminal: "hall" as never }, body: { keys: "##" } }).then(
    () => undefined,
    () => undefined,
  );

/** Every call of a release that runs to its end, in order, and one past the last of each kind. */
export async function enumerate(prepared: Prepared): Promise<CrashPoint[]> {
  const box = await signedIn(prepared);
  const trace = join(box.data, "trace");
  try {
    const strace = await attach(box.pid, ["-f", "-yy", "-o", trace, "-e", `trace=${calls.join(",")}`]);
    await press(box);
    await released(box, prepared, trace);
    await detach(strace);
    return pointsIn(await readFile(trace, "utf8"), box, prepared);
  } finally {
    await box.kill();
    await removeDirectory(box.data);
  }
}

interface Traced {
  readonly point: CrashPoint;
  /** A frame of the books' log: none of them counts before the last one and the sync behind it. */
  readonly frame: boolean;
}

function pointsIn(trace: string, box: BoxProcess, prepared: Prepared): CrashPoint[] {
  const counts = new Map<string, number>();
  const traced: Traced[] = [];
  for (const line of trace.split("\n")) {
    const [, tid, call = "", rest = ""] = /^(\d+) +(\w+)\((.*)$/.exec(line) ?? [];
    if (tid === undefined) continue;
    const thread = Number(tid) === box.pid ? "main" : "pool";
    // A worker wakes the main thread through an eventfd: that neither lasts nor leaves the process.
    if (call === "write" && thread === "pool" && /^\d+<anon_inode:\[eventfd/.test(rest)) continue;
    const n = (counts.get(`${thread} ${call}`) ?? 0) + 1;
    counts.set(`${thread} ${call}`, n);
    traced.push({
      point: { thread, call, n, place: placeOf(rest, box, prepared) },
      frame: /^\d+<[^>]*-wal>/.test(rest) && call === "pwrite64",
    });
  }
  const inner = ({ frame }: Traced, i: number): boolean => frame && traced[i - 1]?.frame === true && traced[i + 1]?.frame === true;
  const beyond = [...counts].map(([key, count]): CrashPoint => {
    const [thread, call] = key.split(" ") as [ThreadName, string];
    return { thread, call, n: count + 1 };
  });
  return [...traced.filter((each, i) => !inner(each, i)).map(({ point }) => point), ...beyond];
}

/** What a call is done to, by its first argument: a file, or whom bytes are sent to. */
function placeOf(rest: string, { data }: BoxProcess, { job, printerPort }: Prepared): string {
  const path = /^(?:\d+<|")(\/[^>"]*)/.exec(rest)?.[1];
  if (path !== undefined) return relative(data, path).replace(job.id, "JOB") || "data directory";
  const sentTo = /^\d+<TCP[^>]*->[^\]]*:(\d+)\]>/.exec(rest)?.[1];
  return Number(sentTo) === printerPort ? "printer" : "client";
}

/** Runs a release that dies at `point`; answers where it died, or undefined: it came to its end first. The box is dead in both cases. */
export async function killAt(box: BoxProcess, prepared: Prepared, { thread, call, n }: CrashPoint): Promise<string | undefined> {
  const tid = thread === "main" ? box.pid : await poolThread(box.pid);
  const trace = join(box.data, "trace");
  const strace = await attach(tid, ["-yy", "-o", trace, "-e", `trace=${call}`, "-e", `inject=${call}:signal=KILL:when=${n}`]);
  let gone = false;
  void box.exited.then(() => (gone = true));
  void press(box); // not waited for: a box that dies need not tell whoever waits for its answer
  await Promise.race([box.exited, released(box, prepared, trace)]);
  await detach(strace);
  const killed = gone;
  await box.kill();
  const last = (await readFile(trace, "utf8")).split("\n").findLast((line) => line.startsWith(`${call}(`));
  return killed && last !== undefined ? placeOf(last.slice(call.length + 1), box, prepared) : undefined;
}

/** Until the job's document is destroyed, its row is in the books, and the watched thread is quiet. Asks nothing of the box. */
async function released(box: BoxProcess, { job }: Prepared, trace: string): Promise<void> {
  const file = join(box.data, "spool", `${job.id}.job`);
  let last = -1;
  let quietSince = systemClock.monotonic();
  await until("the end of the release", async () => {
    const size = await stat(trace).then(
      (found) => found.size,
      () => 0,
    );
    if (existsSync(file) || size !== last) quietSince = systemClock.monotonic();
    last = size;
    return systemClock.monotonic() - quietSince > quietMs ? true : undefined;
  });
}

/** The keeper gathers rows for 50 ms, and lets the store forget them after; a busy machine needs several times as long. */
const quietMs = 700;

async function poolThread(pid: number): Promise<number> {
  for (const tid of await readdir(`/proc/${pid}/task`)) {
    if ((await readFile(`/proc/${pid}/task/${tid}/comm`, "utf8")).trim() === "libuv-worker") return Number(tid);
  }
  throw new Error("the daemon has no pool thread");
}

/** strace says on stderr that it is attached; from then on it counts. */
async function attach(tid: number, args: readonly string[]): Promise<ChildProcess> {
  const strace = spawn("strace", [...args, "-p", String(tid)], { stdio: ["ignore", "ignore", "pipe"] });
  const said: string[] = [];
  await new Promise<void>((resolve, reject) => {
    strace.stderr.setEncoding("utf8").on("data", (text: string) => {
      said.push(text);
      if (said.join("").includes("attached")) resolve();
    });
    strace.once("exit", () => reject(new Error(`strace did not attach: ${said.join("")}`)));
  });
  return strace;
}

async function detach(strace: ChildProcess): Promise<void> {
  if (strace.exitCode !== null || strace.signalCode !== null) return;
  const exited = once(strace, "exit");
  strace.kill("SIGINT");
  await exited;
}
