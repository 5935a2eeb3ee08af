// What the network of this machine is now: read from where every Linux tells it, changed nowhere here.
import { readFile, readdir } from "node:fs/promises";
import { hostname, networkInterfaces } from "node:os";

export interface NetworkFacts {
  readonly name: string;
  readonly interfaces: readonly NetworkInterface[];
  readonly gateway?: string;
  readonly nameServers: readonly string[];
  readonly timeServers: readonly string[];
}

export interface NetworkInterface {
  readonly name: string;
  readonly mac: string;
  /** With the length of the prefix: 192.168.1.20/24. */
  readonly addresses: readonly string[];
}

export async function networkFacts(): Promise<NetworkFacts> {
  const text = (path: string): Promise<string> => readFile(path, "utf8").catch(() => "");
  const within = async (directory: string): Promise<string[]> =>
    (await readdir(directory).catch(() => [])).sort().map((name) => `${directory}/${name}`);
  const resolved = nameServersIn(await text("/run/systemd/resolve/resolv.conf"));
  const times = ["/etc/systemd/timesyncd.conf", "/etc/chrony/chrony.conf", "/etc/ntp.conf", "/etc/ntpsec/ntp.conf"];
  const more = [...(await within("/etc/systemd/timesyncd.conf.d")), ...(await within("/etc/chrony/sources.d"))];
  const gateway = gatewayIn(await text("/proc/net/route"));
  return {
    name: hostname(),
    interfaces: interfacesOf(networkInterfaces()),
    ...(gateway === undefined ? {} : { gateway }),
    nameServers: resolved.length > 0 ? resolved : nameServersIn(await text("/etc/resolv.conf")),
    timeServers: unique((await Promise.all([...times, ...more].map(text))).flatMap(timeServersIn)),
  };
}

/** Those that lead out of the machine; link-local IPv6 addresses lead no person anywhere. */
export const interfacesOf = (all: ReturnType<typeof networkInterfaces>): NetworkInterface[] =>
  Object.entries(all).flatMap(([name, addresses = []]) => {
    const outside = addresses.filter(({ internal, address }) => !internal && !/^fe80:/i.test(address));
    const [first] = outside;
    return first ? [{ name, mac: first.mac, addresses: outside.map(({ cidr, address }) => cidr ?? address) }] : [];
  });

/** /proc/net/route: the route to 0.0.0.0, its gateway in hexadecimal, least significant byte first. */
export function gatewayIn(routes: string): string | undefined {
  for (const line of routes.split("\n").slice(1)) {
    const [, to, gateway = ""] = line.split(/\s+/);
    if (to === "00000000" && /^[0-9A-F]{8}$/i.test(gateway) && gateway !== "00000000")
      return [6, 4, 2, 0].map((at) => Number.parseInt(gateway.slice(at, at + 2), 16)).join(".");
  }
  return undefined;
}

/** resolv.conf(5). 127.0.0.53 is systemd-resolved itself, which has others behind it. */
export const nameServersIn = (text: string): string[] =>
  unique(Array.from(text.matchAll(/^\s*nameserver\s+(\S+)/gm), ([, server = ""]) => server).filter((server) => server !== "127.0.0.53"));

/** timesyncd.conf(5) `NTP=`, chrony.conf(5) and ntp.conf(5) `server`, `pool`, `peer`. */
export const timeServersIn = (text: string): string[] =>
  unique([
    ...Array.from(text.matchAll(/^\s*(?:NTP|FallbackNTP)\s*=\s*(.*)$/gm), ([, servers = ""]) => servers.trim().split(/\s+/)).flat(),
    ...Array.from(text.matchAll(/^\s*(?:server|pool|peer)\s+(\S+)/gm), ([, server = ""]) => server),
  ]).filter((server) => server !== "");

const unique = (all: readonly string[]): string[] => [...new Set(all)];
