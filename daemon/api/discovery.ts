// Printers around the box that are not set up yet, each with a name it could have, or the one it has.
import { isRefusal, refuse } from "../domain/refusal.ts";
import { say } from "../words/index.ts";
import { reasonSentence } from "../words/reasons.ts";
import type { discoveryRoutes, FoundPrinter } from "./contract/discovery.ts";
import type { Deps } from "./deps.ts";
import type { Handlers } from "./handler.ts";

export const discoveryHandlers: Handlers<typeof discoveryRoutes> = {
  "GET /api/v1/discovery/devices": async (deps) => ({ devices: [...(await deps.terminals.unused())] }),

  "GET /api/v1/discovery/printers": async (deps) => ({ printers: found(deps, await deps.discovery.around()) }),

  "POST /api/v1/discovery/printers": async (deps, { body, language }) => {
    const heard = await deps.discovery.at(body.address);
    if (heard === undefined) return refuse("bad-input", { field: "address", detail: "network-address" });
    const printers = heard.flatMap(({ uri, printer }) =>
      printer ? [{ name: printer.makeModel || uri, uri, model: printer.makeModel, color: printer.color, duplex: printer.duplex }] : [],
    );
    const usable = found(deps, printers);
    if (usable.length > 0) return { printers: usable };
    const [own] = printers;
    if (own) return deps.printers.refuses(own.uri) ?? { printers: [] };
    // Whoever said anything tells more than whoever was silent.
    const said = heard.find(({ trouble }) => trouble !== "printer-unreachable")?.trouble;
    const why = said === undefined ? undefined : reasonSentence(language, said);
    return {
      printers: [],
      sentence: why === undefined ? say(language, "discovery.silent") : say(language, "discovery.no-printer", { why }),
    };
  },
};

/** What a printer says of itself before it is set up. */
type Heard = Omit<FoundPrinter, "suggested" | "added">;

/** This box announces queues itself; those are no printers to it. */
function found(deps: Deps, heard: readonly Heard[]): FoundPrinter[] {
  const known = deps.accounting.ask({ name: "printers" });
  const taken = new Set<string>(known.map(({ name }) => name));
  return heard.flatMap((printer): FoundPrinter[] => {
    if (isRefusal(deps.printers.refuses(printer.uri))) return [];
    const same = known.find(({ uri }) => placeOf(uri) === placeOf(printer.uri));
    if (same) return [{ ...printer, suggested: same.name, added: same.name }];
    const suggested = freeName(printer.place ?? printer.model ?? printer.name, taken);
    taken.add(suggested);
    return [{ ...printer, suggested }];
  });
}

/** Host, port and path: the same printer with and without TLS. */
const placeOf = (uri: string): string => {
  const { hostname, port, pathname } = new URL(uri.replace(/^ipps?:/i, "http:"));
  return `${hostname}:${port === "" ? "631" : port}${pathname}`;
};

const longestName = 32;

/** Salle des profs → salle-des-profs; salle-des-profs-2 where that is taken. */
export function freeName(text: string, taken: ReadonlySet<string>): string {
  const plain = text
    .normalize("NFD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, longestName)
    .replace(/^-+|-+$/g, "");
  const base = plain === "" ? "printer" : plain;
  for (let n = 1; ; n++) {
    const name = n === 1 ? base : `${base}-${n}`;
    if (!taken.has(name)) return name;
  }
}
