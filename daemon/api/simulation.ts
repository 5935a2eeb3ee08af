// The strip below a demonstration's screen. A box whose settings enable no simulated devices refuses all of it.
import { type Refusal, refuse } from "../domain/refusal.ts";
import type { simulationRoutes } from "./contract/simulation.ts";
import type { Deps, Simulation } from "./deps.ts";
import type { Call, Handlers } from "./handler.ts";

type Routes = typeof simulationRoutes;

export const simulationHandlers: Handlers<Routes> = {
  "GET /api/v1/kiosk/simulation": (deps, call) => {
    const simulation = played(deps);
    if ("refused" in simulation) return simulation;
    return {
      cards: simulation.cards.map(({ name, number }) => ({ name, number })),
      printers: simulation.printers(beside(deps, call)).map(({ sides, ...printer }) => ({ ...printer, sides: [...sides] })),
    };
  },

  "PUT /api/v1/kiosk/simulation/printers/{printer}": async (deps, call) => {
    const simulation = played(deps);
    if ("refused" in simulation) return simulation;
    const { printer } = call.params;
    if (!beside(deps, call).includes(printer)) return refuse("no-such-thing", { kind: "printer", name: printer });
    return (await simulation.hinder(printer, call.body.trouble)) ?? { done: true };
  },

  "GET /api/v1/kiosk/simulation/sides/{side}": async (deps, call) => {
    const simulation = played(deps);
    if ("refused" in simulation) return simulation;
    const { side } = call.params;
    return (await simulation.picture(beside(deps, call), side)) ?? refuse("no-such-thing", { kind: "side", name: side });
  },
};

const played = (deps: Deps): Simulation | Refusal =>
  deps.simulation ?? refuse("no-such-thing", { kind: "device", name: "simulation", settings: "devices: { simulated: true }" });

const beside = (deps: Deps, { terminal }: Pick<Call<Routes["GET /api/v1/kiosk/simulation"]>, "terminal">) =>
  deps.accounting.ask({ name: "terminal", terminal })?.printers ?? [];
