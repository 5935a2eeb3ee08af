// From a printer's address to the driver that speaks to it. A new protocol is a new line here.
import path from "node:path";
import { type Refusal, refuse } from "../../domain/refusal.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { PrinterDevice } from "./contract.ts";
import { createFolderPrinter } from "./folder.ts";
import { createIppPrinter } from "./ipp.ts";
import { isSimulatedQuery, type SimulatedPrinters, simulatedScheme } from "./simulated.ts";
import type { CertificateTrust } from "./trust.ts";

export interface DeviceDeps {
  readonly clock: Clock;
  readonly trust: CertificateTrust;
  /** Absent: the settings enable none, and no address is theirs. */
  readonly simulated?: SimulatedPrinters;
}

type Opener = (uri: URL, deps: DeviceDeps) => PrinterDevice;

/** Names and numbers of hosts only: what stands in a URI is shown, logged and replicated, so a password has no place in it. */
const network = (uri: URL): string | undefined =>
  uri.hostname === ""
    ? "host"
    : uri.username !== "" || uri.password !== ""
      ? "password"
      : uri.hash !== "" || uri.search !== ""
        ? "query"
        : undefined;

const directory = (uri: URL): string | undefined =>
  uri.host !== "" ? "host" : !uri.pathname.startsWith("/") || uri.pathname.length < 2 ? "path" : uri.hash !== "" ? "query" : undefined;

const folder = (uri: URL): string | undefined => directory(uri) ?? (uri.search === "" ? undefined : "query");
const simulated = (uri: URL): string | undefined => directory(uri) ?? (isSimulatedQuery(uri.searchParams) ? undefined : "query");

interface Scheme {
  readonly wrong: (uri: URL) => string | undefined;
  readonly open: Opener;
}

const always: Readonly<Record<string, Scheme>> = {
  "ipp:": { wrong: network, open: (uri, deps) => createIppPrinter(uri.href, deps) },
  "ipps:": { wrong: network, open: (uri, deps) => createIppPrinter(uri.href, deps) },
  "folder:": { wrong: folder, open: (uri, deps) => createFolderPrinter(path.resolve(decodeURIComponent(uri.pathname)), deps) },
};

const schemesOf = (deps: DeviceDeps): Readonly<Record<string, Scheme>> => {
  const played = deps.simulated;
  return played ? { ...always, [simulatedScheme]: { wrong: simulated, open: (uri) => played.open(uri) } } : always;
};

/** RFC 8011 §5.1.6: a uri value has at most 1023 octets. */
const longestUri = 1023;

/** The device behind a printer's URI, or why there is none: `detail` is scheme, host, path, query, password or syntax; `known` the schemes. */
export function openPrinter(uri: string, deps: DeviceDeps): PrinterDevice | Refusal {
  const schemes = schemesOf(deps);
  const wrong = (detail: string): Refusal => refuse("bad-input", { field: "uri", detail, known: Object.keys(schemes).join(", ") });
  const parsed = uri.length <= longestUri && URL.canParse(uri) ? new URL(uri) : undefined;
  if (parsed === undefined) return wrong("syntax");
  const scheme = Object.hasOwn(schemes, parsed.protocol) ? schemes[parsed.protocol] : undefined;
  if (scheme === undefined) return wrong("scheme");
  const detail = scheme.wrong(parsed) ?? (isDecodable(parsed.pathname) ? undefined : "path");
  return detail === undefined ? scheme.open(parsed, deps) : wrong(detail);
}

function isDecodable(pathname: string): boolean {
  try {
    return !decodeURIComponent(pathname).includes("\0");
  } catch {
    return false;
  }
}
