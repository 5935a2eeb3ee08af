// Tidy rules about the tree: its folders, their pages, names, pins, paths of one machine, and catalogues.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Finding, SourceText, TidyRule } from "./tidy-rule.ts";

const folders = ["daemon", "cluster", "devices", "config", "webui", "image", "test"];
const sections = ["Purpose", "Map", "Rules", "Decisions"];
const isCode = (path: string): boolean => /\.(ts|tsx|mjs|js|cjs)$/.test(path);
const whole = (path: string, what: string): Finding => ({ path, line: 0, what });

const sevenFolders: TidyRule = {
  name: "seven-folders",
  remedy: `The seven top-level folders are fixed by the customer (${folders.join(", ")}): find the one it belongs to.`,
  *find({ files }) {
    const tops = new Set(files.filter(({ path }) => path.includes("/")).map(({ path }) => path.split("/")[0] ?? ""));
    for (const top of tops) if (!folders.includes(top) && !top.startsWith(".")) yield whole(top, `${top}/ is not one of the seven`);
    for (const folder of folders) if (!tops.has(folder)) yield whole(folder, `${folder}/ is missing`);
  },
};

const readmeSections: TidyRule = {
  name: "readme-sections",
  remedy: `Each top-level folder explains itself in a README.md with the headings ${sections.map((name) => `## ${name}`).join(", ")}.`,
  *find({ files }) {
    const texts = new Map(files.map(({ path, text }) => [path, text]));
    for (const folder of folders) {
      const path = `${folder}/README.md`;
      const text = texts.get(path);
      const missing = sections.filter((name) => !text?.includes(`\n## ${name}\n`));
      if (text === undefined) yield whole(path, "is missing");
      else if (missing.length > 0) yield whole(path, `has no section ${missing.join(", ")}`);
    }
  },
};

const namesSaySomething: TidyRule = {
  name: "names-say-something",
  remedy: "utils, helpers, manager, service and common say nothing: name the file after the one thing it is about.",
  *find({ files }) {
    for (const { path } of files) {
      const word = isCode(path) && /(?:^|[-./])(utils?|helpers?|managers?|services?|common)(?=[-./])/i.exec(path)?.[1];
      if (word) yield whole(path, `is named "${word}"`);
    }
  },
};

const exactVersions: TidyRule = {
  name: "exact-versions",
  remedy: "Pin the exact version (npm install --save-exact): a box runs what its tests ran.",
  *find({ files }) {
    const text = files.find(({ path }) => path === "package.json")?.text ?? "{}";
    const { dependencies, optionalDependencies, devDependencies } = JSON.parse(text) as Record<string, Record<string, string>>;
    for (const [name, version] of Object.entries({ ...dependencies, ...optionalDependencies, ...devDependencies })) {
      if (!/^(npm:.+@)?\d+\.\d+\.\d+(-[\w.]+)?$/.test(version)) yield whole("package.json", `${name} is asked for as "${version}"`);
    }
  },
};

const noPathOfOneMachine: TidyRule = {
  name: "no-path-of-one-machine",
  remedy:
    "The project runs anywhere: no package registry's host and no absolute working or temporary path (use node:os tmpdir, or a relative path).",
  *find({ files }) {
    // Written with character classes, so that this file does not find itself.
    const banned = /registry[.](npmjs|yarnpkg)|[.]pkg[.]dev\/|npm[.]pkg[.]github|(?<![\w.~-])[/](tmp|work)[/]/;
    for (const { path, text } of files) {
      for (const [index, line] of text.split("\n").entries()) {
        const found = banned.exec(line)?.[0];
        if (found !== undefined) yield { path, line: index + 1, what: `names ${found}` };
      }
    }
  },
};

const equalCatalogues: TidyRule = {
  name: "equal-catalogues",
  remedy: "Whatever is said is said in French and in English: give both catalogues the same keys.",
  async find({ root, files }) {
    const findings: Finding[] = [];
    for (const { path } of files.filter((file) => /(^|\/)fr\.ts$/.test(file.path))) {
      const english = path.replace(/fr\.ts$/, "en.ts");
      const [fr, en] = await Promise.all([keysOf(root, path), keysOf(root, english)]);
      for (const key of fr) if (!en.has(key)) findings.push(whole(english, `has no "${key}", which ${path} has`));
      for (const key of en) if (!fr.has(key)) findings.push(whole(path, `has no "${key}", which ${english} has`));
      if (fr.size === 0) findings.push(whole(path, "exports no words"));
    }
    return findings;
  },
};

/** Every path to a leaf in what the file exports, without the export's own name (`fr`, `en`). */
async function keysOf(root: string, path: SourceText["path"]): Promise<Set<string>> {
  const keys = new Set<string>();
  const walk = (value: unknown, at: string): void => {
    if (typeof value !== "object" || value === null) keys.add(at);
    else for (const [key, inner] of Object.entries(value)) walk(inner, at === "" ? key : `${at}.${key}`);
  };
  const exported = (await import(pathToFileURL(join(root, path)).href)) as Record<string, unknown>;
  for (const value of Object.values(exported)) if (typeof value === "object") walk(value, "");
  return keys;
}

export const treeRules: readonly TidyRule[] = [
  sevenFolders,
  readmeSections,
  namesSaySomething,
  exactVersions,
  noPathOfOneMachine,
  equalCatalogues,
];
