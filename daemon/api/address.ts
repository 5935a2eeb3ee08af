// Addresses people can print to: a box that listens on every interface is reached by its name.
import { hostname, networkInterfaces } from "node:os";

/** "ipp://0.0.0.0:8631/ipp/print" → "ipp://corridor:8631/ipp/print"; with a queue, and a token, below it. */
export function printAddress(listening: string, ...below: readonly string[]): string {
  return [named(listening), ...below].join("/");
}

/** Where a browser elsewhere finds the pages of a box that listens on `host`: on every interface, by an address of its own network. */
export function pageAddress(listening: string, host: string): string {
  if (host !== "0.0.0.0" && host !== "::") return listening;
  const own = Object.values(networkInterfaces())
    .flatMap((all) => all ?? [])
    .find(({ family, internal }) => family === "IPv4" && !internal);
  const url = new URL(listening);
  url.hostname = own?.address ?? hostname();
  return url.origin;
}

const named = (listening: string): string =>
  listening.replace(/^(ipps?:\/\/)(0\.0\.0\.0|\[::\])(?=[:/])/, (_, scheme: string) => scheme + hostname()).replace(/\/$/, "");
