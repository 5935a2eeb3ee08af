// npm run fuzz -- [--count N] [--seed S]: N mutated IPP requests, all through the codec, one in fifty over a socket to a whole box, too, while a
// good client prints there. Ends with what it counted; exits 1 when anything went wrong, and says how to see it again.
import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { systemClock } from "../../daemon/runtime/clock.ts";
import { systemRandom } from "../../daemon/runtime/random.ts";
import type { CodecCounts } from "./codec-run.ts";
import { type FuzzedBox, startFuzzedBox } from "./box.ts";
import type { GoodClient } from "./good-client.ts";
import { runSockets, type SocketCounts } from "./sockets.ts";

/** One input in so many also goes over a socket: a connection costs what a hundred decodings cost. */
const socketShare = 50;
/** Without progress for so long the codec hangs. */
const hangMs = 20_000;
/** PROMISES.md PR13. */
const mostGrowth = 256 * 1024 ** 2;
const mostP99Ms = 2_000;

const { values } = parseArgs({ options: { count: { type: "string", default: "1000000" }, seed: { type: "string" } } });
const count = Number(values.count);
const seed = values.seed === undefined ? Buffer.from(systemRandom.bytes(4)).readUInt32BE() : Number(values.seed);
if (!Number.isSafeInteger(count) || count < 1 || !Number.isSafeInteger(seed)) {
  console.error("usage: npm run fuzz -- [--count N] [--seed S]");
  process.exit(2);
}

type Codec = Pick<CodecCounts, "inputs" | "taken" | "refused" | "wrong"> & {
  readonly fate: "done" | "hung" | "crashed";
  readonly ms: number;
};

/** The codec's process, watched: what it last said, and how it ended. */
async function codec(): Promise<Codec> {
  const started = systemClock.monotonic();
  const child = fork(join(import.meta.dirname, "codec-run.ts"), [String(seed), "0", String(count)], { serialization: "advanced" });
  let last: CodecCounts & { done?: boolean } = { inputs: 0, taken: 0, refused: 0, wrong: [] };
  let hung = false;
  const watch = (): (() => void) =>
    systemClock.after(hangMs, () => {
      hung = true;
      child.kill("SIGKILL");
    });
  let cancel = watch();
  child.on("message", (told) => {
    last = told as CodecCounts;
    cancel();
    cancel = watch();
  });
  await once(child, "exit");
  cancel();
  const fate = hung ? "hung" : last.done ? "done" : "crashed";
  return { inputs: last.inputs, taken: last.taken, refused: last.refused, wrong: last.wrong, fate, ms: systemClock.monotonic() - started };
}

interface Served {
  readonly sockets: SocketCounts;
  readonly good: GoodClient;
  readonly mistakes: readonly string[];
  readonly jobs: number;
  /** Resident, in bytes. */
  readonly memory: { readonly before: number; readonly peak: number; readonly after: number };
  readonly lived: boolean;
  /** Of the box, once it was told to stop. */
  readonly exit: number | null;
  readonly ms: number;
}

async function box(): Promise<Served> {
  const fuzzed = await startFuzzedBox();
  const indexes = Array.from({ length: Math.ceil(count / socketShare) }, (_, i) => i * socketShare);
  // Memory is compared from where the box has seen every kind of request, and has its inspectors.
  const warm = indexes.splice(0, Math.min(1_000, Math.floor(indexes.length / 10)));
  await runSockets(fuzzed.port, seed, warm, systemClock);
  const before = (await fuzzed.memory()) ?? 0;
  const started = systemClock.monotonic();
  const client = fork(join(import.meta.dirname, "good-client.ts"), [String(fuzzed.port)], { serialization: "advanced" });
  const { sockets, peak } = await throughSockets(fuzzed, indexes);
  const printed = once(client, "message", { signal: systemClock.timeout(30_000) });
  client.send("stop");
  const [good] = (await printed) as [GoodClient];
  const ms = systemClock.monotonic() - started;
  const after = await fuzzed.memory();
  const lived = after !== undefined;
  const jobs = lived ? await fuzzed.jobs() : 0;
  const exit = await fuzzed.stop();
  const memory = { before, peak: Math.max(peak, after ?? 0), after: after ?? 0 };
  return { sockets, good, mistakes: fuzzed.mistakes(), jobs, memory, lived, exit, ms };
}

