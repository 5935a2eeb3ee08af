// What was prepared put in the place of a stopped box's data, and back where the box cannot live with it. A note says how far this is: each
// step may be begun again, so that a crash anywhere leaves, after the next start, the old data or the new, whole.
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Actor } from "../domain/ledger.ts";
import { Fault } from "../runtime/faults.ts";
import { replaceFile, syncDirectory } from "../runtime/files.ts";

/** Stands from the decision to the end. */
const noteName = "restore.unfinished";
/** Beside the data: what was uploaded, and what was prepared of it. */
export const besideOf = (data: string): string => join(data, "restoring");
export const newIn = (data: string): string => join(besideOf(data), "new");

/**
 * away: what stands there goes to `replaced-<n>`. place: the new takes its place. prove: the box is to start with it.
 * clear: it did not, and the new goes. back: the old comes back.
 */
type Phase = "away" | "place" | "prove" | "clear" | "back";

export interface Decision {
  /** Below the data directory: what is put in place. */
  readonly places: readonly string[];
  /** The backup is another box's: documents that wait here are in nobody's name. */
  readonly ofAnother: boolean;
  /** Whether the box is to start with it before it counts; and who wanted it. */
  readonly asked?: RestoreAsked;
}

export interface RestoreAsked {
  /** The same is recorded once. */
  readonly id: string;
  readonly by: Actor;
  /** When the backup was made, ms since 1970. */
  readonly madeAt?: number;
  readonly rowsLost: number;
}

interface Note extends Decision {
  readonly phase: Phase;
  readonly n: number;
  /** Starts that began with it. */
  readonly starts: number;
  /** Why it came to nothing. */
  readonly why?: string;
}

/** none: no restore is under way. proving: new data is in place, and the box starts with it. undone: the old data is back. */
export type Standing =
  | { readonly is: "none" }
  | { readonly is: "proving"; readonly asked: RestoreAsked }
  | { readonly is: "undone"; readonly why: string };

/** A power cut amid a start is no proof against the data; three starts that never came to their end are. */
const mostStarts = 3;

/** From now on it is decided. What it puts in place was prepared. */
export async function decide(data: string, decision: Decision): Promise<void> {
  const names = await readdir(data);
  let n = 1;
  while (names.includes(`replaced-${n}`)) n += 1;
  await write(data, { ...decision, n, phase: "away", starts: 0 });
}

/** Goes on wherever a restore stands, to where a box may start. Where it cannot be done the old data comes back. */
export async function carryOn(data: string): Promise<Standing> {
  let note = await read(data);
  if (note === undefined) {
    await rm(besideOf(data), { recursive: true, force: true });
    return { is: "none" };
  }
  try {
    note = await forward(data, note);
  } catch (error) {
    return giveUp(data, error instanceof Error ? error.message : String(error));
  }
  if (note.phase === "prove" && note.starts >= mostStarts) return giveUp(data, `${mostStarts} starts with it came to no end`);
  if (note.phase === "prove" && note.asked !== undefined) {
    await write(data, { ...note, starts: note.starts + 1 });
    return { is: "proving", asked: note.asked };
  }
  if (note.phase === "prove") {
    await settle(data);
    return { is: "none" };
  }
  return backward(data, note);
}

/** Whatever a restore was at: another one takes the place of everything. */
export const forget = (data: string): Promise<void> => rm(join(data, noteName), { force: true });

/** The box runs with it: what it put aside is kept, but for documents whose keys another box has. */
export async function settle(data: string): Promise<void> {
  const note = await read(data);
  if (note === undefined) return;
  await rm(join(kept(data, note), "spool"), { recursive: true, force: true });
  await end(data);
}

/** The old data comes back. Asked while the box is stopped. */
export async function giveUp(data: string, why: string): Promise<Standing> {
  const note = await read(data);
  if (note === undefined) return { is: "none" };
  // Until all of the old is away there is nothing new in its place.
  const phase = note.phase === "away" || note.phase === "back" ? "back" : "clear";
  const undoing: Note = { ...note, why: note.why ?? why, phase };
  await write(data, undoing);
  return backward(data, undoing);
}

async function forward(data: string, start: Note): Promise<Note> {
  let note = start;
  if (note.phase === "away") {
    for (const name of await replacedIn(data, note)) await move(data, kept(data, note), name);
    note = await reached(data, note, "place");
  }
  if (note.phase === "place") {
    for (const name of note.places) {
      if (existsSync(join(newIn(data), name))) await move(newIn(data), data, name);
      else if (!existsSync(join(data, name)))
        throw new Fault("data-damaged", `${name} of the backup is gone from ${data}`, { retry: "never" });
    }
    note = await reached(data, note, "prove");
  }
  return note;
}

async function backward(data: string, start: Note): Promise<Standing> {
  let note = start;
  if (note.phase === "clear") {
    for (const name of await replacedIn(data, note)) await rm(join(data, name), { recursive: true, force: true });
    note = await reached(data, note, "back");
  }
  for (const name of await filesIn(kept(data, note))) await move(kept(data, note), data, name);
  await rm(kept(data, note), { recursive: true, force: true });
  await end(data);
  return { is: "undone", why: note.why ?? "" };
}

/** Whatever stands there under a name that the backup brings, or that means nothing beside it. */
async function replacedIn(data: string, { places, ofAnother }: Note): Promise<string[]> {
  const others = (await readdir(data)).filter(
    (name) => /^(store|books\.sqlite)/.test(name) || name === "first-run.json" || (ofAnother && name === "spool"),
  );
  return [...new Set([...places, ...others])].filter((name) => existsSync(join(data, name)));
}

/** What was put aside: names as in {@link replacedIn}, directories of their own among them whole. */
async function filesIn(directory: string): Promise<string[]> {
  const names = await readdir(directory).catch(() => []);
  const found: string[] = [];
  for (const name of names) {
    const shared = name === "secrets" && (await stat(join(directory, name))).isDirectory();
    if (shared) found.push(...(await filesBelow(directory, name)));
    else found.push(name);
  }
  return found;
}

async function filesBelow(directory: string, name: string): Promise<string[]> {
  const entries = await readdir(join(directory, name), { withFileTypes: true });
  const found = await Promise.all(
    entries.map((entry) => (entry.isDirectory() ? filesBelow(directory, join(name, entry.name)) : [join(name, entry.name)])),
  );
  return found.flat();
}

async function move(from: string, to: string, name: string): Promise<void> {
  await mkdir(dirname(join(to, name)), { recursive: true, mode: 0o700 });
  await rename(join(from, name), join(to, name));
  // The new name is durable before the old one's absence.
  await syncDirectory(dirname(join(to, name)));
  await syncDirectory(dirname(join(from, name)));
}

const kept = (data: string, { n }: Pick<Note, "n">): string => join(data, `replaced-${n}`);

async function reached(data: string, note: Note, phase: Phase): Promise<Note> {
  const next = { ...note, phase };
  await write(data, next);
  return next;
}

async function end(data: string): Promise<void> {
  await rm(join(data, noteName), { force: true });
  await syncDirectory(data);
  await rm(besideOf(data), { recursive: true, force: true });
}

const write = (data: string, note: Note): Promise<void> => replaceFile(join(data, noteName), JSON.stringify(note));

async function read(data: string): Promise<Note | undefined> {
  const text = await readFile(join(data, noteName), "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as Note;
  } catch (cause) {
    const sentence = `${join(data, noteName)} does not say how far a restore came. What stood there before is in the replaced- directories of ${data}. Restore a backup with: quoin restore FILE`;
    throw new Fault("data-damaged", sentence, { retry: "never", cause });
  }
}
