// Writes config/SETTINGS.md from the schema, so that it cannot say anything else.
import type { z } from "zod";
import { environmentSettings } from "./environment.ts";
import { defaults } from "./load.ts";
import { valueAt } from "./problems.ts";
import { configSchema } from "./schema.ts";
import { durationText, sizeText } from "./values.ts";
import { explained, fieldsOf, itemOf, type Path, pathText } from "./walk.ts";

export function documentation(): string {
  return `# Settings

Made from \`config/schema.ts\` by \`npm run settings\`; a test holds it to that.

\`quoin run --config FILE\` reads this YAML file; without one, every setting has its default. A name that is not listed here is refused,
with its line and the name that was probably meant. Sizes are bytes, or a number with KB, MB, GB, KiB, MiB or GiB; times a number with
ms, s, min, h or d.

What is changed in the console stands in \`settings.yaml\` in the data directory, which only the box writes. A setting in the file of
\`--config\` wins over it, an address on the command line over both.

\`\`\`yaml
${example.trim()}
\`\`\`

${tables(configSchema, []).join("\n")}
## Environment

| Variable | Default | What it does |
|---|---|---|
${environmentSettings.map(({ variable, standard, what }) => `| \`${variable}\` | ${code(standard)} | ${what} |`).join("\n")}
`;
}

/** Every setting that most boxes want to set; a test loads it. */
export const example = `version: 1
box:
  name: library
listen:
  http: 0.0.0.0:8080
  ipp: 0.0.0.0:631
  https: 0.0.0.0:8443
  ipps: 0.0.0.0:8632
spool:
  maxBytes: 50 GB
  holdHours: 48
terminals:
  - name: hall
    printers: [hall, hall-color]
    devices:
      - driver: serial-line
        port: /dev/serial/by-id/usb-reader
`;

/** A table for the settings of one section, then those of the sections inside it. */
function tables(section: z.ZodType, path: Path): string[] {
  const fields = Object.entries(fieldsOf(section) ?? {});
  const rows = fields.filter(([, schema]) => fieldsOf(schema) === undefined).map(([name, schema]) => row(schema, [...path, name]));
  const head = `## ${pathText(path) || "At the top"}\n\n| Setting | Default | Must be | What it does |\n|---|---|---|---|`;
  const own = rows.length === 0 ? [] : [`${head}\n${rows.join("\n")}\n`];
  const inner = fields.flatMap(([name, schema]) => {
    const item = itemOf(schema);
    if (item !== undefined && fieldsOf(item) !== undefined) return tables(item, [...path, `${name}[]`]);
    return fieldsOf(schema) === undefined ? [] : tables(schema, [...path, name]);
  });
  return [...own, ...inner];
}

function row(schema: z.ZodType, path: Path): string {
  const about = explained(schema);
  return `| \`${path.at(-1)}\` | ${standardText(path, schema)} | ${about?.mustBe ?? ""} | ${about?.what ?? ""} |`;
}

const code = (text: string): string => `\`${text}\``;

function standardText(path: Path, schema: z.ZodType): string {
  const inList = path.some((step) => String(step).endsWith("[]"));
  const value = inList ? standardInList(schema) : valueAt(defaults, path);
  if (value === undefined) return inList && !schema.safeParse(undefined).success ? "required" : "none";
  const entry = explained(schema)?.entry;
  if (typeof value === "number" && entry?.kind === "size") return code(sizeText(value));
  if (typeof value === "number" && entry?.kind === "duration") return code(durationText(value, entry.unit));
  if (typeof value === "object" && value !== null && "host" in value && "port" in value) return code(`${value.host}:${value.port}`);
  return code(typeof value === "string" ? value : JSON.stringify(value));
}

function standardInList(schema: z.ZodType): unknown {
  const parsed = schema.safeParse(undefined);
  return parsed.success ? parsed.data : undefined;
}
