// Addresses people can print to: a box that listens on every interface is reached by its name.
import { hostname } from "node:os";

/** "ipp://0.0.0.0:8631/ipp/print" → "ipp://corridor:8631/ipp/print"; with a queue, and a token, below it. */
export function printAddress(listening: string, ...below: readonly string[]): string {
  const named = listening.replace(/^(ipps?:\/\/)(0\.0\.0\.0|\[::\])(?=[:/])/, (_, scheme: string) => scheme + hostname());
  return [named.replace(/\/$/, ""), ...below].join("/");
}
