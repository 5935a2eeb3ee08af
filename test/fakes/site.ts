// A site where no printer announces itself, whose network is nobody's to change and whose clock is right: for boxes of tests.
import type { Deps } from "../../daemon/api/deps.ts";
import type { Clock } from "../../daemon/runtime/clock.ts";

export const standingStill = (clock: Clock): Pick<Deps, "discovery" | "network" | "time" | "firstRun" | "place" | "testDocument"> => ({
  place: { moneyMoved: () => false, change: async () => ({ restarts: false }) },
  firstRun: { state: () => undefined, begin: async () => undefined, reached: async () => undefined, end: async () => undefined },
  testDocument: async function* () {
    yield Buffer.from("%PDF-1.4");
  },
  discovery: { around: async () => [], at: async () => [] },
  network: {
    mayChange: false,
    proxy: () => undefined,
    apply: async () => ({ refused: "network-fixed" }),
    confirm: async () => ({ refused: "network-not-pending" }),
    facts: async () => ({ name: "corridor", interfaces: [], nameServers: [], timeServers: [] }),
    tryName: async (name) => ({ ok: false, said: "name-unknown", facts: { name } }),
    tryTime: async (server) => ({ ok: true, said: "time-off", facts: { server, offset: 90_000 } }),
    tryProxy: async (proxy) => ({ ok: true, said: "proxy-answers", facts: { proxy } }),
  },
  time: {
    trust: () => ({ trusted: true, by: "network", anchor: { now: clock.now(), up: 0, by: "network" } }),
    confirm: async () => undefined,
  },
});
