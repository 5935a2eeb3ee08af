// Paths of devices: which names last, where a lasting name leads now, and whether we may open what is there.
import { constants } from "node:fs";
import { access, realpath, stat } from "node:fs/promises";
import { DeviceFault, deviceFault } from "../faults.ts";

/** Given out anew at every plugging in: the reader of one terminal becomes that of another. */
const passing = /^\/dev\/(ttyUSB|ttyACM|hidraw)\d+$/;

/** undefined: a name to keep. Otherwise the folder where lasting ones stand. */
export const lastingNames = (port: string): string | undefined => {
  const found = passing.exec(port)?.[1];
  return found === undefined ? undefined : found === "hidraw" ? "/dev/quoin/by-path" : "/dev/serial/by-id";
};

/** Where a lasting name leads now. Throws DeviceFault absent. */
export const currentPath = (port: string): Promise<string> =>
  realpath(port).catch((cause: unknown) => Promise.reject(notThere(port, cause)));

/** Before a library opens it: libraries say what went wrong in words of their own only. Throws DeviceFault. */
export async function mustOpen(path: string): Promise<void> {
  await access(path, constants.R_OK | constants.W_OK).catch((cause: unknown) => Promise.reject(notThere(path, cause)));
}

/** What tells one plugging in from the next; undefined: nothing is there. */
export const identityOf = (path: string): Promise<string | undefined> =>
  stat(path).then(
    // A number may be given out again at once, with the same inode; the node is made anew all the same.
    ({ rdev, ino, ctimeMs }) => `${rdev}.${ino}.${ctimeMs}`,
    () => undefined,
  );

function notThere(path: string, cause: unknown): DeviceFault {
  const code = (cause as NodeJS.ErrnoException).code;
  if (code === "ENOENT" || code === "ENOTDIR" || code === "ENXIO" || code === "ENODEV") return new DeviceFault("absent", path, { cause });
  if (code === "EACCES" || code === "EPERM") return new DeviceFault("not-allowed", path, { cause });
  return deviceFault(cause);
}
