// Addresses people can print to: a box that listens on every interface is reached by its name.
import { hostname } from "node:os";

/** "ipp://0.0.0.0:8631/ipp/print" → "ipp://corridor:8631/ipp/print"; with a queue, and a token, below it. */
export function printAddress(listening: string, ...below: readonly string[]): string {
  return [named(listening), ...below].join("/");
}

/** Where a browser finds the pages; no / at its end. */
export const pageAddress = (listening: string): string => named(listening);

const named = (listening: string): string =>
  listening.replace(/^(\w+:\/\/)(0\.0\.0\.0|\[::\])(?=[:/]|$)/, (_, scheme: string) => scheme + hostname()).replace(/\/$/, "");
