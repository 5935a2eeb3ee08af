// Runs as a process of its own before a data file is opened: argv = data file, witness file. One message says what it found.
// Apart, because its memory is given back when it ends and because a file bad enough to crash a reader must not take the box with it.
import { isIntact, sumOf } from "./checked.ts";
import { BadPage, walkPages } from "./lmdb-pages.ts";
import { decodeSummary, emptySummary, type Summary, summaryName } from "./records.ts";
import { readWitness } from "./witness.ts";

/** `damaged` names what is wrong with the file; `unread` says why nobody can tell: a disk that fails to read, no memory. */
export type ScanResult = { readonly revision: number; readonly keys: number } | { readonly damaged: string } | { readonly unread: string };

/** Records between two looks at whether the box that asked still lives. */
const lookEvery = 1_000;
const parent = process.ppid;

const digits = /^h\d{16}$/;

function scan(file: string, witness: string): ScanResult {
  const found = { keys: 0, keysDigest: 0, versions: 0, versionsBytes: 0, versionsDigest: 0 };
  let summary: Summary | undefined;
  let oldest: number | undefined;
  let newest = 0;
  let records = 0;
  walkPages(file, (nameBytes, record) => {
    // In a process group of its own nothing else ends it when the box is killed.
    if (++records % lookEvery === 0 && process.ppid !== parent) process.exit(1);
    const name = nameBytes.toString("utf8");
    if (!isIntact(name, record, record.length))
      throw new BadPage(`the record ${JSON.stringify(name.slice(0, 80))} does not match its checksum`);
    if (name === summaryName) summary = decodeSummary(record, record.length);
    else if (name.startsWith("k")) {
      found.keys++;
      found.keysDigest = (found.keysDigest ^ sumOf(record)) >>> 0;
    } else if (digits.test(name)) {
      oldest ??= Number(name.slice(1));
      newest = Number(name.slice(1));
      found.versions++;
      found.versionsBytes += record.length;
      found.versionsDigest = (found.versionsDigest ^ sumOf(record)) >>> 0;
    } else throw new BadPage(`there is a record of an unknown kind, ${JSON.stringify(name.slice(0, 80))}`);
  });
  const said = summary ?? emptySummary;
  for (const [what, count] of Object.entries(found)) {
    if (said[what as keyof typeof found] !== count)
      throw new BadPage(`records are missing or too many (${what} ${count}, expected ${said[what as keyof typeof found]})`);
  }
  if (found.versions > 0 && (newest !== said.revision || newest - (oldest ?? 0) + 1 !== found.versions))
    throw new BadPage("the history has holes");
  const known = readWitness(witness);
  if (known !== undefined && known > said.revision)
    throw new BadPage(`it stands at revision ${said.revision}, but revision ${known} had been acknowledged`);
  return { revision: said.revision, keys: found.keys };
}

function answer(): ScanResult {
  const [file = "", witness = ""] = process.argv.slice(2);
  try {
    return scan(file, witness);
  } catch (error) {
    if (error instanceof BadPage) return { damaged: error.message };
    if (isBeyond(error)) return { damaged: `a record points outside itself (${String(error)})` };
    return { unread: String(error) };
  }
}

/** Damaged lengths lead the walk over the end of a page. */
const isBeyond = (error: unknown): boolean =>
  ["ERR_OUT_OF_RANGE", "ERR_BUFFER_OUT_OF_BOUNDS"].includes((error as NodeJS.ErrnoException).code ?? "") || error instanceof SyntaxError;

process.send?.(answer());
