// A store as lines of text and back: one pinned revision, each line checked, the end marked, so that a cut or altered file is refused.
import { crc32 } from "node:zlib";
import { lockDirectory } from "./data-lock.ts";
import { type EmbeddedStore, openEmbeddedStore } from "./embedded-store.ts";
import { Damaged, type Revision, type StateStore } from "./store.ts";

/** Raised when a line's meaning changes; older ones stay readable. */
const format = 1;
/** Keys read at once: bounds memory and how long the store is kept from other work. */
const page = 500;
/** Keys per transaction when loading; below the store's limit of operations. */
const perTransaction = 250;

/** Lines without their newline: a head, one per key in byte order, an end with the count. Throws Compacted when the revision goes meanwhile. */
export async function* dump(store: StateStore): AsyncGenerator<string> {
  const { revision } = await store.status();
  yield line({ quoin: "state", format, revision });
  let count = 0;
  for (let after: string | undefined; ; ) {
    const { items } = await store.range("", { at: revision, limit: page, ...(after === undefined ? {} : { after }) });
    for (const { key, value } of items) yield line({ key, value });
    count += items.length;
    after = items.at(-1)?.key;
    if (items.length < page) break;
  }
  yield line({ end: count });
}

type Line = { quoin?: string; format?: number; revision?: Revision; key?: string; value?: string; end?: number };

/**
 * Loads a dump into an empty store. The lines are checked as they come, so load into a store that nobody uses yet, and throw it away
 * when this throws {@link Damaged}. Revisions start anew: whoever kept one must hear of a new incarnation.
 */
export async function load(
  store: StateStore,
  lines: AsyncIterable<string> | Iterable<string>,
): Promise<{ keys: number; revision: Revision }> {
  const { keys } = await store.status();
  if (keys > 0) throw new TypeError(`a backup is loaded into an empty store; this one holds ${keys} keys`);
  let head: Line | undefined;
  let ended = false;
  let count = 0;
  let writes: { key: string; value: string }[] = [];
  const flush = async (): Promise<void> => {
    if (writes.length > 0) await store.commit({ compares: [], writes });
    writes = [];
  };
  for await (const text of lines) {
    const parsed = parse(text, count);
    if (ended) throw new Damaged("the backup goes on after its end");
    if (head === undefined) {
      head = parsed;
      if (head.quoin !== "state" || head.format !== format) throw new Damaged("this is not a backup that this version reads");
    } else if (parsed.end !== undefined) {
      if (parsed.end !== count) throw new Damaged(`the backup ends after ${count} keys; it was made of ${parsed.end}`);
      ended = true;
    } else if (parsed.key !== undefined && parsed.value !== undefined) {
      count++;
      writes.push({ key: parsed.key, value: parsed.value });
      if (writes.length >= perTransaction) await flush();
    } else throw new Damaged(`line ${count + 2} of the backup says nothing known`);
  }
  if (!ended) throw new Damaged(`the backup is cut off after ${count} keys`);
  await flush();
  return { keys: count, revision: head?.revision ?? 0 };
}

function line(content: Line): string {
  const text = JSON.stringify(content);
  return `${crc32(text).toString(16).padStart(8, "0")} ${text}`;
}

function parse(text: string, count: number): Line {
  const content = text.slice(9);
  if (text.slice(0, 8) !== crc32(content).toString(16).padStart(8, "0"))
    throw new Damaged(`line ${count + 2} of the backup does not match its checksum`);
  return JSON.parse(content) as Line;
}

/** What a restore does with the embedded engine. */
export const restoring = {
  create: (directory: string): Promise<EmbeddedStore> => openEmbeddedStore({ directory, restoring: true }),
  load: (store: EmbeddedStore, lines: AsyncIterable<string>): ReturnType<typeof load> => load(store, lines),
  /** Keeps everybody else from this directory, a box from its store's. Throws {@link InUse}. */
  lock: lockDirectory,
};
