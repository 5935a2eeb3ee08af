// All devices of a box: opens what the settings name, keeps it open, and tells what is heard and how each one is.
import type { Condition, Dropped, Timers } from "./contract.ts";
import { type Unused, unused } from "./discovery.ts";
import type { Transports } from "./locate.ts";
import type { PadKey } from "./pad-key.ts";
import type { Plan, Planned } from "./plan.ts";
import { driversOf } from "./registry.ts";
import { Supervised } from "./supervised.ts";
import type { Found } from "./transport/found.ts";
import type { Hand } from "./transport/hand.ts";
import { type Hid, loadHid } from "./transport/hid.ts";
import { loadSerial, type Serial } from "./transport/serial.ts";

/** What the box hears, by the name of the device. Card numbers and keys are for the terminal alone: never log them. */
export interface Hearing {
  /** Resolves when the terminal has dealt with it. */
  card(device: string, number: string): Promise<void>;
  key(device: string, key: PadKey): Promise<void>;
  dropped(device: string, why: Dropped): void;
  changed(condition: Condition): void;
}

export interface DevicesParts {
  readonly plan: Plan;
  readonly timers: Timers;
  readonly hearing: Hearing;
  /** Tests hand in hardware of their own. */
  readonly transports?: Transports;
}

export interface Devices {
  conditions(): readonly Condition[];
  /** What plays a simulated device; undefined: the device is real, or there is none of that name. */
  hand(device: string): Hand | undefined;
  /** Plugged in, known by a driver, and named by no setting. What cannot be looked for on this machine is not there. */
  unused(): Promise<readonly Unused[]>;
  close(): Promise<void>;
}

/** Never throws: what does not open is a condition, and is tried again. */
export function startDevices({ plan, timers, hearing, transports = nativeTransports(timers) }: DevicesParts): Devices {
  const supervised = new Map(plan.devices.map((planned) => [planned.name, supervise(planned)]));

  function supervise(planned: Planned): Supervised {
    const { name } = planned;
    return new Supervised({
      planned,
      transports,
      timers,
      changed: hearing.changed,
      reports: {
        reader: { card: (number) => hearing.card(name, number), dropped: (why) => hearing.dropped(name, why) },
        keypad: { key: (key) => hearing.key(name, key) },
      },
    });
  }

  return {
    conditions: () => [...supervised.values()].map(({ condition }) => condition),
    hand: (device) => (plan.devices.find(({ name }) => name === device)?.driver.over === "hand" ? supervised.get(device)?.hand : undefined),
    unused: async () => {
      const drivers = driversOf({ simulated: false });
      const seen = await Promise.all(
        (["serial", "hid"] as const).map(async (over) => {
          const found = await transports[over]()
            .then((transport): Promise<readonly Found[]> => transport.devices())
            .catch(() => []);
          return unused(
            found,
            drivers.filter((driver) => driver.over === over),
            plan.devices,
          );
        }),
      );
      return seen.flat();
    },
    close: async () => void (await Promise.all([...supervised.values()].map((one) => one.close()))),
  };
}

/** Native libraries, loaded by the first device that needs one; a failed loading is tried again with the device. */
function nativeTransports(timers: Timers): Transports {
  let serial: Promise<Serial> | undefined;
  let hid: Promise<Hid> | undefined;
  return {
    serial: () =>
      (serial ??= loadSerial(timers).catch((error: unknown) => {
        serial = undefined;
        throw error;
      })),
    hid: () =>
      (hid ??= loadHid().catch((error: unknown) => {
        hid = undefined;
        throw error;
      })),
  };
}
