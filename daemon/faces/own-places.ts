// Where a printer of this box cannot be: in the box itself.
import { existsSync } from "node:fs";
import { networkInterfaces } from "node:os";
import { dirname, resolve, sep } from "node:path";
import { type Refusal, refuse } from "../domain/refusal.ts";
import { type Addresses, door } from "./job-doors.ts";

/** A folder nobody made is a slip of the keyboard. A box that printed into itself would never end; one that printed into its own data would end badly. */
export function refusesPlace(uri: string, data: string, addresses: Addresses): Refusal | undefined {
  const { protocol, hostname, port, pathname } = new URL(uri.replace(/^ipps?:/, "http:"));
  if (protocol === "folder:" || protocol === "simulated:") {
    const folder = resolve(decodeURIComponent(pathname));
    const [secrets, spool, store] = ["secrets", "spool", "store"].map((name) => resolve(data, name));
    const inside = [secrets, spool, store].some((own) => own !== undefined && (folder === own || folder.startsWith(`${own}${sep}`)));
    if (inside || folder === resolve(data)) return refuse("bad-input", { field: "uri", detail: "own-data" });
    // A folder printer makes its own directory, and none above it.
    return existsSync(dirname(folder))
      ? undefined
      : refuse("bad-input", { field: "uri", detail: "no-directory", directory: dirname(folder) });
  }
  const own = [addresses.ipp, addresses.ipps].some((at) => at !== undefined && door("ipp", at)?.port === Number(port || 631));
  const here = /^(localhost|127\..*|\[::1\]|0\.0\.0\.0)$/.test(hostname) || isOwnAddress(hostname);
  return own && here ? refuse("bad-input", { field: "uri", detail: "own-address" }) : undefined;
}

const isOwnAddress = (host: string): boolean =>
  Object.values(networkInterfaces())
    .flatMap((all) => all ?? [])
    .some(({ address }) => address === host.replace(/^\[(.*)\]$/, "$1"));
