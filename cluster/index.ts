// The only door to cluster/: keys, revisions, boxes. It has never heard of printing.
export { dump, load, restoring } from "./backup.ts";
export { type EmbeddedStore, openEmbeddedStore } from "./embedded-store.ts";
export { createExecutor, type Decision, type Executor, mostWaitingCommands, type Read } from "./executor.ts";
export {
  Ambiguous,
  type Committed,
  Compacted,
  Damaged,
  InUse,
  type KeyValue,
  type Projection,
  type Revision,
  type RevisionChanges,
  type StateStore,
  storeLimits,
  type StoreStatus,
  type Transaction,
  Unavailable,
} from "./store.ts";
