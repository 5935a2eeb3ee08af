// What this box is told: the settings file it writes itself, under the one an operator gave, under the command line. The one place that
// changes settings; whoever wants one changed (console, first steps, certificates) calls `change`.
import { readFile, rename } from "node:fs/promises";
import { basename, join } from "node:path";
import {
  changesOf,
  type Config,
  type ConfigProblem,
  type Layered,
  type Listen,
  loadLayers,
  noOwnSettings,
  type OwnSettings,
  ownNotes,
  ownText,
  type Setting,
  settings,
  type SettingsFile,
  typedValue,
  writtenText,
} from "../config/index.ts";
import { type Refusal, refuse } from "./domain/refusal.ts";
import { Fault } from "./runtime/faults.ts";
import { replaceFile } from "./runtime/files.ts";

/** In the data directory. */
export const ownName = "settings.yaml";
/** What the box could not start with. */
const refusedName = "settings.refused.yaml";

/** What the command line names beside files. */
export type Flags = Readonly<Partial<Record<"http" | "https" | "ipp" | "ipps", Listen>>>;

export interface SettingsAsked {
  readonly data: string;
  /** What an operator gave with --config; never written. */
  readonly file?: string;
  readonly flags: Flags;
  /** What does not fit about settings that fit their schema; `running`: what they would take the place of. */
  readonly judge: (config: Config, running?: Config) => readonly Misfit[];
  /** Why the box could not start with what was changed last. */
  readonly undone?: string;
}

export interface Misfit {
  readonly setting: string;
  readonly sentence: string;
  readonly why?: ConfigProblem["why"];
}

export type SettingSource = "default" | "box" | "file" | "flag";

export interface SettingState extends Setting {
  /** As somebody wrote it; "" where it has none. A secret's is never given out. */
  readonly text: string;
  readonly source: SettingSource;
  /** Where it is fixed: "quoin.yaml:12", "--http". */
  readonly where?: string;
  /** Changed, and not yet in effect. */
  readonly waits: boolean;
  readonly changed?: { readonly at: number; readonly by: string };
}

export interface SettingsChange {
  /** Setting → what somebody typed; null: its default. */
  readonly values: Readonly<Record<string, string | null>>;
  /** The revision that was looked at; a setting changed since then is refused. Absent: whatever stands there. */
  readonly since?: number;
  readonly by: string;
  /** ms since 1970. */
  readonly at: number;
}

export type SettingsRefusal = Refusal & { readonly misfits?: readonly Misfit[] };

/** Each with the file that says so. */
const misfitsOf = ({ config, written }: Layered, { judge }: SettingsAsked): string[] =>
  judge(config).map(({ setting, sentence }) => [written.get(setting)?.file, sentence].filter((part) => part !== undefined).join(": "));

/** Throws Fault config-invalid with every problem and what to do. */
export async function readSettings(asked: SettingsAsked): Promise<BoxSettings> {
  const own = await textOf(join(asked.data, ownName));
  const given = asked.file === undefined ? undefined : await textOf(asked.file);
  if (asked.file !== undefined && given === undefined) throw unreadable(asked.file, "there is no such file");
  const files = layers(asked, own, given);
  const loaded = loadLayers(files);
  const problems = "config" in loaded ? misfitsOf(loaded, asked) : loaded.map(({ sentence }) => sentence);
  if (problems.length > 0 || !("config" in loaded)) {
    const path = join(asked.data, ownName);
    const remedy = own === undefined ? [] : [`The box wrote ${path} itself: mend it there, or move it away and the box has its defaults.`];
    throw new Fault("config-invalid", [...problems, ...(problems.some((problem) => problem.includes(ownName)) ? remedy : [])].join("\n"), {
      retry: "never",
    });
  }
  return new BoxSettings(asked, loaded, { ...(own === undefined ? {} : { own }), ...(given === undefined ? {} : { given }) });
}

/** Back to what the box ran with; what it could not start with stays beside it. false: that is what it ran with. */
export async function undoSettings(data: string, before: string | undefined): Promise<boolean> {
  const file = join(data, ownName);
  const now = await textOf(file);
  if (now === before || now === undefined) return false;
  await rename(file, join(data, refusedName));
  if (before !== undefined) await replaceFile(file, before);
  return true;
}

/** The files as they were read at the start. */
interface Texts {
  readonly own?: string;
  readonly given?: string;
}

export class BoxSettings {
  /** What the box runs with. */
  readonly config: Config;
  /** The box's own file as it was at the start. */
  readonly startedWith: string | undefined;
  readonly undone: string | undefined;
  readonly #asked: SettingsAsked;
  /** The operator's file as it was at the start: what it says now counts from the next one. */
  readonly #given: string | undefined;
  #own: string | undefined;
  #now: Layered;
  #last: Promise<unknown> = Promise.resolve();

  constructor(asked: SettingsAsked, loaded: Layered, { own, given }: Texts) {
    this.#asked = asked;
    this.#given = given;
    this.#own = own;
    this.#now = loaded;
    this.config = loaded.config;
    this.startedWith = own;
    this.undone = asked.undone;
  }

