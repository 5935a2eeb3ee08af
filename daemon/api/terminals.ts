// Terminals: where they stand, what they show, and simulated cards and keys.
import type { TerminalName } from "../domain/ids.ts";
import type { Terminal } from "../domain/printing.ts";
import { isRefusal, type Refusal, refuse } from "../domain/refusal.ts";
import type { Language } from "../words/index.ts";
import type { ScreenView, TerminalView, terminalRoutes } from "./contract/printing.ts";
import type { Deps } from "./deps.ts";
import type { Handlers } from "./handler.ts";

/** Each follower costs a socket and a rendering per change: more than this on one box is a script gone wrong. */
const mostFollowers = 32;

/** An empty line this often tells both ends that the other is still there. */
const heartbeatMs = 15_000;

export const terminalHandlers: Handlers<typeof terminalRoutes> = {
  "GET /api/v1/terminals": (deps) => ({ terminals: deps.accounting.ask({ name: "terminals" }).map(terminalView) }),

  "PUT /api/v1/terminals/{terminal}": async (deps, { params, body, by }) => {
    const terminal: Terminal = { name: params.terminal, printers: body.printers };
    const outcome = await deps.accounting.propose({ name: "set-terminal", by, terminal });
    return isRefusal(outcome) ? outcome : terminalView(terminal);
  },

  "GET /api/v1/terminals/{terminal}/screen": (deps, { params, language }) => shown(deps, params.terminal, language),

  "GET /api/v1/terminals/{terminal}/live": (deps, { params, language, signal }) => {
    const first = shown(deps, params.terminal, language);
    if (isRefusal(first)) return first;
    if ((followers.get(deps) ?? 0) >= mostFollowers)
      return refuse("bad-input", { field: "terminal", detail: "followers", n: mostFollowers });
    return live(deps, params.terminal, language, signal);
  },

  "POST /api/v1/terminals/{terminal}/card": async (deps, { params, body, language }) =>
    (await deps.terminals.card(params.terminal, body.number)) ?? shown(deps, params.terminal, language),

  "POST /api/v1/terminals/{terminal}/keys": async (deps, { params, body, language }) =>
    (await deps.terminals.keys(params.terminal, body.keys)) ?? shown(deps, params.terminal, language),
};

const terminalView = (terminal: Terminal): TerminalView => ({ name: terminal.name, printers: [...terminal.printers] });

function shown(deps: Deps, terminal: TerminalName, language: Language): ScreenView | Refusal {
  const screen = deps.terminals.screen(terminal, language);
  if (!screen) return refuse("no-such-thing", { kind: "terminal", name: terminal });
  return { terminal, state: screen.state, lines: [...screen.lines], twoLines: [screen.twoLines[0], screen.twoLines[1]] };
}

const followers = new WeakMap<Deps, number>();

/** The newest screen each time the reader is ready for one: a slow reader misses what was already over, and costs nothing. */
async function* live(deps: Deps, terminal: TerminalName, language: Language, signal: AbortSignal): AsyncGenerator<string> {
  let wake = (): void => undefined;
  const stop = deps.terminals.follow(terminal, () => wake());
  if (!stop) return;
  followers.set(deps, (followers.get(deps) ?? 0) + 1);
  signal.addEventListener("abort", () => wake(), { once: true });
  try {
    let last = "";
    while (!signal.aborted) {
      const screen = shown(deps, terminal, language);
      if (isRefusal(screen)) return;
      const line = JSON.stringify(screen);
      const changed = new Promise<void>((resolve) => {
        wake = resolve;
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
