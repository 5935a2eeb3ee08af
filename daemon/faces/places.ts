// Where the doors of a box stand: as the command line says, else the settings; and after a restart where they were.
import type { Config, Listen } from "../../config/index.ts";
import { Fault } from "../runtime/faults.ts";
import type { Flags } from "../settings.ts";

const doors = ["http", "https", "ipp", "ipps"] as const;
type Door = (typeof doors)[number];

/** The ports that were found where any free one was asked for. */
export type Ports = Readonly<Partial<Record<Door, number>>>;

export interface Places {
  readonly http: Listen;
  readonly https?: Listen;
  readonly ipp: Listen;
  readonly ipps?: Listen;
}

export function placesOf(flags: Flags, { listen }: Config, before: Ports = {}): Places {
  const found = Object.fromEntries(
    doors.flatMap((door) => {
      const place = flags[door] ?? listen[door];
      if (place === undefined) return [];
      return [[door, place.port === 0 ? { ...place, port: before[door] ?? 0 } : place]];
    }),
  );
  return { http: listen.http, ipp: listen.ipp, ...found };
}

export const portsOf = (addresses: Readonly<Partial<Record<Door, string>>>): Ports =>
  Object.fromEntries(
    doors.flatMap((door) => {
      const address = addresses[door];
      return address === undefined ? [] : [[door, Number(new URL(address.replace(/^ipps?:/, "http:")).port)]];
    }),
  );

export function cannotListen(cause: NodeJS.ErrnoException & { readonly address?: string; readonly port?: number }): Fault {
  const { code, address, port } = cause;
  const why =
    code === "EADDRINUSE"
      ? "another program listens there"
      : code === "EACCES"
        ? "ports below 1024 need a right this user does not have"
        : `this machine answers ${code}`;
  const sentence = `The box cannot listen on ${address}:${port}: ${why}.`;
  const remedy = "Name another place with --http, --https, --ipp or --ipps, or under listen: in the settings.";
  return new Fault("config-invalid", `${sentence} ${remedy}`, { retry: "later", cause });
}
