// Settings in the reader's language: their names, what they do, how their values are written. Only the box says these, so no page loads them.
import { sections as enSections, settings as en } from "./en/settings.ts";
import { musts, sections as frSections, settings as fr } from "./fr/settings.ts";
import { fill, type Language, typeset } from "./say.ts";

/** As config/ describes a setting; in English what it does and must be stands there. */
export interface SettingSaid {
  readonly name: string;
  readonly section: string;
  readonly what: string;
  readonly mustBe: string;
  readonly entry: { readonly kind: string; readonly options?: readonly string[] };
}

const frenchUnits: Readonly<Record<string, string>> = { d: "j", h: "h", min: "min", s: "s", ms: "ms" };

/** "2 GiB" → "2 Gio", "2 d" → "2 j", 1.5 → 1,5. */
export function valueText(language: Language, kind: string, text: string): string {
  if (language !== "fr") return text;
  if (kind === "size")
    return text.replace(/^([\d.]+) ?([KMGT]i?)B$/i, (_, n: string, unit: string) => `${n.replace(".", ",")}\u00a0${unit}o`);
  if (kind === "duration")
    return text.replace(/^([\d.]+) ?(ms|s|min|h|d)$/, (_, n: string, unit: string) => `${n.replace(".", ",")}\u00a0${frenchUnits[unit]}`);
  return text;
}

export interface SettingText {
  readonly label: string;
  readonly section: string;
  readonly what: string;
  readonly mustBe: string;
}

/** `bounds`: the least and the most, as a person writes them. */
export function settingText(
  language: Language,
  setting: SettingSaid,
  bounds: { readonly least: string; readonly most: string },
): SettingText {
  const { name, section, what, mustBe } = setting;
  if (language === "en") return { label: of(en, name)?.label ?? name, section: enSections[section] ?? section, what, mustBe };
  const said = of(fr, name);
  return {
    label: said?.label ?? name,
    section: frSections[section] ?? section,
    what: typeset(language, said?.what ?? what),
    mustBe: typeset(language, said?.mustBe ?? formOf(setting, bounds) ?? mustBe),
  };
}

const of = <T extends object>(words: T, name: string): T[keyof T] | undefined =>
  Object.hasOwn(words, name) ? words[name as keyof T] : undefined;

function formOf({ entry }: SettingSaid, bounds: { readonly least: string; readonly most: string }): string | undefined {
  const values: Readonly<Record<string, string>> = { ...bounds, options: entry.options?.join(", ") ?? "" };
  return musts[entry.kind]?.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "");
}

/** Why a value was refused, where config/ says it by a code. */
export const settingProblem = (
  language: Language,
  code: "value" | "unknown" | "at-least" | "twice" | "simulated" | "fixed" | "currency",
  facts: Readonly<Record<string, string>>,
): string => fill(language, `setting.why.${code}`, facts);
