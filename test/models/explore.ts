// Every state a small model can get into, in the order of the fewest steps: the first wrong one is told with the way there.

export interface Model<State> {
  readonly start: State;
  /** What can happen next, each by a name people understand. */
  moves(state: State): Iterable<readonly [string, State]>;
  /** Why this state must never be. */
  wrong(state: State): string | undefined;
  /** Why nothing may stop here; asked where nothing can happen any more. */
  unfinished?(state: State): string | undefined;
}

export interface Explored {
  readonly states: number;
  readonly violation?: { readonly what: string; readonly way: readonly string[] };
}

/** A model that does not end within so many states is too large to say anything. */
const mostStates = 3_000_000;

export function explore<State>(model: Model<State>): Explored {
  const seen = new Map<string, { readonly from: string; readonly by: string } | undefined>();
  const queue = [JSON.stringify(model.start)];
  seen.set(queue[0] as string, undefined);
  for (let next = 0; next < queue.length; next++) {
    const key = queue[next] as string;
    const state = JSON.parse(key) as State;
    let count = 0;
    const wrong = model.wrong(state);
    if (wrong !== undefined) return { states: seen.size, violation: { what: wrong, way: wayTo(key, seen) } };
    for (const [by, after] of model.moves(state)) {
      count++;
      const reached = JSON.stringify(after);
      if (seen.has(reached)) continue;
      seen.set(reached, { from: key, by });
      queue.push(reached);
    }
    const unfinished = count === 0 ? model.unfinished?.(state) : undefined;
    if (unfinished !== undefined) return { states: seen.size, violation: { what: unfinished, way: wayTo(key, seen) } };
    if (seen.size > mostStates) throw new Error(`more than ${mostStates} states: not exhaustive`);
  }
  return { states: seen.size };
}

function wayTo(key: string, seen: ReadonlyMap<string, { readonly from: string; readonly by: string } | undefined>): string[] {
  const way: string[] = [];
  for (let at = seen.get(key); at; at = seen.get(at.from)) way.unshift(at.by);
  return way;
}
