// decide, for an executor that knows keys and texts: parses what was read, and writes JSON.
import { isRefusal } from "../../domain/refusal.ts";
import type { Command, Outcome } from "../commands.ts";
import { type Stamp, View } from "../view.ts";
import { decide } from "./index.ts";
import type { Past } from "./repeat.ts";

export interface DecisionOnKeys {
  readonly outcome: Outcome;
  /** Every key the decision rests on, with the revision it was read at (0: absent). */
  readonly reads: ReadonlyMap<string, number>;
  /** undefined deletes. Empty for a refusal: what it would have written is dropped. */
  readonly writes: ReadonlyMap<string, string | undefined>;
}

type ReadText = (key: string) => { readonly value: string; readonly revision: number } | undefined;

const absent = { value: undefined, revision: 0 };

export function decideOnKeys(command: Command, read: ReadText, stamp: Stamp, past?: Past): DecisionOnKeys {
  const view = new View((key) => {
    const found = read(key);
    return found ? { value: JSON.parse(found.value), revision: found.revision } : absent;
  }, stamp);
  const outcome = decide(command, view, stamp, past);
  const writes = new Map<string, string | undefined>();
  if (!isRefusal(outcome)) for (const [key, value] of view.writes) writes.set(key, value === undefined ? undefined : JSON.stringify(value));
  return { outcome, reads: view.reads, writes };
}
