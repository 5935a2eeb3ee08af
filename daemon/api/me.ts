// What a person sees and does in the portal for their account, and the printers there are.
import type { Printer, Queue } from "../domain/printing.ts";
import { isRefusal, refuse } from "../domain/refusal.ts";
import { codeDigitsToSet, type User } from "../domain/user.ts";
import { Fault } from "../runtime/faults.ts";
import { printAddress } from "./address.ts";
import type { MeView, MyPrinterView, myRoutes } from "./contract/people.ts";
import type { Deps, PrinterCondition } from "./deps.ts";
import type { Handlers } from "./handler.ts";
import { endSessions } from "./session.ts";

/** With a digit to spare one code in ten at most is taken: so many draws in vain are a bug. */
const mostDraws = 20;

/** Every code of its length is as likely. */
function drawCode({ accounting, random }: Deps): string {
  const digits = codeDigitsToSet(accounting.ask({ name: "user-count" }));
  let code = "";
  // 250 is the last multiple of ten below 256: beyond it the first digits would come more often.
  while (code.length < digits) code += [...random.bytes(digits)].flatMap((byte) => (byte < 250 ? byte % 10 : [])).join("");
  return code.slice(0, digits);
}

export const myHandlers: Handlers<typeof myRoutes> = {
  "GET /api/v1/me": (deps, { me }) => meView(deps, me),

  "PATCH /api/v1/me": async (deps, { me, body, by }) => {
    const user = await deps.accounting.propose({ name: "change-user", by, user: me.id, change: body });
    return isRefusal(user) ? user : meView(deps, user);
  },

  "PUT /api/v1/me/password": async (deps, { me, session, body, by, browser }) => {
    // Counted like a sign-in: a browser left open must not be a place to guess at leisure.
    const proved = await deps.signIn.byPassword(me.login, body.before, browser.address);
    if (isRefusal(proved)) return proved;
    const password = await deps.secrets.hashSecret(body.password);
    const user = await deps.accounting.propose({ name: "change-user", by, user: me.id, change: { password } });
    if (isRefusal(user)) return user;
    await endSessions(deps, me, by, session.id);
    return { done: true };
  },

  "POST /api/v1/me/code": async (deps, { me, by }) => {
    // Drawn here, so that nobody learns by trying which codes are others'.
    for (let tries = 0; tries < mostDraws; tries++) {
      const code = drawCode(deps);
      const outcome = await deps.accounting.propose({
        name: "set-code",
        by,
        user: me.id,
        index: deps.secrets.codeIndex(code),
        digits: code.length,
      });
      if (!isRefusal(outcome)) return { code };
      if (outcome.refused !== "code-refused") return outcome;
    }
    throw new Fault("overloaded", "no free code was drawn", { retry: "now" });
  },

  "PUT /api/v1/me/pin": async (deps, { me, body, by }) => {
    const pin = await deps.secrets.hashSecret(body.pin);
    const user = await deps.accounting.propose({ name: "change-user", by, user: me.id, change: { pin } });
    return isRefusal(user) ? user : meView(deps, user);
  },

  "GET /api/v1/me/browsers": (deps, { me, session }) => ({
    browsers: deps.accounting
      .ask({ name: "sessions", user: me.id })
      .map(({ user: _user, ...browser }) => ({ ...browser, current: browser.id === session.id })),
  }),

  "DELETE /api/v1/me/browsers/{browser}": (deps, { me, params, by }) => {
    const session = deps.accounting.ask({ name: "session", id: params.browser });
    if (session?.user !== me.id) return refuse("no-such-thing", { kind: "session", name: params.browser });
    return deps.accounting.propose({ name: "end-session", by, hash: session.id });
  },

  "GET /api/v1/me/printers": async (deps) => {
    const { printers, ipp, ipps } = await deps.status();
    const queues = deps.accounting.ask({ name: "queues" });
    const usual = deps.accounting.ask({ name: "default-queue" })?.name;
    const used = deps.accounting.ask({ name: "printers" }).filter(({ name }) => queues.some((queue) => queue.printers.includes(name)));
    return {
      printers: used.map((printer) => myPrinterView(deps, printer, queues, printers)),
      queues: queues.map(({ name }) => ({ name, uri: printAddress(ipps ?? ipp, name), default: name === usual })),
    };
  },
};

function meView(deps: Deps, user: User): MeView {
  const purse = deps.accounting.ask({ name: "purse", user: user.id });
  const { login, name, limited, release, department, language } = user;
  return {
    login,
    name,
    limited,
    release,
    ...(department === undefined ? {} : { department }),
    ...(user.email === undefined ? {} : { email: user.email }),
    ...(language === undefined ? {} : { language }),
    cards: user.cards.length,
    code: user.code !== undefined,
    pin: user.pin !== undefined,
    documentBytes: deps.documentBytes,
    balance: purse?.balance ?? 0,
    reserved: purse?.reserved ?? 0,
    spendable: purse?.spendable ?? 0,
  };
}

function myPrinterView(deps: Deps, printer: Printer, queues: readonly Queue[], conditions: readonly PrinterCondition[]): MyPrinterView {
  const { name, capabilities } = printer;
  const condition = conditions.find((one) => one.name === name);
  const price = deps.accounting.ask({ name: "price", price: printer.price });
  return {
    name,
    ...(capabilities ? { makeModel: capabilities.makeModel, color: capabilities.color, duplex: capabilities.duplex } : {}),
    state: condition?.state ?? "unknown",
    reasons: [...(condition?.reasons ?? [])],
    ...(price ? { mono: price.mono, colorPrice: price.color } : {}),
    queues: queues.filter(({ printers }) => printers.includes(name)).map((queue) => queue.name),
  };
}
