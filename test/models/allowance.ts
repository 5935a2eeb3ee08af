// An allowance (DESIGN.md §7): three counters that only grow, for one account of three units and one box, with cuts, and with grants and reports
// lost, late, doubled and out of order. Promised: the account is never overspent, however wrong the box is about its link.
import type { Model } from "./explore.ts";

interface State {
  /** The cluster's: what the account holds, what it set aside, what of that the box reported. */
  readonly posted: number;
  readonly granted: number;
  readonly knownSpent: number;
  readonly knownReturned: number;
  /** The box's: fsynced before it prints or answers; and the highest grant it last saw, possibly a stale one. */
  readonly spent: number;
  readonly returned: number;
  readonly seen: number;
  /** Grants on their way to the box, reports on their way back. */
  readonly feed: readonly number[];
  readonly reports: readonly (readonly [spent: number, returned: number])[];
  readonly spentElsewhere: number;
  readonly linked: boolean;
  readonly cuts: number;
}

export type Weakness = "what was returned is believed to the projection" | "a recall takes what was seen unspent";

const units = 3;
const most = { cuts: 2, reports: 2 } as const;

export const allowance = (weakness?: Weakness): Model<State> => ({
  start: {
    posted: units,
    granted: 0,
    knownSpent: 0,
    knownReturned: 0,
    spent: 0,
    returned: 0,
    seen: 0,
    feed: [],
    reports: [],
    spentElsewhere: 0,
    linked: true,
    cuts: 0,
  },
  *moves(state) {
    yield* cluster(state, weakness);
    yield* box(state, weakness);
  },
  wrong: (state) => {
    if (state.spent + state.spentElsewhere > units) return "more was spent than there was";
    return free(state) < 0 ? "more was set aside than there was" : undefined;
  },
});

const outstanding = ({ granted, knownSpent, knownReturned }: State): number => granted - knownSpent - knownReturned;
const free = (state: State): number => state.posted - outstanding(state);

function* cluster(state: State, weakness: Weakness | undefined): Generator<readonly [string, State]> {
  const { granted, knownSpent, knownReturned, posted, reports, linked } = state;
  if (linked && free(state) > 0 && granted < units)
    yield ["one unit is granted", { ...state, granted: granted + 1, feed: [...state.feed, granted + 1] }];
  if (free(state) > 0) yield ["one unit is spent elsewhere", { ...state, posted: posted - 1, spentElsewhere: state.spentElsewhere + 1 }];
  if (weakness === "a recall takes what was seen unspent" && outstanding(state) > 0)
    yield ["the cluster takes a unit back by itself", { ...state, knownReturned: knownReturned + 1 }];
  for (const [i, [spent, returned]] of reports.entries()) {
    const more = Math.max(0, spent - knownSpent);
    const after = { ...state, posted: posted - more, knownSpent: knownSpent + more, knownReturned: Math.max(knownReturned, returned) };
    yield ["a report is booked", after];
    yield ["a report is lost", { ...state, reports: reports.filter((_, at) => at !== i) }];
  }
}

function* box(state: State, weakness: Weakness | undefined): Generator<readonly [string, State]> {
  const { seen, spent, returned, feed, reports, linked, cuts } = state;
  // Out of order on purpose: a projection may be read anew from an older state.
  if (linked)
    for (const [i, grant] of feed.entries())
      yield [`the box sees ${grant} granted`, { ...state, seen: grant, feed: feed.filter((_, at) => at !== i) }];
  if (linked && cuts < most.cuts) yield ["the link is cut", { ...state, linked: false, cuts: cuts + 1 }];
  if (!linked) yield ["the link heals", { ...state, linked: true }];
  const given = weakness === "what was returned is believed to the projection" ? state.knownReturned : returned;
  // Also while it is linked: safety does not rest on knowing that it is not.
  if (seen - spent - given > 0) {
    yield ["the box spends a unit", { ...state, spent: spent + 1 }];
    yield ["the box returns a unit", { ...state, returned: returned + 1 }];
  }
  if (linked && reports.length < most.reports) yield ["the box reports", { ...state, reports: [...reports, [spent, returned]] }];
}
