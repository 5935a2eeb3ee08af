// The doors through which clients bring documents: IPP, open or encrypted. Where this box is reached, by all its doors.
import type { Config, Listen } from "../../config/index.ts";
import type { Accounting } from "../accounting.ts";
import type { Tls } from "../certificates/state.ts";
import type { BoxId } from "../domain/ids.ts";
import { createIppServer } from "../ipp/server.ts";
import type { Secrets } from "../people/secrets.ts";
import type { SignIn } from "../people/sign-in.ts";
import type { Printing } from "../printing/start.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Log } from "../runtime/log.ts";
import type { Shutdown } from "../runtime/shutdown.ts";
import { createPrintDesk, type PrintDeskParts } from "./print-desk.ts";

interface JobDoorsParts {
  readonly box: BoxId;
  readonly version: string;
  readonly config: Config;
  readonly accounting: Accounting;
  readonly secrets: Secrets;
  readonly signIn: SignIn;
  readonly printing: Printing;
  readonly identify: PrintDeskParts["identify"];
  readonly clock: Clock;
  readonly log: Log;
  readonly shutdown: Shutdown;
}

export interface Addresses {
  ipp: string;
  http: string;
  https?: string;
  ipps?: string;
}

/** `tls`: for the scheme that ends in s. */
export async function openForJobs(
  parts: JobDoorsParts,
  scheme: "ipp" | "ipps",
  { host, port }: Listen,
  addresses: Addresses,
  tls?: Tls,
): Promise<void> {
  const { accounting, printing, secrets, signIn, clock, config, shutdown } = parts;
  const log = parts.log.room(scheme);
  const desk = createPrintDesk({
    accounting,
    ...printing,
    identify: parts.identify,
    clock,
    log,
    tokenHash: secrets.tokenHash,
    signIn: signIn.byPassword,
  });
  const other = scheme === "ipp" ? "ipps" : "ipp";
  const server = createIppServer({
    desk,
    clock,
    log,
    identity: parts.box,
    version: parts.version,
    currency: config.currency,
    sibling: () => door(other, addresses[other]),
    web: () => door("https", addresses.https) ?? door("http", addresses.http),
    ...(tls ? { tls } : {}),
  });
  const bound = await server.listen(host, port);
  shutdown.add(scheme, () => server.close());
  addresses[scheme] = `${scheme}://${host.includes(":") ? `[${host}]` : host}:${bound.port}/ipp/print`;
}

/** Another listener of this box, once it is there. */
export const door = <S extends string>(scheme: S, uri: string | undefined): { scheme: S; port: number } | undefined =>
  uri ? { scheme, port: portOf(uri) } : undefined;

/** The usual one where none stands. */
export const portOf = (uri: string): number => {
  const { protocol, port } = new URL(uri.replace(/^ipps?:/, "http:"));
  return Number(port || (protocol === "https:" ? 443 : 80));
};
