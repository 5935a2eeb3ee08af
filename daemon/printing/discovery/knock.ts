// What answers at an address that somebody typed: a host, an IP, or a printer's whole URI. Tries the paths that printers have.
import type { Capabilities } from "../../domain/printing.ts";
import type { Clock } from "../../runtime/clock.ts";
import { isFault, type PrinterTrouble } from "../../runtime/faults.ts";
import { createIppPrinter } from "../printer/ipp.ts";

export interface Knock {
  readonly uri: string;
  /** What the printer there can do; absent: none answered. */
  readonly printer?: Pick<Capabilities, "makeModel" | "color" | "duplex">;
  readonly trouble?: PrinterTrouble;
}

/** Somebody waits at a page; a printer that wakes from sleep answers the next time. */
const limitMs = 4_000;

/** The first is what IPP Everywhere asks for; then HP, Xerox and Canon, Ricoh and Konica Minolta, and whoever has but one printer. */
const paths = ["ipp/print", "ipp/printer", "ipp", "printer", ""];

/** The addresses to try, the likeliest first, in rounds; undefined: nothing that could be an address. */
export function candidates(typed: string): readonly (readonly string[])[] | undefined {
  const text = typed.trim().replace(/^https?:\/\//i, "");
  if (/^ipps?:\/\//i.test(text)) {
    if (!URL.canParse(text)) return undefined;
    return new URL(text).pathname.length > 1 ? [[text]] : candidates(text.replace(/^ipps?:\/\//i, ""));
  }
  const bare = text.replace(/\/.*$/s, "");
  const host = /^[0-9a-f:]+:[0-9a-f:]*$/i.test(bare) && bare.split(":").length > 2 ? `[${bare}]` : bare;
  if (host === "" || /[\s@?#]/.test(host) || !URL.canParse(`http://${host}`) || new URL(`http://${host}`).hostname === "") return undefined;
  const both = (path: string): string[] => [`ipps://${host}/${path}`, `ipp://${host}/${path}`];
  const [first = "", ...others] = paths;
  return [both(first), ...others.map(both)];
}

/** Tries a round at a time and ends with the first that prints; with TLS where both do. What said no is told, too. */
export async function knock(rounds: readonly (readonly string[])[], clock: Clock): Promise<Knock[]> {
  const heard: Knock[] = [];
  for (const round of rounds) {
    const tried = await Promise.all(round.map((uri) => ask(uri, clock)));
    const right = tried.find(({ printer }) => printer !== undefined);
    if (right) return [right];
    heard.push(...tried);
    // Nothing listens there at all: other paths are as silent.
    if (tried.every(({ trouble }) => trouble === "printer-unreachable")) break;
  }
  return heard;
}

async function ask(uri: string, clock: Clock): Promise<Knock> {
  // The certificate is held to once the printer is added: nothing is sent yet.
  const device = createIppPrinter(uri, { clock, trust: { accept: async () => true } });
  try {
    const { makeModel, color, duplex } = await device.capabilities(clock.timeout(limitMs));
    return { uri, printer: { makeModel, color, duplex } };
  } catch (error) {
    if (!isFault(error)) throw error;
    return { uri, trouble: error.trouble ?? "printer-unreachable" };
  }
}