/** A part at a time, looking at the box's memory between. */
const partSize = 500;

async function throughSockets(fuzzed: FuzzedBox, indexes: number[]): Promise<{ sockets: SocketCounts; peak: number }> {
  const sockets: SocketCounts = { sent: 0, ipp: 0, http: 0, closed: 0, internal: 0, stuck: [] };
  let peak = 0;
  for (let memory: number | undefined = 0; indexes.length > 0 && memory !== undefined; memory = await fuzzed.memory()) {
    const part = await runSockets(fuzzed.port, seed, indexes.splice(0, partSize), systemClock);
    for (const name of ["sent", "ipp", "http", "closed", "internal"] as const) sockets[name] += part[name];
    sockets.stuck.push(...part.stuck);
    peak = Math.max(peak, (await fuzzed.memory()) ?? 0);
  }
  return { sockets, peak };
}

const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
const mib = (bytes: number): string => `${(bytes / 1024 ** 2).toFixed(1)} MiB`;
const perSecond = (n: number, ms: number): string => `${Math.round(n / (ms / 1000))}/s`;

console.log(`seed ${seed} · ${count} inputs, 1 in ${socketShare} over sockets too`);
const decoded = await codec();
console.log(
  `codec    ${decoded.inputs} inputs · ${decoded.taken} taken · ${decoded.refused} refused · wrong ${decoded.wrong.length} · ${decoded.fate} · ${perSecond(decoded.inputs, decoded.ms)}`,
);
for (const { index, what } of decoded.wrong) console.log(`         input ${index}: ${what}`);
const served = await box();
const { sockets, good, memory, mistakes } = served;
const sorted = good.tookMs.toSorted((a, b) => a - b);
const [p50, p99] = [percentile(sorted, 0.5), percentile(sorted, 0.99)];
console.log(
  `sockets  ${sockets.sent} inputs · ${sockets.ipp} answered in IPP · ${sockets.http} by HTTP · ${sockets.closed} closed · stuck ${sockets.stuck.length} · internal errors ${sockets.internal} · ${perSecond(sockets.sent, served.ms)}`,
);
console.log(
  `box      ${served.lived ? "lives" : "CRASHED"} · ends with ${served.exit} · mistakes logged ${mistakes.length} · ${served.jobs} jobs taken · memory ${mib(memory.before)} → ${mib(memory.after)} (peak ${mib(memory.peak)})`,
);
console.log(
  `good     ${good.tookMs.length} requests meanwhile · failed ${good.failed.length} · p50 ${p50.toFixed(1)} ms · p99 ${p99.toFixed(1)} ms`,
);
for (const what of new Set(good.failed)) console.log(`         ${what}`);
for (const line of mistakes.slice(0, 5)) console.log(`         ${line.trim()}`);
for (const index of sockets.stuck.slice(0, 5)) console.log(`         stuck: input ${index}`);

const failures = [
  decoded.fate !== "done" || decoded.wrong.length > 0 ? "the codec" : "",
  served.lived ? "" : "the box crashed",
  served.lived && served.exit !== 0 ? "the box did not end well" : "",
  sockets.stuck.length > 0 ? "stuck connections" : "",
  sockets.internal > 0 || mistakes.length > 0 ? "mistakes" : "",
  good.failed.length > 0 ? "the good client was refused" : "",
  p99 > mostP99Ms ? "the good client waited" : "",
  memory.peak - memory.before > mostGrowth ? "memory grew" : "",
].filter((each) => each !== "");
console.log(
  failures.length === 0
    ? `PASS fuzz · ${count} inputs · crashes 0 · seed ${seed}`
    : `FAIL fuzz: ${failures.join(", ")} · again with --seed ${seed} --count ${count}`,
);
process.exit(failures.length === 0 ? 0 : 1);
