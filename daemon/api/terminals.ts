// Terminals: where they stand, what they show, and simulated cards and keys.
import { typedValue } from "../../config/index.ts";
import type { TerminalName } from "../domain/ids.ts";
import type { Terminal } from "../domain/printing.ts";
import { isRefusal, type Refusal, refuse } from "../domain/refusal.ts";
import type { Language } from "../words/index.ts";
import type { ScreenView, TerminalView, terminalRoutes } from "./contract/printing.ts";
import type { Deps } from "./deps.ts";
import { deviceSentence } from "./findings.ts";
import { follow } from "./follow.ts";
import type { Handlers } from "./handler.ts";
import { changeSettings } from "./settings.ts";

export const terminalHandlers: Handlers<typeof terminalRoutes> = {
  "GET /api/v1/terminals": (deps, { language }) => ({
    terminals: deps.accounting.ask({ name: "terminals" }).map((terminal) => terminalView(deps, terminal, language)),
  }),

  "PUT /api/v1/terminals/{terminal}": async (deps, { params, body, by, language }) => {
    const terminal = { name: params.terminal, printers: body.printers };
    const seen = body.version === undefined ? {} : { version: body.version };
    const outcome = await deps.accounting.propose({ name: "set-terminal", by, terminal, ...seen });
    return isRefusal(outcome) ? outcome : terminalView(deps, outcome, language);
  },

  "POST /api/v1/terminals/{terminal}/devices": async (deps, { params, body, by, language }) => {
    const terminal = deps.accounting.ask({ name: "terminals" }).find(({ name }) => name === params.terminal);
    if (!terminal) return noTerminal(params.terminal);
    const { text = "[]" } = deps.settings.list().find(({ name }) => name === "terminals") ?? {};
    const written = typedValue("terminals", text);
    const places: readonly Place[] = Array.isArray(written) ? written : [];
    const own: Place = places.find(({ name }) => name === terminal.name) ?? { name: terminal.name, printers: terminal.printers };
    const others = places.filter((place) => place !== own);
    const value = JSON.stringify([...others, { ...own, devices: [...(own.devices ?? []), body] }]);
    return (await changeSettings(deps, { values: { terminals: value }, by: by.name }, language)) ?? { done: true };
  },

  "DELETE /api/v1/terminals/{terminal}": (deps, { params: { terminal }, by }) => {
    const screens = deps.accounting.ask({ name: "screens", terminal }).map(({ id }) => id);
    return deps.accounting.propose({ name: "remove-terminal", by, terminal, screens });
  },

  "GET /api/v1/terminals/{terminal}/screen": (deps, { params, language }) => shown(deps, params.terminal, language),

  "GET /api/v1/terminals/{terminal}/live": (deps, { params, language, signal }) => {
    const first = shown(deps, params.terminal, language);
    if (isRefusal(first)) return first;
    const draw = (): string | undefined => {
      const screen = shown(deps, params.terminal, language);
      return isRefusal(screen) ? undefined : JSON.stringify(screen);
    };
    return follow(deps, params.terminal, draw, signal) ?? noTerminal(params.terminal);
  },

  "POST /api/v1/terminals/{terminal}/card": async (deps, { params, body, language }) =>
    (await deps.terminals.card(params.terminal, body.number)) ?? shown(deps, params.terminal, language),

  "POST /api/v1/terminals/{terminal}/keys": async (deps, { params, body, language }) =>
    (await deps.terminals.keys(params.terminal, body.keys)) ?? shown(deps, params.terminal, language),
};

const terminalView = (deps: Deps, { name, printers, version = 1 }: Terminal, language: Language): TerminalView => ({
  name,
  printers: [...printers],
  version,
  screens: deps.accounting.ask({ name: "screens", terminal: name }).length,
  devices: deps.terminals.devices(name).map(({ name: device, kind, state, changedAt, heardAt, droppedAt, ...rest }) => ({
    name: device,
    kind,
    state,
    ...(state === "ready" ? {} : { sentence: deviceSentence({ name: device, kind, state, ...rest }, language) }),
    ...(changedAt === undefined ? {} : { changedAt }),
    ...(heardAt === undefined ? {} : { heardAt }),
    ...(droppedAt === undefined ? {} : { droppedAt }),
  })),
});

/** A terminal as the settings have it, written by a person. */
interface Place {
  readonly name?: string;
  readonly printers?: readonly string[];
  readonly devices?: readonly unknown[];
}

const noTerminal = (terminal: TerminalName): Refusal => refuse("no-such-thing", { kind: "terminal", name: terminal });

function shown(deps: Deps, terminal: TerminalName, language: Language): ScreenView | Refusal {
  const screen = deps.terminals.screen(terminal, language);
  if (!screen) return noTerminal(terminal);
  return { terminal, state: screen.state, lines: [...screen.lines], twoLines: [screen.twoLines[0], screen.twoLines[1]] };
}
