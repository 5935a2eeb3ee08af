// Screens beside a printer: bound to a terminal, drawn by a page, moved by touch.
import type { TerminalName } from "../domain/ids.ts";
import { type Refusal, refuse } from "../domain/refusal.ts";
import { printAddress } from "./address.ts";
import type { KioskScreen, KioskView, kioskRoutes } from "./contract/kiosk.ts";
import type { Deps } from "./deps.ts";
import { follow } from "./follow.ts";
import type { Handlers } from "./handler.ts";

export const kioskHandlers: Handlers<typeof kioskRoutes> = {
  "GET /api/v1/terminals/{terminal}/screens": (deps, { params }) => ({
    screens: deps.accounting.ask({ name: "screens", terminal: params.terminal }).map(({ id, createdAt }) => ({ id, createdAt })),
  }),

  "POST /api/v1/terminals/{terminal}/screens": async (deps, { params, by, browser }) => {
    const token = deps.secrets.newToken();
    const outcome = await deps.accounting.propose({
      name: "add-screen",
      by,
      terminal: params.terminal,
      hash: deps.secrets.tokenHash(token),
    });
    if ("refused" in outcome) return outcome;
    // After the #: a browser keeps it to itself, no log and no proxy sees it.
    const { http, https = http } = await deps.status();
    const origin = deps.certificates.publicName === undefined ? browser.origin : undefined;
    return { token, address: `${origin ?? https}/kiosk#${token}` };
  },

  "DELETE /api/v1/terminals/{terminal}/screens/{screen}": (deps, { params, by }) => {
    const screen = deps.accounting.ask({ name: "screen", id: params.screen });
    if (screen?.terminal !== params.terminal) return refuse("no-such-thing", { kind: "screen", name: params.screen });
    return deps.accounting.propose({ name: "remove-screen", by, hash: screen.id });
  },

  "POST /api/v1/kiosk": (deps, { body, browser }) => {
    const screen = deps.accounting.ask({ name: "screen", id: deps.secrets.tokenHash(body.token) });
    if (!screen) return refuse("sign-in-failed");
    browser.remember("kiosk", body.token);
    return kioskView(deps, screen.terminal);
  },

  "GET /api/v1/kiosk": (deps, { terminal }) => kioskView(deps, terminal),

  "GET /api/v1/kiosk/live": (deps, { terminal, signal }) => {
    const draw = (): string | undefined => {
      const screen = deps.terminals.view(terminal) as KioskScreen | undefined;
      return screen && JSON.stringify({ screen, printers: besideOf(deps, terminal) });
    };
    return follow(deps, terminal, draw, signal) ?? noTerminal(terminal);
  },

  "POST /api/v1/kiosk/keys": async (deps, { terminal, body }) => (await deps.terminals.press(terminal, body.keys)) ?? { done: true },

  "POST /api/v1/kiosk/sign-in": async (deps, { terminal, body }) =>
    (await deps.terminals.signIn(terminal, body.login, body.secret)) ?? { done: true },

  "POST /api/v1/kiosk/card": async (deps, { terminal, body }) => (await deps.terminals.card(terminal, body.number)) ?? { done: true },
};

const noTerminal = (terminal: TerminalName): Refusal => refuse("no-such-thing", { kind: "terminal", name: terminal });

async function kioskView(deps: Deps, name: TerminalName): Promise<KioskView | Refusal> {
  const terminal = deps.accounting.ask({ name: "terminal", terminal: name });
  if (!terminal) return noTerminal(name);
  const { ipp, ipps } = await deps.status();
  const queues = deps.accounting.ask({ name: "queues" });
  const usual = deps.accounting.ask({ name: "default-queue" });
  const here = [usual, ...queues].find((queue) => queue?.printers.some((printer) => terminal.printers.includes(printer)));
  return {
    terminal: name,
    currency: deps.currency,
    zone: deps.zone,
    printers: besideOf(deps, name),
    ...(here ? { uri: printAddress(ipps ?? ipp, here.name) } : {}),
    simulated: deps.terminals.simulated(name),
  };
}

/** As they were last heard to be. */
const besideOf = (deps: Deps, name: TerminalName): KioskView["printers"] =>
  (deps.accounting.ask({ name: "terminal", terminal: name })?.printers ?? []).map((printer) => {
    const { state, reasons } = deps.printers.condition(printer);
    return { name: printer, state, reasons: [...reasons] };
  });
