// Chapters whose end is made: below their heading {#reference} stands what the product says of itself.
import { type Setting, settings, writtenText } from "../../config/index.ts";
import type { Language } from "../../daemon/words/index.ts";
import { settingText, valueText } from "../../daemon/words/settings.ts";
import type { ChapterId } from "../../webui/help/chapters.ts";
import { commandReference } from "./commands.ts";

export const made: Readonly<Partial<Record<ChapterId, (language: Language) => Promise<string>>>> = {
  commands: commandReference,
  settings: async (language) => settingsReference(language),
};

const place = /^## .*\{#reference\}$/m;

/** The chapter with its reference made anew; as it is where it has no place for one. */
export async function withReference(text: string, language: Language, make: (language: Language) => Promise<string>): Promise<string> {
  const found = place.exec(text);
  return found ? `${text.slice(0, found.index)}${found[0]}\n\n${await make(language)}` : text;
}

const heads = {
  fr: "| Réglage | Par défaut | Ce qu'il fait |\n|---|---|---|",
  en: "| Setting | Default | What it does |\n|---|---|---|",
} as const;

/** Every setting as the console's form explains it. */
function settingsReference(language: Language): string {
  const sections = [...Map.groupBy(settings, (setting) => textOf(setting, language).section)];
  const tables = sections.map(([title, all]) => {
    const id = all.find(({ section }) => section !== "" && section !== "box")?.section ?? "general";
    return [`### ${title} {#settings-${id}}`, "", heads[language], ...all.map((one) => row(one, language))];
  });
  return `${tables.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

function row(setting: Setting, language: Language): string {
  const { label, what } = textOf(setting, language);
  const standard = valueText(language, setting.entry.kind, setting.standard);
  return `| ${label} (\`${setting.name}\`) | ${standard === "" ? "–" : `\`${standard}\``} | ${what.replaceAll("|", "\\|")} |`;
}

function textOf(setting: Setting, language: Language): ReturnType<typeof settingText> {
  const { entry } = setting;
  const bound = (n: number): string => valueText(language, entry.kind, writtenText(n, entry));
  const bounds = "least" in entry ? { least: bound(entry.least), most: bound(entry.most) } : { least: "", most: "" };
  return settingText(language, setting, bounds);
}