  get revision(): number {
    return changesOf(this.#now.notes).revision;
  }

  /** What somebody wants by now; the box runs with it from its next start, but for what is read anew wherever it is needed. */
  get wanted(): Config {
    return this.#now.config;
  }

  /** Whether something waits for the next start. */
  get waits(): boolean {
    return settings.some((setting) => this.#waits(setting));
  }

  list(): readonly SettingState[] {
    const { changed } = changesOf(this.#now.notes);
    return settings.map((setting) => {
      const { name } = setting;
      const last = changed[name];
      return {
        ...setting,
        ...this.#standing(setting),
        waits: this.#waits(setting),
        ...(last === undefined ? {} : { changed: { at: last.at, by: last.by } }),
      };
    });
  }

  /** Durable when it answers; all of it or nothing. One change after the other. */
  change(asked: SettingsChange): Promise<SettingsRefusal | undefined> {
    const mine = this.#last.then(() => this.#change(asked));
    this.#last = mine.catch(() => undefined);
    return mine;
  }

  async #change({ values, since, by, at }: SettingsChange): Promise<SettingsRefusal | undefined> {
    const names = Object.keys(values);
    const before = this.#ownNow();
    const misfits = names.flatMap((name) => this.#unchangeable(name));
    if (misfits.length > 0) return refuseFields(misfits);
    const revision = before.revision + 1;
    const overtaken = names.find(
      (name) => since !== undefined && (since > before.revision || (before.changed[name]?.revision ?? 0) > since),
    );
    if (overtaken !== undefined) return refuse("settings-changed", { setting: overtaken, by: before.changed[overtaken]?.by ?? "" });
    const changed = { ...before.changed, ...changesBy(names, { revision, at, by }) };
    const text = ownText({ revision, changed, values: withValues(before.values, values) });
    const loaded = loadLayers(layers(this.#asked, text, this.#given));
    const wrong = "config" in loaded ? this.#asked.judge(loaded.config, this.config) : loaded;
    if (wrong.length > 0 || !("config" in loaded)) return refuseFields(wrong);
    await replaceFile(join(this.#asked.data, ownName), text);
    this.#own = text;
    this.#now = loaded;
    return undefined;
  }

  #ownNow(): OwnSettings {
    if (this.#own === undefined) return noOwnSettings;
    const values = Array.from(this.#now.each[0] ?? [], ([name, { value }]) => [name, value]);
    return { ...changesOf(this.#now.notes), values: Object.fromEntries(values) };
  }

  #standing({ name, entry, secret, standard }: Setting): Pick<SettingState, "text" | "source" | "where"> {
    const flag = this.#flag(name);
    if (flag !== undefined) return { text: writtenText(flag, entry), source: "flag", where: `--${name.replace("listen.", "")}` };
    const written = this.#now.written.get(name);
    if (written === undefined) return { text: secret ? "" : standard, source: "default" };
    const text = secret ? "" : writtenText(written.value, entry);
    const isOwn = written.file === join(this.#asked.data, ownName);
    return isOwn ? { text, source: "box" } : { text, source: "file", where: `${basename(written.file)}:${written.line}` };
  }

  #unchangeable(name: string): Misfit[] {
    const setting = settings.find((each) => each.name === name);
    if (setting === undefined) return [{ setting: name, sentence: "", why: { code: "unknown", with: { name } } }];
    const { source, where = "" } = this.#standing(setting);
    return source === "file" || source === "flag" ? [{ setting: name, sentence: "", why: { code: "fixed", with: { where } } }] : [];
  }

  #waits({ name, path }: Setting): boolean {
    if (this.#flag(name) !== undefined || readAnew.has(name)) return false;
    return JSON.stringify(settingIn(this.config, path)) !== JSON.stringify(settingIn(this.#now.config, path));
  }

  #flag(name: string): Listen | undefined {
    return name.startsWith("listen.") ? this.#asked.flags[name.replace("listen.", "") as keyof Flags] : undefined;
  }
}

/** In effect at once: read where it is needed, of `wanted`. */
const readAnew: ReadonlySet<string> = new Set(["network.proxy"]);

const refuseFields = (misfits: readonly Misfit[]): SettingsRefusal => ({
  ...refuse("bad-input", { field: misfits[0]?.setting ?? "" }),
  misfits,
});

const changesBy = (names: readonly string[], change: OwnSettings["changed"][string]): OwnSettings["changed"] =>
  Object.fromEntries(names.map((name) => [name, change]));

function withValues(before: OwnSettings["values"], typed: SettingsChange["values"]): OwnSettings["values"] {
  const after = { ...before };
  for (const [name, text] of Object.entries(typed)) {
    if (text === null) delete after[name];
    else after[name] = typedValue(name, text);
  }
  return after;
}

function layers({ data, file }: Pick<SettingsAsked, "data" | "file">, own: string | undefined, given: string | undefined): SettingsFile[] {
  return [
    ...(own === undefined ? [] : [{ text: own, name: join(data, ownName), notes: ownNotes }]),
    ...(file === undefined || given === undefined ? [] : [{ text: given, name: file }]),
  ];
}

const settingIn = (config: Config, path: readonly (string | number)[]): unknown =>
  path.reduce<unknown>((inner, step) => (inner as Record<string | number, unknown> | undefined)?.[step], config);

async function textOf(path: string): Promise<string | undefined> {
  return readFile(path, "utf8").catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === "ENOENT" || cause.code === "ENOTDIR") return undefined;
    throw unreadable(path, cause.message, cause);
  });
}

const unreadable = (path: string, why: string, cause?: unknown): Fault =>
  new Fault("config-invalid", `The settings file ${path} cannot be read: ${why}.`, { retry: "never", cause });
