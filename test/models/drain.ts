// The drain of a box's journal (DESIGN.md §7): messages lost, late and doubled, a box that crashes or whose disk was copied,
// a cluster restored from its backup. Promised: every entry is booked once and in order, or its box is in quarantine and an operator knows.
import type { Model } from "./explore.ts";

interface Entry {
  /** Unlike any other; `after` is the one before it in its chain, "" for none. */
  readonly id: string;
  readonly after: string;
  readonly sequence: number;
}

interface Cluster {
  readonly drained: number;
  readonly head: string;
  /** Booked or in suspense, in the order of the commits. */
  readonly booked: readonly Entry[];
}

interface Box {
  readonly journal: readonly Entry[];
  /** Entries before it are no longer kept. */
  readonly kept: number;
  /** What it believes to be drained; forgotten in a crash. */
  readonly believes: number;
  /** The head of the chain as it last heard. */
  readonly head: string;
}

interface State {
  readonly cluster: Cluster;
  readonly backup: Cluster;
  readonly box: Box;
  /** Another machine with a copy of the disk as it once was. */
  readonly copy: Box | null;
  readonly underWay: readonly Entry[];
  readonly quarantined: boolean;
  readonly left: { readonly crashes: number; readonly restores: number; readonly copies: number };
}

export type Weakness =
  | "the sequence is not compared"
  | "the chain is not compared"
  | "entries are forgotten once drained"
  | "only the number is told";

const entries = 3;
const empty: Cluster = { drained: 0, head: "", booked: [] };

export const drain = (weakness?: Weakness): Model<State> => ({
  start: {
    cluster: empty,
    backup: empty,
    box: { journal: [], kept: 1, believes: 0, head: "" },
    copy: null,
    underWay: [],
    quarantined: false,
    left: { crashes: 1, restores: 1, copies: 1 },
  },
  *moves(state) {
    yield* boxMoves(state, "box", weakness);
    if (state.copy) yield* boxMoves(state, "copy", weakness);
    yield* wireMoves(state, weakness);
    yield* operatorMoves(state);
  },
  wrong: ({ cluster: { booked } }) => {
    const ids = booked.map(({ id }) => id);
    if (new Set(ids).size !== ids.length) return "an entry was booked twice";
    return booked.some(({ after }, i) => after !== (ids[i - 1] ?? "")) ? "entries of two histories were booked as one" : undefined;
  },
  unfinished: ({ cluster, box, quarantined }) =>
    quarantined || box.journal.every(({ id }) => cluster.booked.some((entry) => entry.id === id)) ? undefined : "an entry was never booked",
});

function* boxMoves(state: State, name: "box" | "copy", weakness: Weakness | undefined): Generator<readonly [string, State]> {
  const box = state[name] as Box;
  const { journal, kept, believes } = box;
  if (state.quarantined) return;
  if (journal.length < entries) {
    const sequence = journal.length + 1;
    const entry = { id: `${name}-${sequence}`, after: journal.at(-1)?.id ?? "", sequence };
    yield [`${name} writes ${entry.id}`, { ...state, [name]: { ...box, journal: [...journal, entry] } }];
  }
  const next = journal[believes];
  if (next && next.sequence >= kept && !state.underWay.some(({ id }) => id === next.id) && state.underWay.length < 2)
    yield [`${name} sends ${next.id}`, { ...state, underWay: [...state.underWay, next] }];
  if (believes !== state.cluster.drained || box.head !== state.cluster.head)
    yield [`${name} hears how far it is`, heard(state, name, weakness)];
  const safe = weakness === "entries are forgotten once drained" ? state.cluster.drained : state.backup.drained;
  if (kept <= safe) yield [`${name} forgets what is safe`, { ...state, [name]: { ...box, kept: safe + 1 } }];
  const { crashes } = state.left;
  if (crashes > 0 && believes > 0)
    yield [
      `${name} crashes and starts`,
      { ...state, [name]: { ...box, believes: 0, head: "" }, left: { ...state.left, crashes: crashes - 1 } },
    ];
}

/** It is told with the head of the chain: what stands there may be another's, and its own entry of that number never booked. */
function heard(state: State, name: "box" | "copy", weakness: Weakness | undefined): State {
  const box = state[name] as Box;
  const { drained, head } = state.cluster;
  const own = drained === 0 ? "" : box.journal[drained - 1]?.id;
  if (own !== head && weakness !== "only the number is told") return { ...state, quarantined: true };
  return { ...state, [name]: { ...box, believes: drained, head } };
}

/** A message stays until it is lost: it may come late, and more than once. */
function* wireMoves(state: State, weakness: Weakness | undefined): Generator<readonly [string, State]> {
  for (const entry of state.underWay) {
    yield [`${entry.id} is lost`, { ...state, underWay: state.underWay.filter(({ id }) => id !== entry.id) }];
    const after = received(state, entry, weakness);
    if (after) yield [`the executor takes ${entry.id}`, after];
  }
}

/** One transaction, which compares the key that holds sequence and head. What an epoch that is over books to suspense counts alike. */
function received(state: State, entry: Entry, weakness: Weakness | undefined): State | undefined {
  const { cluster } = state;
  const isNext = entry.sequence === cluster.drained + 1;
  if (!isNext && weakness !== "the sequence is not compared") return known(state, entry);
  const isBlind = weakness === "the chain is not compared" || weakness === "the sequence is not compared";
  if (entry.after !== cluster.head && !isBlind) return { ...state, quarantined: true };
  return { ...state, cluster: { ...cluster, drained: entry.sequence, head: entry.id, booked: [...cluster.booked, entry] } };
}

/** What is drained already is answered, unless another history stands in its place. */
function known(state: State, { id, sequence }: Entry): State | undefined {
  const other = state.cluster.booked[sequence - 1];
  return other !== undefined && other.id !== id ? { ...state, quarantined: true } : undefined;
}

function* operatorMoves(state: State): Generator<readonly [string, State]> {
  const { cluster, backup, box, copy, left } = state;
  if (backup.drained !== cluster.drained) yield ["a backup is made", { ...state, backup: cluster }];
  if (left.restores > 0 && backup.drained < cluster.drained)
    yield ["the cluster is restored", { ...state, cluster: backup, left: { ...left, restores: 0 } }];
  if (left.copies > 0 && copy === null && box.journal.length > 0)
    yield ["its disk is copied", { ...state, copy: box, left: { ...left, copies: 0 } }];
}
