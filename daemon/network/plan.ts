// What somebody wants the network to be, and the drop-in files that say it to systemd-networkd and systemd-timesyncd. Pure.
import { isIPv4 } from "node:net";
import { type Refusal, refuse } from "../domain/refusal.ts";

export interface NetworkPlan {
  /** undefined: by DHCP. */
  readonly fixed?: { readonly address: string; readonly prefix: number; readonly gateway?: string };
  /** Empty: those that DHCP names. */
  readonly nameServers: readonly string[];
  readonly timeServers: readonly string[];
}

export const linkFile = "quoin.network";
export const timeFile = "quoin-timesyncd.conf";

const mostServers = 4;
/** What may stand in a line of these files: a name or an address, and nothing that ends the line. */
const host = /^[A-Za-z0-9]([A-Za-z0-9.:-]{0,251}[A-Za-z0-9])?$/;

export function refusesPlan({ fixed, nameServers, timeServers }: NetworkPlan): Refusal | undefined {
  const wrong = (field: string, detail: string, more = {}): Refusal => refuse("bad-input", { field, detail, ...more });
  if (fixed) {
    if (!isIPv4(fixed.address) || !isHost(fixed.address)) return wrong("address", "ipv4");
    if (!Number.isInteger(fixed.prefix) || fixed.prefix < 8 || fixed.prefix > 30) return wrong("prefix", "prefix");
    const { gateway, address, prefix } = fixed;
    if (gateway !== undefined && !isIPv4(gateway)) return wrong("gateway", "ipv4");
    if (gateway !== undefined && (networkOf(gateway, prefix) !== networkOf(address, prefix) || gateway === address))
      return wrong("gateway", "other-network");
    if ([0, 2 ** (32 - prefix) - 1].includes(numberOf(address) % 2 ** (32 - prefix))) return wrong("address", "ipv4");
  }
  if (nameServers.length > mostServers) return wrong("nameServers", "too-many", { n: mostServers });
  if (timeServers.length > mostServers) return wrong("timeServers", "too-many", { n: mostServers });
  if (nameServers.some((server) => !/^[0-9a-f.:]+$/i.test(server) || !host.test(server))) return wrong("nameServers", "ipv4");
  if (timeServers.some((server) => !host.test(server))) return wrong("timeServers", "network-address");
  return undefined;
}

const numberOf = (address: string): number => address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
const networkOf = (address: string, prefix: number): number => Math.floor(numberOf(address) / 2 ** (32 - prefix));
/** Not this network, loopback, multicast or reserved (RFC 6890). */
const isHost = (address: string): boolean => !/^(0|127|22[4-9]|23\d|24\d|25\d)\./.test(address);

const head = "# Written by Quoin: changed in its console.\n";

/** systemd.network(5): every wired link of the box. */
export function linkText({ fixed, nameServers }: NetworkPlan): string {
  const lines = ["[Match]", "Name=en* eth*", "", "[Network]"];
  if (fixed) lines.push(`Address=${fixed.address}/${fixed.prefix}`, ...(fixed.gateway === undefined ? [] : [`Gateway=${fixed.gateway}`]));
  else lines.push("DHCP=yes");
  lines.push(...nameServers.map((server) => `DNS=${server}`));
  if (!fixed && nameServers.length > 0) lines.push("", "[DHCPv4]", "UseDNS=no");
  return `${head}${lines.join("\n")}\n`;
}

/** timesyncd.conf(5). */
export const timeText = ({ timeServers }: NetworkPlan): string =>
  timeServers.length === 0 ? head : `${head}[Time]\nNTP=${timeServers.join(" ")}\n`;
