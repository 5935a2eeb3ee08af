// A backup put in the place of a stopped box's data, by command: read and verified beside it first, then exchanged, and what stood there is kept.
import { existsSync } from "node:fs";
import { mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Accounting } from "../accounting.ts";
import type { CommandId } from "../domain/ids.ts";
import { type Refusal, refuse } from "../domain/refusal.ts";
import { makeDirectory } from "../runtime/files.ts";
import { formatDate } from "../words/format.ts";
import type { Log } from "../runtime/log.ts";
import { besideOf, carryOn, type Decision, decide, forget, newIn, type RestoreAsked, type Standing } from "./exchange.ts";
import { prepare, type Prepared, type PrepareParts, type RestoredStore, type RestoreEngine } from "./prepare.ts";
import { UnusableBackup } from "./reader.ts";

export { besideOf, type Decision, giveUp, settle, type Standing } from "./exchange.ts";
export type { Prepared } from "./prepare.ts";
export { UnusableBackup } from "./reader.ts";

/** The store begins a new incarnation. Throws Fault data-damaged with what is wrong with the backup; data-in-use where a box runs there. */
export async function restoreBox<Store extends RestoredStore>(
  file: string,
  data: string,
  incarnation: string,
  engine: RestoreEngine<Store>,
): Promise<{ keys: number; rows: number } | Refusal> {
  await makeDirectory(data);
  const locks = lockBox(data, engine);
  try {
    // What a crash left is brought to its end first: what it prepared stands where this one prepares.
    await carryOn(data).catch(() => forget(data));
    const { places, box, keys, rows } = await prepareIn(data, { file, incarnation, engine, breathe: async () => undefined });
    await decide(data, { places, ofAnother: await isOfAnother(data, box) });
    const { is, ...told } = await carryOn(data);
    if (is === "undone") throw new Error("why" in told ? told.why : is);
    return { keys, rows };
  } catch (error) {
    if (error instanceof UnusableBackup && error.flaw === "no-backup") return refuse("bad-input", { field: "file", detail: error.flaw });
    throw error;
  } finally {
    for (const lock of locks) lock.release();
  }
}

/** In the books that were restored: those that heard it asked for are not in force any more. */
export async function recordRestore(
  accounting: Pick<Accounting, "propose">,
  { id, by, madeAt, rowsLost }: RestoreAsked,
  log: Pick<Log, "warn">,
): Promise<void> {
  const made = madeAt === undefined ? "" : `${formatDate("en", madeAt, "UTC")} UTC`;
  await accounting.propose({ name: "record-restore", id: `restore.${id}` as CommandId, by, made, rowsLost });
  log.warn("a backup was restored", { by: by.name, made, rowsLost });
}

/** Before a box starts: what it decided in its last life is done, and what a crash left is brought to its end. */
export async function standingOf(data: string, decision: Decision | undefined): Promise<Standing> {
  try {
    if (decision !== undefined) await decide(data, decision);
  } catch (error) {
    return { is: "undone", why: error instanceof Error ? error.message : String(error) };
  }
  return carryOn(data);
}

/** Against a box that starts, and one that runs. */
function lockBox<Store extends RestoredStore>(data: string, { lock }: RestoreEngine<Store>): { release(): void }[] {
  const start = lock(data);
  try {
    return existsSync(join(data, "store")) ? [start, lock(join(data, "store"))] : [start];
  } catch (error) {
    start.release();
    throw error;
  }
}

/** In the place where it can be put from by {@link decide}; nothing of it stays where it cannot be used. */
export async function prepareIn<Store extends RestoredStore>(data: string, parts: Omit<PrepareParts<Store>, "into">): Promise<Prepared> {
  const into = newIn(data);
  await rm(into, { recursive: true, force: true });
  await mkdir(into, { recursive: true, mode: 0o700 });
  try {
    return await prepare({ ...parts, into });
  } catch (error) {
    await rm(besideOf(data), { recursive: true, force: true });
    throw error;
  }
}

/** A data directory that does not say whose it is may well be this one's. */
async function isOfAnother(data: string, box: string): Promise<boolean> {
  const text = await readFile(join(data, "box.json"), "utf8").catch(() => "{}");
  try {
    return ((JSON.parse(text) as { id?: string }).id ?? box) !== box;
  } catch {
    return false;
  }
}
