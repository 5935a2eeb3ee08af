// Devices on a clock that stands still, and everything they told.
import type { Condition, DeviceSettings, Dropped } from "../../devices/index.ts";
import { planDevices, startDevices } from "../../devices/index.ts";
import type { Transports } from "../../devices/locate.ts";
import { ManualClock } from "../fakes/clock.ts";
import { HidBus } from "../fakes/hid-bus.ts";

export interface Told {
  readonly cards: [device: string, number: string][];
  readonly keys: [device: string, key: string][];
  readonly dropped: [device: string, why: Dropped][];
  readonly conditions: Condition[];
}

/** Every promise that can go on has gone on. */
export const goOn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export const onHid = (driver: string, more: Partial<DeviceSettings> = {}): DeviceSettings => ({ driver, options: {}, ...more });

export function watch(wanted: Readonly<Record<string, DeviceSettings>>, transports: Partial<Transports> = {}) {
  const clock = new ManualClock();
  const bus = new HidBus();
  const told: Told = { cards: [], keys: [], dropped: [], conditions: [] };
  const plan = planDevices(
    Object.entries(wanted).map(([name, settings]) => ({ name, settings })),
    { simulated: true },
  );
  if (plan.problems.length > 0) throw new Error(plan.problems.map(({ sentence }) => sentence).join("\n"));
  const devices = startDevices({
    plan,
    timers: clock,
    hearing: {
      card: async (device, number) => void told.cards.push([device, number]),
      key: async (device, key) => void told.keys.push([device, key]),
      dropped: (device, why) => void told.dropped.push([device, why]),
      changed: (condition) => void told.conditions.push(condition),
    },
    transports: { serial: () => Promise.reject(new Error("no serial line here")), hid: async () => bus, ...transports },
  });
  /** Time passes, in steps small enough for what waits on promises between timers. */
  const pass = async (ms: number): Promise<void> => {
    for (let left = ms; left > 0; left -= 50) {
      clock.advance(Math.min(50, left));
      await goOn();
    }
  };
  const states = (): string[] => told.conditions.map(({ state, fault }) => (fault ? `${state}:${fault.code}` : state));
  return { clock, bus, devices, told, pass, states };
}
