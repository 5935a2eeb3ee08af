// A terminal's screen, each time it changes, for whoever reads along.
import type { TerminalName } from "../domain/ids.ts";
import { type Refusal, refuse } from "../domain/refusal.ts";
import type { Deps } from "./deps.ts";

/** Each follower costs a socket and a rendering per change: more than this on one box is a script gone wrong. */
const mostFollowers = 32;

/** An empty line this often tells both ends that the other is still there. */
const heartbeatMs = 15_000;

const followers = new WeakMap<Deps, number>();

/**
 * A line for the newest screen each time the reader is ready for one: a slow reader misses what was already over, and costs nothing.
 * undefined: no such terminal is running.
 */
export function follow(
  deps: Deps,
  terminal: TerminalName,
  draw: () => string | undefined,
  signal: AbortSignal,
): AsyncGenerator<string> | Refusal | undefined {
  if ((followers.get(deps) ?? 0) >= mostFollowers) return refuse("bad-input", { field: "terminal", detail: "followers", n: mostFollowers });
  let wake = (): void => undefined;
  const stop = deps.terminals.follow(terminal, () => wake());
  return stop && lines(deps, draw, signal, stop, (resolve) => (wake = resolve));
}

async function* lines(
  deps: Deps,
  draw: () => string | undefined,
  signal: AbortSignal,
  stop: () => void,
  onWake: (resolve: () => void) => void,
): AsyncGenerator<string> {
  followers.set(deps, (followers.get(deps) ?? 0) + 1);
  let wake = (): void => undefined;
  signal.addEventListener("abort", () => wake(), { once: true });
  try {
    let last = "";
    while (!signal.aborted) {
      const line = draw();
      if (line === undefined) return;
      const changed = new Promise<void>((resolve) => {
        wake = resolve;
        onWake(resolve);
      });
      yield line === last ? "" : line;
      last = line;
      const quiet = deps.clock.after(heartbeatMs, () => wake());
      await changed;
      quiet();
    }
  } finally {
    stop();
    followers.set(deps, (followers.get(deps) ?? 1) - 1);
  }
}
