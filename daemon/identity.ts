// Who this box is, and what its store is of. A box is who it is for life: under another id its own jobs and reservations would be a stranger's.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { BoxId } from "./domain/ids.ts";
import { isMoneyRow, type Row } from "./domain/ledger.ts";
import { Fault } from "./runtime/faults.ts";
import { replaceFile } from "./runtime/files.ts";
import { type Meta, stateSchema } from "./state/keys.ts";

interface IdentityParts {
  readonly data: string;
  /** The boxes that stand in the store. */
  readonly known: readonly BoxId[];
  /** At the first start. */
  readonly newId: () => string;
  readonly now: () => number;
}

interface IdentifyParts extends Omit<IdentityParts, "known"> {
  readonly store: {
    get(key: string): { readonly value: string } | undefined;
    scan(prefix: string): Iterable<{ readonly value: string }>;
  };
  readonly books: { hasMoney(): boolean };
  readonly currency: string;
  /** Told how to find out, from now on. */
  readonly money: { moved: () => boolean };
}

/** Who this box is, once it is sure that the store is its own. */
export function identify({ data, store, books, currency, money, newId, now }: IdentifyParts): Promise<BoxId> {
  const meta = store.get("/q/meta");
  const isIn = (prefix: string, counts: (value: string) => boolean): boolean => [...store.scan(prefix)].some(({ value }) => counts(value));
  money.moved = () =>
    books.hasMoney() || isIn("/q/reservation/", () => true) || isIn("/k/row/", (row) => isMoneyRow(JSON.parse(row) as Row));
  refuseOtherMeta(meta && (JSON.parse(meta.value) as Meta), currency, money.moved());
  const known = Array.from(store.scan("/q/box/"), ({ value }) => (JSON.parse(value) as { id: BoxId }).id);
  return identityOf({ data, known, newId, now });
}

/** Reads box.json; where it is gone, the store says who it was. Throws Fault data-damaged when neither is sure. */
async function identityOf({ data, known, newId, now }: IdentityParts): Promise<BoxId> {
  const file = join(data, "box.json");
  const said = await readId(file);
  if (said !== undefined && (known.length === 0 || known.includes(said))) return said;
  if (said !== undefined)
    throw damaged(
      `${file} says that this is the box ${said}, but the store is of the box ${known.join(", ")}: one of them was put here from elsewhere`,
    );
  if (known.length > 1) throw damaged(`${file}, which says who this box is, is gone, and the store knows several: ${known.join(", ")}`);
  const id = known[0] ?? (newId() as BoxId);
  await replaceFile(file, JSON.stringify({ id, createdAt: now() }));
  return id;
}

async function readId(file: string): Promise<BoxId | undefined> {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  try {
    const { id } = JSON.parse(text) as { id?: unknown };
    if (typeof id === "string" && id !== "") return id as BoxId;
  } catch {
    // told below, as any other text that names nobody
  }
  throw damaged(`${file} does not say who this box is. Move it away: where the store knows, it is written anew`);
}

/**
 * Amounts are numbers: under another currency they would be relabelled, not converted. Before any has moved the settings may name another one.
 * Throws Fault config-invalid or data-damaged.
 */
function refuseOtherMeta(meta: Meta | undefined, currency: string, moneyMoved: boolean): void {
  if (meta === undefined) return;
  if (meta.schema > stateSchema)
    throw new Fault(
      "data-damaged",
      `The store was written by a newer version of Quoin (${meta.schema}; this one reads ${stateSchema}). Start that version`,
      {
        retry: "never",
      },
    );
  if (meta.currency !== currency && moneyMoved)
    throw new Fault(
      "config-invalid",
      `The settings say currency: ${currency}, but all money of this box is in ${meta.currency} and would only be relabelled. Put currency: ${meta.currency} into the settings`,
      { retry: "never" },
    );
}

/** Full books beside an empty store: every balance would be 0, and new rows would contradict the old ones. Throws Fault data-damaged. */
export function refuseLostStore(data: string, inUse: boolean, rows: number): void {
  if (!inUse && rows > 0)
    throw damaged(`The books hold ${rows} rows, but the store in ${join(data, "store")}, where the balances stand, is gone or empty`);
}

const damaged = (what: string): Fault =>
  new Fault("data-damaged", `${what}. Put it back, or restore a backup with: quoin restore FILE`, { retry: "never" });
