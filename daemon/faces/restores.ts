// A backup brought to the console: taken into a file, verified beside the data, compared with what stands here, and put in force by a restart.
import { open, rm, statfs } from "node:fs/promises";
import { join } from "node:path";
import type { Restores } from "../api/deps.ts";
import type { RestoreView } from "../api/contract/restore.ts";
import type { Accounting } from "../accounting.ts";
import type { Books, Keeper } from "../books/index.ts";
import type { BoxId } from "../domain/ids.ts";
import { isHeld } from "../domain/job.ts";
import { isRefusal, type Refusal, refuse } from "../domain/refusal.ts";
import { makeDirectory } from "../runtime/files.ts";
import type { Clock } from "../runtime/clock.ts";
import { type Random, uuidv7 } from "../runtime/random.ts";
import { besideOf, type Decision, type Prepared, type Standing, UnusableBackup } from "../restore/index.ts";

export interface RestoreParts {
  readonly data: string;
  readonly box: BoxId;
  readonly config: { readonly box: { readonly name: string } };
  readonly accounting: Pick<Accounting, "ask">;
  readonly books: Pick<Books, "rows" | "hashOf" | "rowsAfter">;
  readonly keeper: Pick<Keeper, "settled">;
  readonly clock: Pick<Clock, "sleep" | "now">;
  readonly random: Random;
  /** What became of the last one. */
  readonly restored: Standing;
  readonly prepareRestore: (file: string) => Promise<Prepared>;
  readonly restore: (decision: Decision) => void;
}

/** Eight million rows; more are restored by the command, which needs no browser that sends them for an hour. */
const mostBytes = 4 * 1024 ** 3;
/** A store and books are made of it, while people go on printing here. */
const timesItsSize = 3;
const leftFree = 256 * 1024 ** 2;
/** Rows compared before others have their turn. */
const rowsAtOnce = 1_000;

interface Brought {
  readonly id: string;
  readonly bytes: number;
  readonly prepared: Prepared;
}

export function restoresOf(parts: RestoreParts): { readonly restores: Restores } {
  const { data, restored } = parts;
  let brought: Brought | undefined;
  let isUnderWay = false;

  const discard = async (): Promise<void> => {
    brought = undefined;
    await rm(besideOf(data), { recursive: true, force: true });
  };

  const take = async (document: AsyncIterable<Uint8Array>): Promise<RestoreView | Refusal> => {
    await discard();
    const file = join(besideOf(data), "upload");
    const bytes = await write(file, data, document);
    if (isRefusal(bytes)) return bytes;
    const prepared = await parts.prepareRestore(file).catch(flaw);
    await rm(file, { force: true });
    if (isRefusal(prepared)) return prepared;
    if (!prepared.hasAdministrator) return refuse("backup-unusable", { detail: "backup-unclaimed" });
    brought = { id: uuidv7(parts.clock.now(), parts.random), bytes, prepared };
    return viewOf(parts, brought);
  };

  return {
    restores: {
      failure: restored.is === "undone" ? restored.why : undefined,
      brought: async () => brought && viewOf(parts, brought),
      take: async (document) => {
        if (isUnderWay) return refuse("restore-under-way");
        isUnderWay = true;
        try {
          const taken = await take(document);
          if (isRefusal(taken)) await discard();
          return taken;
        } finally {
          isUnderWay = false;
        }
      },
      discard: async () => {
        if (isUnderWay) return refuse("restore-under-way");
        await discard();
        return undefined;
      },
      begin: async ({ id, name, by }) => {
        if (brought === undefined || brought.id !== id || isUnderWay) return refuse("backup-unusable", { detail: "backup-gone" });
        if (name.trim().toLowerCase() !== parts.config.box.name.toLowerCase())
          return refuse("bad-input", { field: "name", detail: "box-name", box: parts.config.box.name });
        isUnderWay = true; // nothing takes its place until the box starts with it
        const { prepared } = brought;
        const lost = await lostOf(parts, prepared);
        const { about, places } = prepared;
        const asked = { id, by, ...(about === undefined ? {} : { madeAt: about.madeAt }), rowsLost: lost.rows };
        parts.restore({ places, ofAnother: prepared.box !== parts.box, asked });
        return undefined;
      },
    },
  };
}

