// The network and the clock of the box: shown, tried, changed where the machine lets it.
import type { ClockTrust } from "../domain/clock-trust.ts";
import { isRefusal } from "../domain/refusal.ts";
import { formatDuration } from "../words/format.ts";
import { fill, type Key, type Language } from "../words/index.ts";
import type { Tried } from "../network/tests.ts";
import type { ClockView, networkRoutes } from "./contract/network.ts";
import type { Handlers } from "./handler.ts";

export const networkHandlers: Handlers<typeof networkRoutes> = {
  "GET /api/v1/network": async (deps) => {
    const { interfaces, nameServers, timeServers, ...facts } = await deps.network.facts();
    const proxy = deps.network.proxy();
    return {
      ...facts,
      interfaces: interfaces.map((one) => ({ ...one, addresses: [...one.addresses] })),
      nameServers: [...nameServers],
      timeServers: [...timeServers],
      ...(proxy === undefined ? {} : { proxy }),
      mayChange: deps.network.mayChange,
      now: deps.clock.now(),
      zone: deps.zone,
      clock: clockView(deps.time.trust()),
    };
  },

  "PUT /api/v1/network": async (deps, { body, browser }) => {
    const applied = await deps.network.apply(body);
    if (isRefusal(applied)) return applied;
    const { confirm } = applied;
    if (confirm === undefined) return { done: true };
    const { protocol, port } = new URL(browser.origin ?? (await deps.status()).http);
    const page = `${protocol}//${confirm.address}${port === "" ? "" : `:${port}`}/admin/here#${confirm.token}`;
    return { done: true, confirm: { page, withinMs: confirm.withinMs } };
  },

  "POST /api/v1/network/confirmation": async (deps, { body }) => (await deps.network.confirm(body.token)) ?? { done: true },

  "POST /api/v1/network/trial": async (deps, { body, language }) => {
    const tried =
      body.try === "name"
        ? await deps.network.tryName(body.what, body.server)
        : body.try === "time"
          ? await deps.network.tryTime(body.what)
          : await deps.network.tryProxy(body.what);
    return { ok: tried.ok, sentence: sentenceOf(language, tried) };
  },

  "POST /api/v1/clock/confirmation": async (deps, { body }) => (await deps.time.confirm(body.now)) ?? clockView(deps.time.trust()),
};

function sentenceOf(language: Language, { said, facts = {} }: Tried): string {
  if (said !== "time-off") return fill(language, `network.test.${said}`, facts);
  // The server's clock is ahead of ours where the offset is above 0.
  const offsetMs = Number(facts["offset"] ?? 0);
  const key: Key = offsetMs > 0 ? "network.test.time-behind" : "network.test.time-ahead";
  return fill(language, key, { ...facts, offset: formatDuration(language, Math.abs(offsetMs)) });
}

export const clockView = (trust: ClockTrust): ClockView =>
  trust.trusted ? { trusted: true, by: trust.by } : { trusted: false, why: trust.why };
