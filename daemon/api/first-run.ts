// The first run after its administrator: where it stands, a reader for the first printer, a first job to see.
import type { TerminalName } from "../domain/ids.ts";
import { isRefusal, refuse } from "../domain/refusal.ts";
import { say } from "../words/index.ts";
import type { FirstRunView, firstRunRoutes } from "./contract/first-run.ts";
import type { Deps } from "./deps.ts";
import type { Handlers } from "./handler.ts";

export const firstRunHandlers: Handlers<typeof firstRunRoutes> = {
  "GET /api/v1/first-run": (deps) => viewed(deps),

  "PUT /api/v1/first-run": async (deps, { body }) => {
    const { step, ...made } = body;
    if (step === "done") await deps.firstRun.end();
    else await deps.firstRun.reached({ step, ...made });
    return viewed(deps);
  },

  "POST /api/v1/first-run/terminal": async (deps, { body, by }) => {
    const reader = await readyReader(deps);
    if (reader === undefined) return { restarts: false };
    const known = deps.accounting.ask({ name: "terminals" }).find(({ name }) => name === reader);
    const printers = [...new Set([...(known?.printers ?? []), body.printer])];
    const terminal = await deps.accounting.propose({ name: "set-terminal", by, terminal: { name: reader, printers } });
    return isRefusal(terminal) ? terminal : { terminal: reader, restarts: false };
  },

  "POST /api/v1/first-run/test-print": async (deps, { body, language, browser }) => {
    const user = deps.accounting.ask({ name: "user-by-login", login: body.login });
    if (!user || user.closed) return refuse("no-such-thing", { kind: "user", name: body.login });
    const queue = deps.accounting.ask({ name: "default-queue" });
    if (!queue) return refuse("no-such-thing", { kind: "queue", name: "" });
    const title = say(language, "first-run.test.title");
    const job = await deps.upload({ user, queue, title, address: browser.address, document: deps.testDocument() });
    return isRefusal(job) ? job : { job: job.number };
  },

  "POST /api/v1/terminals/{terminal}/card-readings": async (deps, { params, signal }) => {
    if (!deps.accounting.ask({ name: "terminal", terminal: params.terminal }))
      return refuse("no-such-thing", { kind: "terminal", name: params.terminal });
    const number = await deps.terminals.nextCard(params.terminal, AbortSignal.any([signal, deps.clock.timeout(cardWaitMs)]));
    return number === undefined ? {} : { number };
  },
};

/** Somebody looks for the card in their bag; the page asks again. */
const cardWaitMs = 30_000;

async function viewed(deps: Deps): Promise<FirstRunView> {
  const { step, printer, person } = deps.firstRun.state() ?? {};
  const reader = await readyReader(deps);
  return {
    open: step !== undefined,
    ...(step === undefined ? {} : { step }),
    ...(printer === undefined ? {} : { printer }),
    ...(person === undefined ? {} : { person }),
    ...(reader === undefined ? {} : { reader }),
  };
}

/** The terminal of the first reader that works; devices are named after it: hall/keyboard-wedge. */
async function readyReader(deps: Deps): Promise<TerminalName | undefined> {
  const reader = (await deps.status()).devices.find(({ kind, state }) => kind === "reader" && state === "ready");
  return reader?.name.split("/")[0] as TerminalName | undefined;
}
