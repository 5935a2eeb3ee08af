// From the settings to devices that can be opened, or to sentences that say what does not fit. Touches no hardware. PURE but for zod.
import type { DeviceSettings, Driver, Prepared } from "./contract.ts";
import { driversOf } from "./registry.ts";
import { lastingNames } from "./transport/port-path.ts";

/** One device under its name on this box, such as hall/serial-line. */
export interface NamedDevice {
  readonly name: string;
  readonly settings: DeviceSettings;
}

export interface Planned extends NamedDevice {
  readonly driver: Driver;
  readonly prepared: Prepared;
}

export interface PlanProblem {
  readonly name: string;
  /** What is wrong, and what to write instead. */
  readonly sentence: string;
}

export interface Plan {
  readonly devices: readonly Planned[];
  readonly problems: readonly PlanProblem[];
}

export function planDevices(wanted: readonly NamedDevice[], { simulated }: { readonly simulated: boolean }): Plan {
  const drivers = driversOf({ simulated });
  const devices: Planned[] = [];
  const problems: PlanProblem[] = [];
  for (const { name, settings } of wanted) {
    const checked = check({ name, settings }, drivers, devices);
    if (typeof checked === "string") problems.push({ name, sentence: checked });
    else devices.push(checked);
  }
  return { devices, problems };
}

function check(device: NamedDevice, drivers: readonly Driver[], before: readonly Planned[]): Planned | string {
  const { settings } = device;
  const driver = drivers.find(({ name }) => name === settings.driver);
  if (!driver) return `There is no driver ${settings.driver}. Write one of ${drivers.map(({ name }) => name).join(", ")}.`;
  const folder = settings.port === undefined ? undefined : lastingNames(settings.port);
  if (folder !== undefined)
    return `The port ${settings.port} is given out anew at each plugging in. Write its lasting name: ls -l ${folder}, or name vendorId and productId.`;
  if (driver.over !== "hand" && driver.fits.length === 0 && settings.port === undefined && settings.vendorId === undefined)
    return `The driver ${driver.name} knows no device by itself. Write vendorId and productId as lsusb shows them, or port.`;
  const twin = before.find((other) => driver.over !== "hand" && sameHardware(other.settings, settings));
  if (twin) return `${twin.name} could be the same device. Tell them apart by port or serialNumber.`;
  const prepared = driver.prepare(settings.options);
  if ("problems" in prepared)
    return `Its options do not fit the driver ${driver.name}: ${prepared.problems.join("; ")}. Change them under options.`;
  return { ...device, driver, prepared };
}

/** Two that nothing tells apart would be taken in the order in which they answer. */
function sameHardware(a: DeviceSettings, b: DeviceSettings): boolean {
  if (a.port !== undefined || b.port !== undefined) return a.port === b.port;
  return a.driver === b.driver && a.vendorId === b.vendorId && a.productId === b.productId && a.serialNumber === b.serialNumber;
}
