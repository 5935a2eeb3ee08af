// Settings: shown in the reader's language, changed, and taken into effect by a restart.
import { type Setting, writtenText } from "../../config/index.ts";
import type { Refusal } from "../domain/refusal.ts";
import type { Misfit, SettingsChange, SettingState } from "../settings.ts";
import { settingProblem, type SettingText, settingText, valueText } from "../words/settings.ts";
import type { Language } from "../words/index.ts";
import type { SettingsView, SettingView, settingsRoutes } from "./contract/settings.ts";
import type { Deps } from "./deps.ts";
import type { Handlers } from "./handler.ts";
import { refuseFields } from "./problems.ts";

export const settingsHandlers: Handlers<typeof settingsRoutes> = {
  "GET /api/v1/settings": (deps, { language }) => settingsView(deps, language),

  "PATCH /api/v1/settings": async (deps, { body, by, language }) => {
    return (await changeSettings(deps, { ...body, by: by.name }, language)) ?? settingsView(deps, language);
  },

  "POST /api/v1/box/restart": async (deps, { by }) => {
    const { startedAt } = await deps.status();
    deps.log.info("a restart was asked for", { by: by.name });
    deps.restart();
    return { startedAt };
  },
};

/** Says no in words, beside the field it is about. */
export async function changeSettings(
  { settings, clock, log }: Deps,
  asked: Omit<SettingsChange, "at">,
  language: Language,
): Promise<Refusal | undefined> {
  const refused = await settings.change({ ...asked, at: clock.now() });
  if (refused?.misfits) return refuseFields(refused.misfits.map((misfit) => told(language, settings.list(), misfit)));
  if (refused) return { ...refused, with: { ...refused.with, setting: labelOf(settings.list(), refused, language) } };
  log.info("settings changed", { settings: Object.keys(asked.values), by: asked.by, revision: settings.revision });
  return undefined;
}

const labelOf = (all: readonly SettingState[], refused: Refusal, language: Language): string => {
  const setting = all.find(({ name }) => name === refused.with?.["setting"]);
  return setting === undefined ? "" : said(setting, language).label;
};

async function settingsView(deps: Deps, language: Language): Promise<SettingsView> {
  const { revision, waits } = deps.settings;
  const { startedAt } = await deps.status();
  return { revision, waits, startedAt, settings: deps.settings.list().map((state) => settingView(state, language)) };
}

export function settingView(state: SettingState, language: Language): SettingView {
  const { name, entry, standard, text, secret, source, where, waits, changed } = state;
  return {
    name,
    ...said(state, language),
    example: valueText(language, entry.kind, state.example),
    kind: entry.kind,
    ...(entry.kind === "choice" ? { options: [...entry.options] } : {}),
    default: valueText(language, entry.kind, standard),
    value: valueText(language, entry.kind, text),
    secret,
    source,
    ...(where === undefined ? {} : { where }),
    waits,
    ...(changed === undefined ? {} : { changed }),
  };
}

function said(setting: Setting, language: Language): SettingText {
  const { entry } = setting;
  const bound = (n: number): string => valueText(language, entry.kind, writtenText(n, entry));
  return settingText(
    language,
    setting,
    "least" in entry ? { least: bound(entry.least), most: bound(entry.most) } : { least: "", most: "" },
  );
}

/** A misfit deep in a list is shown beside the list. */
function told(
  language: Language,
  all: readonly SettingState[],
  { setting: path, sentence, why }: Misfit,
): { field: string; detail: string } {
  const setting = all.find(({ name }) => path === name || path.startsWith(`${name}[`) || path.startsWith(`${name}.`));
  if (setting === undefined || why === undefined)
    return { field: setting?.name ?? path, detail: why ? settingProblem(language, why.code, why.with ?? {}) : sentence };
  // Of what a list holds only the schema's own sentence says what it must be.
  if (why.code === "value" && path !== setting.name) return { field: setting.name, detail: sentence };
  const { mustBe } = said(setting, language);
  const least = valueText(language, setting.entry.kind, why.with?.["least"] ?? "");
  const facts = { ...why.with, mustBe, least, example: valueText(language, setting.entry.kind, setting.example) };
  return { field: setting.name, detail: settingProblem(language, why.code, facts) };
}
