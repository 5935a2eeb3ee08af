// The only door to cluster/: keys, revisions, boxes. It has never heard of printing.
export { dump, load } from "./backup.ts";
export { type EmbeddedOptions, type EmbeddedStore, openEmbeddedStore } from "./embedded-store.ts";
export { createExecutor, type Decision, type Executor, type ExecutorOptions, mostWaitingCommands, type Read } from "./executor.ts";
export {
  Ambiguous,
  type Change,
  type Committed,
  Compacted,
  type Compare,
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
  type Write,
} from "./store.ts";
