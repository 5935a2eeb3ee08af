// How fast documents are looked into: small ones by the dozen on both processors, and large ones beside poppler alone on the same file. Runs
// take turns and the best of several counts: the machine has other work.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { setPriority } from "node:os";
import { isRefusal } from "../../daemon/domain/refusal.ts";
import { createInspection, type Inspection } from "../../daemon/printing/inspect/inspection.ts";
import { systemClock } from "../../daemon/runtime/clock.ts";
import { createLog } from "../../daemon/runtime/log.ts";
import { findProgram } from "../../daemon/runtime/sandbox.ts";
import { type Fixture, fixture } from "../fixtures/make.ts";
import type { Figure } from "./figure.ts";

const batch = 100;
const runs = 7;

/** The issue's own figure. */
const onePageBound = 100;

export async function benches(): Promise<Figure[]> {
  const inspection = createInspection({ clock: systemClock, log: createLog({ level: "error" }) });
  try {
    const results = [await onePageDocuments(inspection)];
    const pdftoppm = await findProgram("pdftoppm");
    if (pdftoppm === undefined) return results;
    for (const [name, pages, title] of [
      ["mixed-100.pdf", 100, "100 mixed pages"],
      ["scan-48mb.pdf", 20, "a 48 MB scan of 20 pages"],
    ] as const) {
      results.push(await besidePoppler(inspection, await fixture(name), pages, title, pdftoppm));
    }
    return results;
  } finally {
    await inspection.close();
  }
}

async function onePageDocuments(inspection: Inspection): Promise<Figure> {
  const documents = await Promise.all(["onepage-a4.pdf", "onepage-color.pdf", "onepage-letter.pdf"].map(loaded));
  let best = 0;
  for (let run = 0; run < runs; run++) {
    const start = systemClock.monotonic();
    await Promise.all(Array.from({ length: batch }, (_, i) => look(inspection, documents[i % documents.length] as Loaded)));
    best = Math.max(best, (batch * 1000) / (systemClock.monotonic() - start));
  }
  const note = `two inspectors, ${batch} documents at once, best of ${runs}; bound: the issue's figure`;
  return { name: "inspect: one-page documents", value: best, unit: "/s", bound: onePageBound, ratio: best / onePageBound, note };
}

async function besidePoppler(inspection: Inspection, made: Fixture, pages: number, title: string, pdftoppm: string): Promise<Figure> {
  const document = await loaded(made.name);
  let ours = Number.POSITIVE_INFINITY;
  let alone = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run++) {
    alone = Math.min(alone, await timed(() => drawnByPoppler(pdftoppm, made.path)));
    ours = Math.min(ours, await timed(() => look(inspection, document)));
  }
  const value = (pages * 1000) / ours;
  const bound = (pages * 1000) / alone;
  return {
    name: `inspect: ${title}`,
    value,
    unit: "pages/s",
    bound,
    ratio: value / bound,
    note: `bound: pdftoppm -r 50 alone, as nice as we are; best of ${runs}`,
  };
}

interface Loaded {
  readonly made: Fixture;
  readonly bytes: Buffer;
}

const loaded = async (name: string): Promise<Loaded> => {
  const made = await fixture(name);
  return { made, bytes: await readFile(made.path) };
};

const pieceBytes = 64 * 1024;

async function look(inspection: Inspection, { made, bytes }: Loaded): Promise<void> {
  const open = async function* (): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
  };
  if (made.format === "application/postscript") throw new Error("no such format");
  const found = await inspection.inspect(made.format, open, bytes.length);
  if (isRefusal(found)) throw new Error(`${made.name} was refused: ${found.refused}`);
}

async function timed(act: () => Promise<void>): Promise<number> {
  const start = systemClock.monotonic();
  await act();
  return systemClock.monotonic() - start;
}

/** Inspectors run at niceness 10; beside other work a peer at 0 would be compared with the scheduler, not with us. */
async function drawnByPoppler(pdftoppm: string, path: string): Promise<void> {
  const child = spawn(pdftoppm, ["-r", "50", path], { stdio: ["ignore", "pipe", "ignore"] });
  if (child.pid !== undefined) setPriority(child.pid, 10);
  child.stdout.resume();
  await once(child, "close");
}
