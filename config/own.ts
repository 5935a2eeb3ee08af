// The settings file that a box writes itself: an ordinary settings file, and a note of who changed what last.
import { parseDocument, stringify } from "yaml";
import { z } from "zod";
import { configVersion } from "./schema.ts";
import { settings } from "./settings.ts";

/** What the file notes about itself, beside the settings. */
export const ownNotes = ["revision", "changed"] as const;

export interface Change {
  readonly revision: number;
  /** ms since 1970. */
  readonly at: number;
  readonly by: string;
}

export interface OwnSettings {
  /** Grows by one with every change. */
  readonly revision: number;
  /** The last change of each setting, also of one that has its default again. */
  readonly changed: Readonly<Record<string, Change>>;
  /** By the name of the setting, as they were written. */
  readonly values: Readonly<Record<string, unknown>>;
}

export const noOwnSettings: OwnSettings = { revision: 0, changed: {}, values: {} };

const changes = z.object({
  revision: z.int().min(0),
  changed: z.record(z.string(), z.object({ revision: z.int(), at: z.int(), by: z.string() })),
});

/** A note that somebody spoilt by hand costs no setting. */
export function changesOf(notes: Readonly<Record<string, unknown>>): Pick<OwnSettings, "revision" | "changed"> {
  const parsed = changes.safeParse({ changed: {}, ...notes });
  return parsed.success ? parsed.data : { revision: 0, changed: {} };
}

const head = `# Written by the box: its settings are changed in the console, under System.
# Without this file the box has its defaults; a file given with --config wins over it.
`;

export function ownText({ revision, changed, values }: OwnSettings): string {
  const file: Record<string, unknown> = { version: configVersion };
  for (const { name, path } of settings) {
    if (values[name] === undefined) continue;
    const section = path.slice(0, -1).reduce<Record<string, unknown>>((inner, step) => {
      inner[step] ??= {};
      return inner[step] as Record<string, unknown>;
    }, file);
    section[path.at(-1) ?? ""] = values[name];
  }
  return head + stringify({ ...file, revision, changed });
}

/** What somebody typed → what stands in a file. A text that is no such value comes back as it is, for the schema to judge. */
export function typedValue(name: string, typed: string): unknown {
  const setting = settings.find((each) => each.name === name);
  const text = typed.trim();
  switch (setting?.entry.kind) {
    case "yes":
      return text === "true" ? true : text === "false" ? false : text;
    case "whole":
    case "size":
    case "duration":
      return /^-?\d{1,15}(\.\d+)?$/.test(text) ? Number(text) : text;
    case "list": {
      const document = parseDocument(text, { prettyErrors: false, logLevel: "error" });
      return document.errors.length > 0 || document.warnings.length > 0 ? text : plain(document);
    }
    default:
      return text;
  }
}

function plain(document: ReturnType<typeof parseDocument>): unknown {
  try {
    return document.toJS({ maxAliasCount: 0 });
  } catch {
    return document.toString();
  }
}
