// How the box is, as its status page, its metrics and its doctor read it.
import type { BoxStatus } from "../api/deps.ts";
import type { Books, Keeper, Verifier } from "../books/index.ts";
import type { Fleet } from "../printing/fleet.ts";
import type { Spool } from "../printing/spool.ts";
import { memoryBytes } from "../runtime/memory.ts";
import { findProgram, findSandbox } from "../runtime/sandbox.ts";

export interface StatusParts {
  readonly store: { status(): Promise<Omit<BoxStatus["store"], "breaches">> };
  readonly breaches: readonly string[];
  readonly books: Pick<Books, "rows">;
  readonly keeper: Pick<Keeper, "behind" | "problem">;
  readonly verifier: Pick<Verifier, "last">;
  readonly spool: Pick<Spool, "usage">;
  readonly spoolMost: number;
  readonly fleet: Pick<Fleet, "conditions">;
  readonly devices: () => BoxStatus["devices"];
  readonly about: Pick<BoxStatus, "box" | "name" | "version" | "startedAt">;
  readonly addresses: () => Pick<BoxStatus, "ipp" | "ipps" | "http" | "https">;
  readonly clock: () => BoxStatus["clock"];
  readonly ready: () => boolean;
}

/** What the machine offers does not change under a running box; asked once. */
async function machine(): Promise<Pick<BoxStatus, "engines" | "sandbox">> {
  const [poppler, sandbox] = await Promise.all([findProgram("pdftoppm"), findSandbox()]);
  const kind = sandbox.prlimit === undefined ? "none" : sandbox.network === undefined ? "limits" : "full";
  return { engines: [...(poppler === undefined ? [] : ["poppler"]), "pdfium"], sandbox: kind };
}

function booksOf({ books, keeper, verifier }: StatusParts): BoxStatus["books"] {
  const { behind, problem } = keeper;
  return {
    rows: books.rows,
    behind,
    ...(problem === undefined ? {} : { problem }),
    ...(verifier.last === undefined ? {} : { verified: verifier.last }),
  };
}

export function statusOf(parts: StatusParts): () => Promise<BoxStatus> {
  let offers: ReturnType<typeof machine> | undefined;
  return async () => {
    offers ??= machine();
    const [store, offered] = await Promise.all([parts.store.status(), offers]);
    const spool = parts.spool.usage();
    return {
      ...parts.about,
      ...parts.addresses(),
      ...offered,
      store: { engine: store.engine, revision: store.revision, keys: store.keys, bytes: store.bytes, breaches: parts.breaches },
      books: booksOf(parts),
      spool: { jobs: spool.files, bytes: spool.bytes, most: parts.spoolMost, free: spool.freeBytes },
      printers: parts.fleet.conditions(),
      devices: parts.devices(),
      memoryBytes: memoryBytes(),
      clock: parts.clock(),
      ready: parts.ready(),
    };
  };
}
