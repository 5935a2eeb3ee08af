// The one door to replicated state: propose a command, ask a question, follow the facts. Small and generic on purpose.
import type { Command, CommandName, Outcome } from "./state/commands.ts";
import type { Answer, Query, QueryName } from "./state/queries.ts";
import type { Job } from "./domain/job.ts";
import type { Row } from "./domain/ledger.ts";

/** What changed, in the order it was committed. Closed: consumers are listed in box.ts and resume from a revision. */
export type Fact =
  | { readonly kind: "job"; readonly revision: number; readonly job: Job; readonly ended: boolean }
  | { readonly kind: "config"; readonly revision: number };

export interface Accounting {
  /** Commits, then answers. A refusal too is answered only after the keys it read were compared. Throws Fault store-unavailable or store-ambiguous. */
  propose<N extends CommandName>(command: Command<N>): Promise<Outcome<N>>;
  /** From this box's projection, at once. */
  ask<N extends QueryName>(query: Query<N>): Answer<N>;
  /** Every fact committed from now on. The answer stops the calls. `tell` must not throw and must not wait. */
  follow(tell: (fact: Fact) => void): () => void;
  /** Rows not yet in the books, oldest first, with the revision they were committed at. */
  rows(limit: number): readonly { readonly row: Row; readonly revision: number; readonly index: number }[];
  /** Every row up to and with this revision is durably in the books: they leave the outbox. */
  trimRows(revision: number): Promise<void>;
  readonly revision: number;
}
