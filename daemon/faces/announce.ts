// Tells the box's own network that it is there: quoin-XXXX.local leads to it, and its pages stand in lists of what is found.
import type { CiaoService, Responder } from "@homebridge/ciao";
import { isIP } from "node:net";
import { networkInterfaces } from "node:os";
import type { Log } from "../runtime/log.ts";

export interface Announcing {
  /** "quoin-ab12" */
  readonly local: string;
  /** One alone: the library holds a host name for one service, and a second would find it taken. */
  readonly door: { readonly scheme: "http" | "https"; readonly host: string; readonly port: number };
  /** The name it got, where another box had this one. */
  readonly renamed: (local: string) => void;
  readonly log: Log;
}

/** Where the console begins. */
const path = "/admin";
/** Two boxes of one mark are rare, ten are a fault. */
const mostNames = 9;

/** Whether anybody but this machine could follow. */
export const isOpen = (host: string): boolean => !/^(localhost|127\..*|::1)$/.test(host);

/** Answers how to say goodbye. What goes wrong is told in the log: a box that is not found by name is still reached by its address. */
export async function announce(announcing: Announcing): Promise<() => Promise<void>> {
  const { host } = announcing.door;
  const { getResponder } = await import("@homebridge/ciao");
  const isOne = isIP(host) !== 0 && host !== "0.0.0.0" && host !== "::";
  const found = isOne ? [host] : interfaces();
  const responder = getResponder(found.length === 0 ? {} : { interface: found });
  const named = findName(responder, announcing).catch((error: unknown) => announcing.log.warn("not announced on this network", { error }));
  return async () => {
    await responder.shutdown();
    await named;
  };
}

/** By name: left to itself the library does not know a VLAN, which the system lists as eth0.10@eth0. */
const interfaces = (): string[] =>
  Object.entries(networkInterfaces()).flatMap(([name, all]) => (all?.some(({ internal }) => !internal) ? [name] : []));

async function findName(responder: Responder, { local, door, renamed, log }: Announcing): Promise<void> {
  const mark = local.replace(/^quoin-/, "").toUpperCase();
  for (let n = 1; n <= mostNames; n++) {
    const hostname = n === 1 ? local : `${local}-${n}`;
    const name = n === 1 ? `Quoin ${mark}` : `Quoin ${mark} (${n})`;
    const service = responder.createService({ name, hostname, type: door.scheme, port: door.port, txt: { path } });
    if (await isFree(service)) {
      if (n > 1) renamed(hostname);
      return log.info("announced", { host: `${hostname}.local`, service: name });
    }
    await service.destroy();
  }
  log.warn("not announced on this network: every name is taken", { host: local });
}

/** The library would go on with brackets in the name, which no certificate may hold. */
async function isFree(service: CiaoService): Promise<boolean> {
  let free = true;
  service.on("hostname-change", () => (free = false));
  service.on("name-change", () => (free = false));
  await service.advertise();
  return free;
}
