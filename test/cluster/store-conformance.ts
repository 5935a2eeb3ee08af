// What every engine of the StateStore contract must do. Each engine's test calls this with a way to open a fresh, empty store.
import { describe } from "node:test";
import type { Opened, Using } from "./conformance/engine.ts";
import { compaction, ranges, watching } from "./conformance/reading.ts";
import { transactions } from "./conformance/transactions.ts";
import { whole } from "./conformance/whole.ts";

export function conformance(name: string, open: () => Promise<Opened>): void {
  const using: Using = (act) => async () => {
    const opened = await open();
    try {
      await act(opened.store, opened);
    } finally {
      await opened.destroy();
    }
  };
  describe(`${name}: transactions`, () => transactions(using));
  describe(`${name}: ranges`, () => ranges(using));
  describe(`${name}: watching`, () => watching(using));
  describe(`${name}: compaction`, () => compaction(using));
  describe(`${name}: as a whole`, () => whole(using));
}
