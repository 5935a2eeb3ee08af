// The hand-over of a job's bytes (DESIGN.md §§4, 5, 7): one job at its spool box, two other boxes that may release it, cuts, crashes, one box that
// is declared dead. Promised: what people released once comes out once, and what came out is charged or in suspense.
import type { Model } from "./explore.ts";

type Other = "b" | "c";

interface Elsewhere {
  /** The attempt this box reserved and has not resolved; 0: none. */
  readonly wants: number;
  readonly hasBytes: boolean;
  /** A SENDING record is fsynced; then the paper is out; then that was told. */
  readonly stage: "before" | "sending" | "printed" | "told";
  readonly linked: boolean;
  readonly dead: boolean;
}

interface State {
  /** The replicated truth. */
  readonly attempt: number;
  readonly reserved: { readonly by: Other | "spool"; readonly attempt: number } | null;
  /** By attempt, from 1. */
  readonly resolved: readonly ("settled" | "voided" | null)[];
  readonly ended: boolean;
  /** The spool box: what it fsynced, what it last saw of the truth, what it printed by itself. */
  readonly handed: { readonly to: Other; readonly attempt: number } | null;
  readonly seen: { readonly resolved: readonly ("settled" | "voided" | null)[]; readonly ended: boolean };
  readonly linked: boolean;
  readonly alone: "nothing" | "printed" | "drained";
  readonly b: Elsewhere;
  readonly c: Elsewhere;
  readonly cuts: number;
  readonly crashes: number;
  readonly deaths: number;
  readonly prints: number;
  readonly charged: number;
  readonly suspense: number;
}

export type Weakness = "hand-over not fsynced" | "spool box releases what it handed over" | "anybody voids";

const most = { attempts: 2, cuts: 2, crashes: 1, deaths: 1 } as const;
const idle: Elsewhere = { wants: 0, hasBytes: false, stage: "before", linked: true, dead: false };

export const handOver = (weakness?: Weakness): Model<State> => ({
  start: {
    attempt: 0,
    reserved: null,
    resolved: [],
    ended: false,
    handed: null,
    seen: { resolved: [], ended: false },
    linked: true,
    alone: "nothing",
    b: idle,
    c: idle,
    cuts: 0,
    crashes: 0,
    deaths: 0,
    prints: 0,
    charged: 0,
    suspense: 0,
  },
  *moves(state) {
    yield* spoolBox(state, weakness);
    for (const name of ["b", "c"] as const) {
      yield* reserving(state, name, weakness);
      yield* printing(state, name);
    }
  },
  wrong: ({ prints, deaths, charged, suspense }) => {
    // Who was declared dead may have printed what another then released anew.
    if (prints > 1 + deaths) return `one job came out ${prints} times`;
    return charged + suspense > prints ? "what did not come out was charged" : undefined;
  },
  unfinished: ({ prints, charged, suspense }) => (charged + suspense < prints ? "what came out was never told" : undefined),
});

const resolve = (resolved: State["resolved"], attempt: number, how: "settled" | "voided"): State["resolved"] =>
  Object.assign([...resolved], { [attempt - 1]: how });

/** As far as the spool box knows. */
const isFree = ({ handed, seen }: State): boolean => handed === null || (seen.resolved[handed.attempt - 1] ?? null) !== null;

function* spoolBox(state: State, weakness: Weakness | undefined): Generator<readonly [string, State]> {
  const { linked, alone, seen, cuts, crashes, handed, resolved, ended } = state;
  if (linked && JSON.stringify(seen) !== JSON.stringify({ resolved, ended }))
    yield ["the spool box sees the truth", { ...state, seen: { resolved, ended } }];
  if (linked && cuts < most.cuts) yield ["the spool box is cut off", { ...state, linked: false, cuts: cuts + 1 }];
  if (!linked) yield ["the spool box is back", { ...state, linked: true }];
  if (crashes < most.crashes && handed !== null) {
    const kept = weakness === "hand-over not fsynced" ? null : handed;
    yield ["the spool box crashes and starts", { ...state, handed: kept, crashes: crashes + 1 }];
  }
  const may = isFree(state) || weakness === "spool box releases what it handed over";
  if (!linked && alone === "nothing" && !seen.ended && may)
    yield ["somebody releases it at the spool box, cut off", { ...state, alone: "printed", prints: state.prints + 1 }];
  if (linked && alone === "printed")
    yield ["its journal is drained", { ...state, alone: "drained", ended: true, charged: state.charged + 1 }];
}

function* reserving(state: State, name: Other, weakness: Weakness | undefined): Generator<readonly [string, State]> {
  const box = state[name];
  const { reserved, attempt, handed } = state;
  if (box.linked && !box.dead && !state.ended && reserved === null && attempt < most.attempts && box.wants === 0 && box.stage === "before")
    yield [
      `somebody releases it at ${name}`,
      { ...state, attempt: attempt + 1, reserved: { by: name, attempt: attempt + 1 }, [name]: { ...box, wants: attempt + 1 } },
    ];
  const mine = handed?.to === name && handed.attempt === box.wants;
  if (box.wants > 0 && !box.hasBytes && box.linked && state.linked && state.alone === "nothing" && (mine || isFree(state)))
    yield [`the spool box hands it to ${name}`, { ...state, handed: { to: name, attempt: box.wants }, [name]: { ...box, hasBytes: true } }];
  if (reserved?.by === name && box.linked && !box.dead && box.stage === "before")
    yield [`${name} voids its reservation`, { ...voided(state, reserved.attempt), [name]: { ...box, wants: 0, hasBytes: false } }];
  if (weakness === "anybody voids" && reserved !== null && reserved.by !== name)
    yield [`${name} voids what is not its own`, voided(state, reserved.attempt)];
  if (reserved?.by === name && state.deaths < most.deaths)
    yield [`${name} is declared dead`, { ...voided(state, reserved.attempt), deaths: state.deaths + 1, [name]: { ...box, dead: true } }];
}

const voided = (state: State, attempt: number): State => ({
  ...state,
  reserved: null,
  resolved: resolve(state.resolved, attempt, "voided"),
});

function* printing(state: State, name: Other): Generator<readonly [string, State]> {
  const box = state[name];
  if (box.linked && box.wants > 0 && box.hasBytes && state.cuts < most.cuts)
    yield [`${name} is cut off`, { ...state, cuts: state.cuts + 1, [name]: { ...box, linked: false } }];
  if (!box.linked) yield [`${name} is back`, { ...state, [name]: { ...box, linked: true } }];
  if (box.wants > 0 && box.hasBytes && box.stage === "before")
    yield [`${name} begins to send`, { ...state, [name]: { ...box, stage: "sending" } }];
  if (box.stage === "sending") yield [`${name} prints it`, { ...state, prints: state.prints + 1, [name]: { ...box, stage: "printed" } }];
  if (box.stage !== "printed" || !box.linked) return;
  const told: Elsewhere = { ...box, stage: "told", wants: 0 };
  if (box.dead) yield [`what ${name} printed goes to suspense`, { ...state, suspense: state.suspense + 1, [name]: told }];
  else
    yield [
      `${name} settles it`,
      {
        ...state,
        reserved: null,
        resolved: resolve(state.resolved, box.wants, "settled"),
        ended: true,
        charged: state.charged + 1,
        [name]: told,
      },
    ];
}
