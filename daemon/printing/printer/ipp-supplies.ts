// Toner, ink and waste boxes as an IPP printer tells of them: the marker-… lists (CUPS, and most printers since), else printer-supply (PWG 5100.13
// §5.6.37). Pure. Levels below 0 are no levels (RFC 3805, prtMarkerSuppliesLevel): -1 other, -2 unknown, -3 some is left.
import { lowPercent, type Supply } from "../../domain/printing.ts";
import { find, groupOf, plainText } from "../../ipp/build.ts";
import { type Group, type Message, tags, type Value } from "../../ipp/message.ts";
import { cut, printable } from "./printer-text.ts";

/** What is asked for beside the state. */
export const supplyWords = [
  "marker-names",
  "marker-colors",
  "marker-types",
  "marker-levels",
  "marker-low-levels",
  "marker-high-levels",
  "printer-supply",
  "printer-supply-description",
] as const;

/** A press has a dozen; more is no printer's, and would be kept and shown for each. */
const mostSupplies = 32;
const longestName = 80;
/** Of a cartridge that holds several. */
const mostColors = 4;
/** PWG 5100.13: an octetString has at most 1023 octets. */
const longestValue = 1_023;

export function readSupplies(answer: Message): readonly Supply[] {
  const from = groupOf(answer, tags.printer);
  const markers = fromMarkers(from);
  return markers.length > 0 ? markers : fromSupplies(from);
}

/** Each list has a value for each supply. One of another length says nothing of which value is whose, so it is passed over. */
function fromMarkers(from: Group | undefined): Supply[] {
  const names = valuesOf(from, "marker-names");
  const list = <T>(name: string, read: (value: Value) => T): readonly T[] | undefined => {
    const values = valuesOf(from, name);
    return values.length === names.length ? values.slice(0, mostSupplies).map(read) : undefined;
  };
  const [levels, lows, highs] = (["levels", "low-levels", "high-levels"] as const).map((word) => list(`marker-${word}`, numberIn));
  const [types, colors] = (["types", "colors"] as const).map((word) => list(`marker-${word}`, textIn));
  return names.slice(0, mostSupplies).map((name, i) =>
    supply({
      name: textIn(name) || (types?.[i] ?? ""),
      level: levels?.[i],
      low: lows?.[i],
      high: highs?.[i],
      colors: colors?.[i]?.match(/#[0-9a-f]{6}\b/gi) ?? [],
      waste: /^waste/i.test(types?.[i] ?? ""),
    }),
  );
}

const namedColors: Readonly<Record<string, string>> = { black: "#000000", cyan: "#00ffff", magenta: "#ff00ff", yellow: "#ffff00" };

/** `index=1;class=supplyThatIsConsumed;type=toner;unit=percent;maxcapacity=100;level=72;colorantname=black;` */
function fromSupplies(from: Group | undefined): Supply[] {
  const values = valuesOf(from, "printer-supply");
  const described = valuesOf(from, "printer-supply-description");
  return values.slice(0, mostSupplies).map((value, i) => {
    const told = new Map(
      textIn(value)
        .split(";")
        .map((part) => part.split("=", 2) as [string, string?])
        .map(([key, word = ""]) => [key.trim().toLowerCase(), word.trim()]),
    );
    const number = (key: string): number | undefined => (/^-?\d{1,9}$/.test(told.get(key) ?? "") ? Number(told.get(key)) : undefined);
    const [level, most] = [number("level"), number("maxcapacity")];
    const share = (each: number | undefined): number | undefined => {
      if (each === undefined || each < 0 || told.get("unit") === "percent") return each;
      return most !== undefined && most > 0 ? Math.round((each * 100) / most) : undefined;
    };
    const color = namedColors[told.get("colorantname")?.toLowerCase() ?? ""];
    return supply({
      name: (described.length === values.length && textIn(described[i])) || `${told.get("type") ?? ""} ${told.get("colorantname") ?? ""}`,
      level: share(level),
      low: share(number("lowlevel")),
      high: share(number("highlevel")),
      colors: color === undefined ? [] : [color],
      waste: told.get("class") === "receptacleThatIsFilled",
    });
  });
}

interface Told {
  readonly name: string;
  readonly level: number | undefined;
  readonly low: number | undefined;
  readonly high: number | undefined;
  readonly colors: readonly string[];
  readonly waste: boolean;
}

/**
 * A waste box is judged only by a printer that says from which level on it is full: some count what is in it, others the room that is left
 * (RFC 3805).
 */
function supply({ name, level, low = lowPercent, high, colors, waste }: Told): Supply {
  const percent = level !== undefined && level >= 0 && level <= 100 ? level : undefined;
  const isLow = percent !== undefined && (waste ? high !== undefined && high > 0 && percent >= high : percent <= low);
  return {
    name: cut(printable(name), longestName),
    ...(percent === undefined ? {} : { level: percent }),
    ...(level === -3 ? { some: true } : {}),
    ...(isLow ? { low: true } : {}),
    ...(waste ? { waste: true } : {}),
    colors: colors.slice(0, mostColors).map((color) => color.toLowerCase()),
  };
}

const valuesOf = (from: Group | undefined, name: string): readonly Value[] => find(from, name)?.values ?? [];
const numberIn = ({ value }: Value): number | undefined => (typeof value === "number" ? value : undefined);

const loose = new TextDecoder();
function textIn(value: Value | undefined): string {
  if (value === undefined) return "";
  const bytes = value.value instanceof Uint8Array && value.tag === tags.octetString ? value.value.subarray(0, longestValue) : undefined;
  return (bytes ? loose.decode(bytes) : (plainText(value) ?? "")).slice(0, longestValue);
}
