// Small constructors and accessors for messages, so that operations read like the RFC's text. Pure.
import { type Attribute, type Group, type LocalText, type Message, type Range, type Resolution, tags, type Value } from "./message.ts";

/** What a value of a tag is in memory. Out-of-band tags take no value: use {@link outOfBand}. */
type Plain<T extends number> = T extends 0x21 | 0x23
  ? number
  : T extends 0x22
    ? boolean
    : T extends 0x35 | 0x36
      ? LocalText
      : T extends 0x32
        ? Resolution
        : T extends 0x33
          ? Range
          : T extends 0x34
            ? readonly Attribute[]
            : T extends 0x41 | 0x42 | 0x44 | 0x45 | 0x46 | 0x47 | 0x48 | 0x49
              ? string
              : Uint8Array;

/** `attribute("copies", tags.integer, 2)`. At least one value. */
export const attribute = <T extends number>(name: string, tag: T, ...values: readonly [Plain<T>, ...Plain<T>[]]): Attribute => ({
  name,
  values: values.map((value) => ({ tag, value }) as Value),
});

/** The same for values that are there already; undefined when there are none, since an attribute is never empty. */
export const setOf = <T extends number>(name: string, tag: T, values: readonly Plain<T>[]): Attribute | undefined =>
  values.length === 0 ? undefined : { name, values: values.map((value) => ({ tag, value }) as Value) };

/** An attribute without a value: `no-value`, `unknown` or `unsupported`. */
export const outOfBand = (name: string, tag: 0x10 | 0x12 | 0x13): Attribute => ({ name, values: [{ tag, value: new Uint8Array(0) }] });

export const integer = (name: string, ...values: readonly [number, ...number[]]): Attribute => attribute(name, tags.integer, ...values);
export const enumeration = (name: string, ...values: readonly [number, ...number[]]): Attribute => attribute(name, tags.enum, ...values);
export const boolean = (name: string, value: boolean): Attribute => attribute(name, tags.boolean, value);
export const keyword = (name: string, ...values: readonly [string, ...string[]]): Attribute => attribute(name, tags.keyword, ...values);
export const text = (name: string, value: string): Attribute => attribute(name, tags.text, value);
export const nameValue = (name: string, value: string): Attribute => attribute(name, tags.name, value);
export const uri = (name: string, ...values: readonly [string, ...string[]]): Attribute => attribute(name, tags.uri, ...values);
export const mime = (name: string, ...values: readonly [string, ...string[]]): Attribute => attribute(name, tags.mimeMediaType, ...values);
export const range = (name: string, from: number, to: number): Attribute => attribute(name, tags.rangeOfInteger, { from, to });
export const collection = (name: string, ...values: readonly [readonly Attribute[], ...(readonly Attribute[])[]]): Attribute =>
  attribute(name, tags.begCollection, ...values);
/** RFC 2579 DateAndTime in UTC, from ms since 1970. */
export const dateTime = (name: string, at: number): Attribute => attribute(name, tags.dateTime, dateBytes(at));

/** Civil date from days since 1970 by integer arithmetic (proleptic Gregorian, eras of 400 years from 1 March): no Date object needed. */
function dateBytes(at: number): Uint8Array {
  const seconds = Math.floor(at / 1000);
  const days = Math.floor(seconds / 86_400) + 719_468;
  const era = Math.floor(days / 146_097);
  const dayOfEra = days - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1;
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  const rest = seconds - Math.floor(seconds / 86_400) * 86_400;
  return Uint8Array.of(year >> 8, year & 0xff, month, day, Math.floor(rest / 3600), Math.floor(rest / 60) % 60, rest % 60, 0, 0x2b, 0, 0);
}

/** The first two attributes of every request and answer (RFC 8011 §4.1.4). */
export const languageOf = (language: string): readonly Attribute[] => [
  attribute("attributes-charset", tags.charset, "utf-8"),
  attribute("attributes-natural-language", tags.naturalLanguage, language),
];

export const group = (tag: number, attributes: readonly (Attribute | undefined)[]): Group => ({
  tag,
  attributes: attributes.filter((each) => each !== undefined),
});

export const groupOf = (message: Message, tag: number): Group | undefined => message.groups.find((each) => each.tag === tag);
export const groupsOf = (message: Message, tag: number): readonly Group[] => message.groups.filter((each) => each.tag === tag);

type Attributes = Group | readonly Attribute[] | undefined;
const listOf = (from: Attributes): readonly Attribute[] => (from === undefined ? [] : "attributes" in from ? from.attributes : from);

/** The attribute of that name, from a group or from a collection's members. */
export const find = (from: Attributes, name: string): Attribute | undefined => listOf(from).find((each) => each.name === name);
export const firstOf = (from: Attributes, name: string): Value | undefined => find(from, name)?.values[0];

/** Every value of an attribute that is text of some kind, as plain strings; values of other kinds are passed over. */
export const textsOf = (from: Attributes, name: string): readonly string[] =>
  (find(from, name)?.values ?? []).map(plainText).filter((each) => each !== undefined);
export const textOf = (from: Attributes, name: string): string | undefined => textsOf(from, name)[0];

/** Integers and enums. */
export const numbersOf = (from: Attributes, name: string): readonly number[] =>
  (find(from, name)?.values ?? []).map((each) => each.value).filter((each) => typeof each === "number");
export const numberOf = (from: Attributes, name: string): number | undefined => numbersOf(from, name)[0];

export const booleanOf = (from: Attributes, name: string): boolean | undefined => {
  const value = firstOf(from, name)?.value;
  return typeof value === "boolean" ? value : undefined;
};
export const rangesOf = (from: Attributes, name: string): readonly Range[] =>
  (find(from, name)?.values ?? []).filter((each) => each.tag === tags.rangeOfInteger).map((each) => each.value as Range);
export const collectionsOf = (from: Attributes, name: string): readonly (readonly Attribute[])[] =>
  (find(from, name)?.values ?? []).filter((each) => each.tag === tags.begCollection).map((each) => each.value as readonly Attribute[]);

const textTags: ReadonlySet<number> = new Set([
  tags.text,
  tags.name,
  tags.keyword,
  tags.uri,
  tags.uriScheme,
  tags.charset,
  tags.naturalLanguage,
  tags.mimeMediaType,
  tags.textWithLanguage,
  tags.nameWithLanguage,
]);
const looseUtf8 = new TextDecoder();

/** The text of a value, its language dropped, what is not UTF-8 replaced; undefined for a value that is no text. */
export function plainText({ tag, value }: Value): string | undefined {
  if (typeof value === "string") return value;
  if (!textTags.has(tag)) return undefined;
  if (!(value instanceof Uint8Array)) return (value as LocalText).text;
  return tag === tags.textWithLanguage || tag === tags.nameWithLanguage ? undefined : looseUtf8.decode(value);
}
