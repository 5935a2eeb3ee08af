// One step of a session being made: the world's requests collected, ids handed out, visits begun and ended. PURE.
import type { JobId } from "../domain/ids.ts";
import type { Current, Effect, InputName, InputNamed, Run, Session, SignedIn, State, StateName, StateNamed } from "./states.ts";
import { asks, newVisit, type Person, type Visit } from "./visit.ts";

/** Part of the table of moves: state × input → the next state. */
export type Moves<S extends StateName = StateName> = {
  readonly [N in S]: { readonly [I in InputName]?: (turn: Turn, state: StateNamed<N>, input: InputNamed<I>) => State };
};

/** Effects that are answered, without the id they get here. */
type Asking<E = Effect> = E extends { readonly id: number } ? Omit<E, "id"> : never;

export const idle: State = { name: "idle" };

export class Turn {
  readonly now: number;
  readonly effects: Effect[] = [];
  readonly session: Session;
  background: readonly Run[];
  #next: number;

  constructor(session: Session, now: number) {
    this.session = session;
    this.now = now;
    this.background = session.background;
    this.#next = session.next;
  }

  get next(): number {
    return this.#next;
  }

  tell(effect: Effect): void {
    this.effects.push(effect);
  }

  /** Asks the world something; the answer will carry the id. */
  ask(asking: Asking): number {
    const id = this.#next++;
    this.effects.push({ ...asking, id } as Effect);
    return id;
  }

  /** Jobs some run is printing or about to: nobody is shown them, so nobody releases them twice. */
  busy(...runs: readonly Run[]): ReadonlySet<JobId> {
    return new Set(
      [...this.background, ...runs].flatMap(({ current, left }) => [
        ...(current ? [current.order.job] : []),
        ...left.map(({ job }) => job),
      ]),
    );
  }

  /** Somebody is who they say: their jobs are fetched. */
  open(person: Person): State {
    this.tell({ name: "signed-in", user: person.id });
    return this.fetch({ name: "opening", visit: newVisit(person, this.now), since: this.now, automatic: person.release === "automatic" });
  }

  /** The same state, its list asked for anew; a sealed visit has none. */
  fetch<S extends SignedIn>(state: S): S {
    if (state.visit.sealed) return state;
    return { ...state, visit: { ...state.visit, listing: this.ask({ name: "list", user: state.visit.person.id }) } };
  }

  price(visit: Visit): Visit {
    const wanted = asks(visit, this.session.printers);
    return { ...visit, pricing: this.ask({ name: "price", asks: wanted }) };
  }

  /** The next order of the run, its effect sent; undefined when none is left. */
  advance(run: Run): (Run & { readonly current: Current }) | undefined {
    const [order, ...left] = run.left;
    if (!order) return undefined;
    return { ...run, left, current: { order, id: this.ask({ name: "release", order, person: run.person }) } };
  }

  /** The printer is asked to stop, once; what was not begun stays waiting. */
  stop(run: Run): Run {
    const { current } = run;
    const kept = run.left.map((order) => ({ order, kept: true as const }));
    if (!current || current.stopping) return { ...run, left: [], ended: [...run.ended, ...kept] };
    this.tell({ name: "stop", release: current.id });
    return { ...run, left: [], current: { ...current, stopping: true }, ended: [...run.ended, ...kept] };
  }

  /** Signs out. What prints goes on; what a stopped printer holds is stopped and given back (PROMISES.md, "A jam is also a secret"). */
  leave(state: SignedIn): State {
    this.tell({ name: "signed-out", user: state.visit.person.id });
    if (state.name === "stopped") this.keep(this.stop(state.run));
    if (state.name === "releasing") this.keep(state.run);
    // The new price was not accepted: that job waits, the others go on.
    if (state.name === "price-changed") this.keep(this.advance(state.run));
    return idle;
  }

  keep(run: Run | undefined): void {
    if (run?.current) this.background = [...this.background, this.unwatched(run)];
  }

  /** Delivery waits less long for a stopped printer that nobody stands at. */
  unwatched<R extends Run>(run: R): R {
    if (run.current && !run.current.stopping) this.tell({ name: "leave", release: run.current.id });
    return run;
  }
}
