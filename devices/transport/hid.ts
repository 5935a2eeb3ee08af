// USB devices that speak in reports, through the kernel's hidraw. node-hid is native and optional: it is loaded when the first such
// device is looked for, never before.
//
// hidraw does not keep keystrokes from the console: a udev rule silences the input device for everyone (image/udev), and then hidraw
// still has them. So nothing here grabs anything.
import type * as nodeHid from "node-hid";
import type { Closable } from "../contract.ts";
import { DeviceFault } from "../faults.ts";
import type { Found } from "./found.ts";
import { mustOpen } from "./port-path.ts";

export interface HidFound extends Found {
  /** It has a keyboard's reports: of a reader's two or three interfaces, the one that types. */
  readonly keyboard: boolean;
}

/** All that drivers need of HID; tests hand in their own. */
export interface Hid {
  devices(): Promise<readonly HidFound[]>;
  /** `gone` is called once, when the device is lost; not after close(). Throws DeviceFault. */
  open(path: string, heard: (report: Uint8Array) => void, gone: (fault: DeviceFault) => void): Promise<Closable>;
  /** Sends a feature report (its id first) and reads the answer of `length` bytes. Throws DeviceFault. */
  feature(path: string, report: Uint8Array, length: number): Promise<Uint8Array>;
}

/** The prebuilt hidraw binding links both. */
const neededPackages = "libudev1 libusb-1.0-0";

type Library = Pick<typeof nodeHid, "HIDAsync" | "devicesAsync" | "getHidapiVersion">;

/** Throws DeviceFault library-missing. */
export async function loadHid(load: () => Promise<Library> = () => import("node-hid")): Promise<Hid> {
  const library = await load().catch((cause: unknown) => {
    throw new DeviceFault("library-missing", "node-hid", { cause });
  });
  try {
    // The package loads its native part at the first call: let it fail here.
    library.getHidapiVersion();
  } catch (cause) {
    throw new DeviceFault("library-missing", "node-hid", { debianPackage: neededPackages, cause });
  }
  return {
    devices: async () => merged(await library.devicesAsync()),
    open: (path, heard, gone) => open(library, path, heard, gone),
    feature: (path, report, length) => feature(library, path, report, length),
  };
}

/** HID 1.11 and usage tables: page 1 "generic desktop", usage 6 "keyboard", 7 "keypad". */
const types = ({ usagePage, usage }: nodeHid.Device): boolean => usagePage === 1 && (usage === 6 || usage === 7);

/** An interface is listed once for each collection of reports it has. */
function merged(listed: readonly nodeHid.Device[]): HidFound[] {
  const found = new Map<string, HidFound>();
  for (const device of listed) {
    const { path, vendorId, productId, serialNumber } = device;
    if (path === undefined) continue;
    const keyboard = types(device) || found.get(path)?.keyboard === true;
    found.set(path, { path, vendorId, productId, keyboard, ...(serialNumber ? { serialNumber } : {}) });
  }
  return [...found.values()];
}

async function open(
  { HIDAsync }: Library,
  path: string,
  heard: (report: Uint8Array) => void,
  gone: (fault: DeviceFault) => void,
): Promise<Closable> {
  const device = await opened(HIDAsync, path);
  let ours = false;
  device.on("error", (cause: unknown) => {
    if (ours) return;
    ours = true;
    gone(new DeviceFault("gone", path, { cause }));
    void device.close().catch(() => undefined);
  });
  device.on("data", (report: Uint8Array) => {
    if (!ours) heard(report);
  });
  return {
    close: async () => {
      ours = true;
      await device.close().catch(() => undefined);
    },
  };
}

/** HIDAsync only: node-hid's other feature calls hold the whole process while a slow device thinks, up to five seconds. */
async function feature({ HIDAsync }: Library, path: string, report: Uint8Array, length: number): Promise<Uint8Array> {
  const device = await opened(HIDAsync, path);
  try {
    await device.sendFeatureReport([...report]);
    return await device.getFeatureReport(report[0] ?? 0, length);
  } catch (cause) {
    throw new DeviceFault("broken", path, { cause });
  } finally {
    await device.close().catch(() => undefined);
  }
}

async function opened(HIDAsync: Library["HIDAsync"], path: string) {
  await mustOpen(path);
  return HIDAsync.open(path).catch((cause: unknown) => {
    throw new DeviceFault("broken", path, { cause });
  });
}
