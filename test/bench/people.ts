// How long people wait at the terminal: card to list, and print to the first byte at the printer, in a box that knows ten thousand people
// and holds a thousand jobs. Measured from outside, over the box's own socket, with a printer that speaks IPP.
import { readFile } from "node:fs/promises";
import { testDocument } from "../../daemon/printing/calibration.ts";
import { systemClock } from "../../daemon/runtime/clock.ts";
import { type BoxProcess, furnish, hallConfig, printJob, removeDirectory, startBoxProcess, until } from "../e2e/box-process.ts";
import { startFakePrinter } from "../fakes/printer.ts";
import type { Figure } from "./figure.ts";

const people = 10_000;
const printing = 10;
const jobsEach = 100;
const visits = 200;
const releases = 100;

export async function benches(): Promise<Figure[]> {
  const figures = await idleFigures();
  let firstByteAt = 0;
  const printer = await startFakePrinter({
    pages: 1,
    firstByte: () => {
      firstByteAt = systemClock.monotonic();
    },
  });
  const box = await startBoxProcess({
    config: `${hallConfig}spool:\n  maxBytesPerPerson: 8 GiB\n  maxJobsPerPerson: 50000\nlog:\n  level: warn\n`,
  });
  try {
    await furnish(box, printer.uri);
    await populate(box);
    figures.push(waited("card read → list, 10 000 users, 1 000 held jobs", await cardToList(box), 100));
    figures.push(waited("release → first byte at the printer", await releaseToFirstByte(box, () => firstByteAt), 150));
    return figures;
  } finally {
    await box.stop();
    await printer.close();
    await removeDirectory(box.data);
  }
}

/** A box that was just started, and the same ten quiet seconds later. */
async function idleFigures(): Promise<Figure[]> {
  const start = systemClock.monotonic();
  const box = await startBoxProcess({ config: "version: 1\n" });
  const ready = systemClock.monotonic() - start;
  try {
    await systemClock.sleep(10_000);
    const resident = Number(/VmRSS:\s*(\d+) kB/.exec(await readFile(`/proc/${box.pid}/status`, "utf8"))?.[1]) / 1024;
    return [
      {
        name: "ready after start",
        value: Math.round(ready),
        unit: "ms",
        bound: 2000,
        ratio: ready / 2000,
        note: "at most; from fork to the ready line",
      },
      {
        name: "idle, resident",
        value: Math.round(resident),
        unit: "MiB",
        bound: 130,
        ratio: resident / 130,
        note: "at most; 10 s after start",
      },
    ];
  } finally {
    await box.stop();
    await removeDirectory(box.data);
  }
}

const waited = (name: string, times: readonly number[], bound: number): Figure => {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  const p99 = at(0.99);
  return {
    name: `${name}, p99`,
    value: round(p99),
    unit: "ms",
    bound,
    ratio: p99 / bound,
    note: `at most; p50 ${round(at(0.5))} ms over ${times.length}`,
  };
};

const round = (ms: number): number => Math.round(ms * 10) / 10;
const card = (i: number): string => `CAFE${String(i).padStart(4, "0")}`;

async function populate(box: BoxProcess): Promise<void> {
  const { client } = box;
  const numbers = Array.from({ length: people }, (_, i) => i).values();
  const add = async (): Promise<void> => {
    for (const i of numbers) {
      await client.call("POST /api/v1/users", { body: { login: `person${i}`, name: `Person ${i}`, limited: true } });
      if (i < printing) {
        await client.call("POST /api/v1/users/{login}/cards", { params: { login: `person${i}` }, body: { number: card(i) } });
        const paid = { params: { login: `person${i}` }, body: { amount: 1_000_000, reason: "bench" }, once: `bench-person-${i}` };
        await client.call("POST /api/v1/users/{login}/top-ups", paid);
      }
    }
  };
  await Promise.all(Array.from({ length: 16 }, add));
  const document = testDocument("Bench");
  for (let i = 0; i < printing * jobsEach; i++) await printJob(box.ready.ipp, document, `person${i % printing}`, `Job ${i}`);
  await until(
    "every job's price",
    async () => {
      const { jobs } = await client.call("GET /api/v1/jobs", { query: { held: "true", limit: "1000" } });
      return jobs.filter((job) => job.price !== undefined).length === printing * jobsEach ? true : undefined;
    },
    300_000,
  );
}

const at = { params: { terminal: "hall" } };

/** The screen answers once the list and its prices stand on it. */
async function cardToList({ client }: BoxProcess): Promise<number[]> {
  const times: number[] = [];
  for (let i = 0; i < visits; i++) {
    const start = systemClock.monotonic();
    const screen = await client.call("POST /api/v1/terminals/{terminal}/card", { ...at, body: { number: card(i % printing) } });
    times.push(systemClock.monotonic() - start);
    if (screen.state !== "list") throw new Error(`the terminal shows ${screen.state}`);
    await client.call("POST /api/v1/terminals/{terminal}/keys", { ...at, body: { keys: "*" } });
  }
  return times;
}

/** One job each time: choose the first, look at it, print. */
async function releaseToFirstByte({ client }: BoxProcess, firstByteAt: () => number): Promise<number[]> {
  const times: number[] = [];
  for (let i = 0; i < releases; i++) {
    await client.call("POST /api/v1/terminals/{terminal}/card", { ...at, body: { number: card(i % printing) } });
    await client.call("POST /api/v1/terminals/{terminal}/keys", { ...at, body: { keys: "1#" } });
    const start = systemClock.monotonic();
    const pressed = client.call("POST /api/v1/terminals/{terminal}/keys", { ...at, body: { keys: "#" } });
    await until("the first byte", async () => (firstByteAt() > start ? true : undefined));
    times.push(firstByteAt() - start);
    await pressed;
    await until("the result", async () => {
      const { state } = await client.call("GET /api/v1/terminals/{terminal}/screen", at);
      return state === "result" ? true : undefined;
    });
    await client.call("POST /api/v1/terminals/{terminal}/keys", { ...at, body: { keys: "**" } });
  }
  return times;
}
