// What this box is called: by its operator, by its machine, on its own network; and whether a certificate's names cover one.
import { hostname, networkInterfaces } from "node:os";
import { isIP } from "node:net";
import type { BoxId } from "../domain/ids.ts";

/** What a certificate of the box is for. */
export interface Names {
  readonly dns: readonly string[];
  readonly ip: readonly string[];
}

/** A machine with more addresses than this has temporary ones among them, which nobody is told. */
const mostAddresses = 64;

/** RFC 1123: letters, digits and dashes; browsers take no other. */
const dnsName = /^(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))*$/;

export const isDnsName = (name: string): boolean => name.length <= 253 && dnsName.test(name) && isIP(name) === 0;

/** "quoin-ab12": short enough for a label, and told apart from the others in the building. */
export const shortName = (box: BoxId): string => `quoin-${box.replaceAll("-", "").slice(-4).toLowerCase()}`;

/** `local`: as the network knows it, without ".local". */
export function namesOfBox(configured: readonly string[], local: string): Names {
  const host = hostname().toLowerCase();
  const dns = [...configured, `${local}.local`, host, host.includes(".") ? host : `${host}.local`, "localhost"];
  const ip = Object.values(networkInterfaces())
    .flatMap((all) => all ?? [])
    // An address of one link only is written with the interface of whoever asks; no certificate can hold that.
    .filter(({ address }) => !/^fe[89ab]/i.test(address))
    .map(({ address }) => address);
  return { dns: [...new Set(dns.filter(isDnsName))], ip: [...new Set(ip)].slice(0, mostAddresses) };
}

/** Exactly, or by the one star that browsers accept: for one label, the first. */
export function covers(names: readonly string[], host: string): boolean {
  const asked = host.toLowerCase();
  return names.some(
    (name) => name === asked || (name.startsWith("*.") && asked.indexOf(".") > 0 && name.slice(1) === asked.slice(asked.indexOf("."))),
  );
}

/** "https://192.0.2.7:8443/admin" → "https://print.school.example:8443/admin". */
export const atName = (address: string, name: string): string =>
  address.replace(/^(\w+:\/\/)(\[[^\]]*\]|[^:/]+)/, (_, scheme: string) => scheme + name);
