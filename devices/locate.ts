// From what the settings say to an open port: finds the hardware, and hands it over watched.
import type { Driver, Locate, Place, Timers } from "./contract.ts";
import { choose } from "./discovery.ts";
import { type DeviceFault, deviceFault } from "./faults.ts";
import type { Hand } from "./transport/hand.ts";
import type { Hid } from "./transport/hid.ts";
import { currentPath } from "./transport/port-path.ts";
import type { Serial } from "./transport/serial.ts";

/** Loaded when they are first needed; each throws DeviceFault library-missing. */
export interface Transports {
  serial(): Promise<Serial>;
  hid(): Promise<Hid>;
}

export interface Located {
  readonly place: Place;
  readonly driver: Driver;
  readonly transports: Transports;
  readonly timers: Timers;
  readonly hand: Hand;
  /** The device was lost, or its driver broke over what it sent. */
  readonly gone: (fault: DeviceFault) => void;
}

export function locator({ place, driver, transports, timers, hand, gone }: Located): Locate {
  const at = async (): Promise<string | undefined> => (place.port === undefined ? undefined : currentPath(place.port));
  return {
    serial: async () => {
      const serial = await transports.serial();
      const here = await at();
      // A port alone needs no look around, and so no udev.
      const path = here !== undefined && !hasIds(place) ? here : choose(await serial.devices(), place, driver.fits, here).path;
      return { open: (settings, heard) => serial.open(path, settings, guarded(heard, gone), gone) };
    },
    hid: async () => {
      const hid = await transports.hid();
      const { path } = choose(await hid.devices(), place, driver.fits, await at());
      return {
        open: (heard) => {
          const settled = settling(timers);
          const take = guarded(heard, gone);
          return hid.open(
            path,
            (report) => {
              if (settled()) take(report);
            },
            gone,
          );
        },
      };
    },
    hand: async () => hand.port,
  };
}

const hasIds = ({ vendorId, productId, serialNumber }: Place): boolean =>
  vendorId !== undefined || productId !== undefined || serialNumber !== undefined;

/** A driver that breaks over some bytes loses its device, which is opened anew; the box lives. */
const guarded =
  (heard: (bytes: Uint8Array) => void, gone: (fault: DeviceFault) => void) =>
  (bytes: Uint8Array): void => {
    try {
      heard(bytes);
    } catch (error) {
      gone(deviceFault(error));
    }
  };

/** What was typed while nobody had hidraw open is delivered at the next open, in front of the next card. */
export const settleMs = 200;
/** A card that is being typed when that time is over is dropped to its end: half a number is another number. */
export const quietMs = 100;
/** A device that is never quiet is listened to all the same. */
export const settleMostMs = 2_000;

/** Answers, at each report, whether it may be heard. */
export function settling(timers: Timers): () => boolean {
  const opened = timers.monotonic();
  let last = opened;
  let settled = false;
  return () => {
    const now = timers.monotonic();
    settled ||= (now - opened >= settleMs && now - last >= quietMs) || now - opened >= settleMostMs;
    last = now;
    return settled;
  };
}
