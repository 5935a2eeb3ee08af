// How a conformance test speaks to the engine it is given.
import assert from "node:assert/strict";
import type { KeyValue, RevisionChanges, StateStore } from "../../../cluster/index.ts";

export interface Opened {
  readonly store: StateStore;
  /** Closes and opens again on the same data. */
  reopen(): Promise<StateStore>;
  destroy(): Promise<void>;
}

/** Gives a test a fresh, empty store. */
export type Using = (act: (store: StateStore, opened: Opened) => Promise<void>) => () => Promise<void>;

export const put = (key: string, value: string | undefined) => ({ key, value });
export const at = (key: string, revision: number) => ({ key, revision });

/** Commits that must succeed; answers the revision. */
export async function write(store: StateStore, ...writes: { key: string; value: string | undefined }[]): Promise<number> {
  const answer = await store.commit({ compares: [], writes });
  assert.equal(answer.committed, true);
  return answer.revision;
}

/** The first `count` revisions a watch answers. */
export async function watched(store: StateStore, prefix: string, from: number, count: number): Promise<RevisionChanges[]> {
  const stop = new AbortController();
  const seen: RevisionChanges[] = [];
  for await (const changes of store.watch(prefix, from, stop.signal)) {
    seen.push(changes);
    if (seen.length >= count) break;
  }
  stop.abort();
  return seen;
}

export const keysOf = (items: readonly KeyValue[]): string[] => items.map(({ key }) => key);
