// Weighs the script a face fetches for its first page, compressed as a box serves it, and says of what it is made.
import { gzipSync } from "node:zlib";
import type { Plugin } from "vite";

export interface Weight {
  readonly face: string;
  readonly bytes: number;
  /** Packages and files of ours, the largest first, in bytes before they are made small and compressed. */
  readonly largest: readonly (readonly [what: string, bytes: number])[];
}

const mostNamed = 12;

interface Chunk {
  readonly code: string;
  readonly imports: readonly string[];
  readonly dynamicImports: readonly string[];
  readonly facadeModuleId: string | null;
  readonly modules: Readonly<Record<string, { readonly renderedLength: number }>>;
}

/** Leaves `dist/.weights.json`: the check compares it with what is allowed (test/runner/budgets.ts). */
export function weights(): Plugin {
  return {
    name: "quoin-weights",
    generateBundle(_options, bundle) {
      const chunks = new Map(Object.values(bundle).flatMap((file) => (file.type === "chunk" ? [[file.fileName, file as Chunk]] : [])));
      const faces = [...chunks.values()].flatMap((chunk) => {
        const face = /webui\/(\w+)\/index\.html$/.exec(chunk.facadeModuleId ?? "")?.[1];
        return face === undefined ? [] : [weightOf(face, chunk, chunks)];
      });
      this.emitFile({ type: "asset", fileName: ".weights.json", source: JSON.stringify(faces) });
    },
  };
}

function weightOf(face: string, entry: Chunk, chunks: ReadonlyMap<string, Chunk>): Weight {
  const fetched = new Set<Chunk>();
  const fetch = (chunk: Chunk | undefined): void => {
    if (!chunk || fetched.has(chunk)) return;
    fetched.add(chunk);
    for (const name of chunk.imports) fetch(chunks.get(name));
  };
  fetch(entry);
  // One catalogue comes with every page; the French one is the longer.
  const words = (chunk: Chunk | undefined): boolean => chunk?.facadeModuleId?.endsWith(`webui/${face}/words/fr.ts`) ?? false;
  fetch(entry.dynamicImports.map((name) => chunks.get(name)).find(words));
  const parts = new Map<string, number>();
  for (const { modules } of fetched)
    for (const [id, { renderedLength }] of Object.entries(modules)) parts.set(partOf(id), (parts.get(partOf(id)) ?? 0) + renderedLength);
  return {
    face,
    bytes: [...fetched].reduce((sum, { code }) => sum + gzipSync(code, { level: 9 }).length, 0),
    largest: [...parts].sort((a, b) => b[1] - a[1]).slice(0, mostNamed),
  };
}

/** A package, a component of the component library, or a file of ours. */
function partOf(id: string): string {
  const inPackage = /.*node_modules\/(@mantine\/core\/esm\/\w+\/\w+|(?:@[^/]+\/)?[^/]+)/.exec(id)?.[1];
  return inPackage?.replace("/esm/components", "") ?? id.replace(/^.*?\/((?:webui|daemon)\/)/, "$1").replace(/\?.*$/, "");
}