function flaw(error: unknown): Refusal {
  if (error instanceof UnusableBackup) return refuse("backup-unusable", { detail: error.flaw });
  throw error;
}

/** Answers how many bytes came. */
async function write(file: string, data: string, document: AsyncIterable<Uint8Array>): Promise<number | Refusal> {
  await makeDirectory(besideOf(data));
  const { bavail, bsize } = await statfs(data);
  const room = Math.floor((bavail * bsize - leftFree) / timesItsSize);
  const out = await open(file, "wx", 0o600);
  let bytes = 0;
  try {
    for await (const chunk of document) {
      bytes += chunk.length;
      // Read to its end all the same: an answer before it would reach nobody.
      if (bytes <= mostBytes && bytes <= room) await out.write(chunk);
    }
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (code === "ENOSPC" || code === "EDQUOT") return refuse("backup-unusable", { detail: "backup-no-room" });
    if (syscall === "write") throw error;
    return refuse("backup-unusable", { detail: "backup-cut" }); // its sender went
  } finally {
    await out.close();
  }
  if (bytes === 0) return refuse("backup-unusable", { detail: "backup-empty" });
  if (bytes > mostBytes) return refuse("backup-unusable", { detail: "backup-too-large" });
  return bytes > room ? refuse("backup-unusable", { detail: "backup-no-room" }) : bytes;
}

async function viewOf(parts: RestoreParts, { id, bytes, prepared }: Brought): Promise<RestoreView> {
  const { about, box, boxName, currency, rows, outbox, users, held, credit, lastAt } = prepared;
  const jobs = parts.accounting.ask({ name: "jobs" });
  const here = new Set(jobs.map((job) => job.id));
  const isSame = box === parts.box;
  return {
    id,
    bytes,
    ...(about === undefined ? {} : { madeAt: about.madeAt, version: about.version }),
    box: { id: box, name: about?.name ?? boxName, same: isSame },
    currency,
    users,
    jobs: held.size,
    rows: rows + outbox.size,
    ...(lastAt === undefined ? {} : { lastAt }),
    credit,
    lost: await lostOf(parts, prepared),
    documents: {
      here: jobs.filter(isHeld).length,
      // This box can open them; whoever they belong to is told by their files.
      kept: isSame ? jobs.filter(isHeld).length : 0,
      missing: [...held].filter((job) => !isSame || !here.has(job)).length,
    },
    printing: jobs.filter((job) => job.reservation !== undefined).length,
    confirm: parts.config.box.name,
  };
}

/** What the books say now and the backup does not. Where they do not go on from its last row, all of them. */
async function lostOf(parts: RestoreParts, { rows, hash, outbox }: Prepared): Promise<RestoreView["lost"]> {
  await parts.keeper.settled();
  const goesOn = rows === 0 ? parts.books.rows === 0 || outbox.size > 0 : parts.books.hashOf(rows) === hash;
  const lost = { rows: 0, jobs: 0, paidIn: 0, charged: 0, goesOn };
  let since: number | undefined;
  let seen = 0;
  for (const row of parts.books.rowsAfter(goesOn ? rows : 0)) {
    if (++seen % rowsAtOnce === 0) await parts.clock.sleep(0);
    if (outbox.has(row.id)) continue;
    since ??= row.at;
    lost.rows++;
    if (row.kind === "top-up") lost.paidIn += row.legs[0]?.amount ?? 0;
    if (row.kind === "job") {
      lost.jobs++;
      lost.charged += row.charged;
    }
  }
  return { ...lost, ...(since === undefined ? {} : { since }) };
}
