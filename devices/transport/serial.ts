// Serial lines. serialport is native and optional: it is loaded when the first serial device is opened, never before.
import type * as serialport from "serialport";
import type { Closable, SerialSettings, Timers } from "../contract.ts";
import { DeviceFault } from "../faults.ts";
import type { Found } from "./found.ts";
import { identityOf, mustOpen } from "./port-path.ts";

export interface Serial {
  /** USB serial adapters and readers. Throws DeviceFault library-missing where udev is not installed. */
  devices(): Promise<readonly Found[]>;
  /** `gone` is called once, when the line is lost; not after close(). Throws DeviceFault. */
  open(path: string, settings: SerialSettings, heard: (bytes: Uint8Array) => void, gone: (fault: DeviceFault) => void): Promise<Closable>;
}

/** A line whose adapter is pulled out while it is being read ends in a read that yields nothing, again and again, and serialport starts
 *  anew at each (2 of 60 unpluggings were not told). So each line is looked after: its path must lead to the same device. */
const lookAfterMs = 2_000;

type Library = Pick<typeof serialport, "SerialPort">;

/** Throws DeviceFault library-missing. */
export async function loadSerial(timers: Timers, load: () => Promise<Library> = () => import("serialport")): Promise<Serial> {
  const library = await load().catch((cause: unknown) => {
    throw new DeviceFault("library-missing", "serialport", { cause });
  });
  return { devices: () => list(library), open: (path, settings, heard, gone) => open(library, timers, path, settings, heard, gone) };
}

async function list({ SerialPort }: Library): Promise<readonly Found[]> {
  const ports = await SerialPort.list().catch((cause: NodeJS.ErrnoException) => {
    // It asks udevadm.
    if (cause.code === "ENOENT") throw new DeviceFault("library-missing", "udevadm", { debianPackage: "udev", cause });
    throw cause;
  });
  return ports.flatMap(({ path, vendorId, productId, serialNumber }) => {
    const ids = { vendorId: Number.parseInt(vendorId ?? "", 16), productId: Number.parseInt(productId ?? "", 16) };
    if (Number.isNaN(ids.vendorId) || Number.isNaN(ids.productId)) return [];
    return [{ path, ...ids, ...(serialNumber === undefined ? {} : { serialNumber }) }];
  });
}

async function open(
  { SerialPort: Port }: Library,
  timers: Timers,
  path: string,
  settings: SerialSettings,
  heard: (bytes: Uint8Array) => void,
  gone: (fault: DeviceFault) => void,
): Promise<Closable> {
  await mustOpen(path);
  const identity = await identityOf(path);
  const port = new Port({ path, ...settings, autoOpen: false });
  await opened(port, path);
  let ours = false;
  let stopLooking = (): void => undefined;
  const lost = (cause?: unknown): void => {
    if (ours) return;
    ours = true;
    stopLooking();
    gone(new DeviceFault("gone", path, { cause }));
    if (port.isOpen) port.close(() => undefined);
  };
  const look = async (): Promise<void> => {
    if ((await identityOf(path)) !== identity) return lost();
    if (!ours) stopLooking = timers.after(lookAfterMs, () => void look());
  };
  port.on("error", lost);
  port.on("close", lost);
  port.on("data", (bytes: Uint8Array) => {
    if (!ours) heard(bytes);
  });
  stopLooking = timers.after(lookAfterMs, () => void look());
  return {
    close: async () => {
      ours = true;
      stopLooking();
      if (port.isOpen) await new Promise<void>((resolve) => port.close(() => resolve()));
    },
  };
}

/** serialport's failures have no code; that we may open it was asked before, so what is left is another holder, or no line at all. */
async function opened(port: serialport.SerialPort, path: string): Promise<void> {
  const error = await new Promise<Error | null>((resolve) => port.open(resolve));
  if (error === null) return;
  await mustOpen(path);
  throw new DeviceFault("broken", error.message, { cause: error });
}
