// What a row looks like in the books: canonical text and a hash chain, so that every keeper's dump is the same to the byte.
import { hash } from "node:crypto";
import type { Row } from "../domain/ledger.ts";

/** Keys in order at every depth, no blanks, nothing undefined. The same row gives the same text on every box. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item)).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  let text = "";
  for (const key of Object.keys(value).sort()) {
    const item = (value as Record<string, unknown>)[key];
    if (item !== undefined) text += `${text === "" ? "" : ","}${JSON.stringify(key)}:${canonical(item)}`;
  }
  return `{${text}}`;
}

/** Before the first row. */
export const noHash: Uint8Array = new Uint8Array(32);

/** SHA-256 of the hash before and the row's canonical text: a row changed, removed or put in between breaks every hash after it. */
export const chained = (before: Uint8Array, json: string): Uint8Array =>
  hash("sha256", Buffer.concat([before, Buffer.from(json)]), "buffer");

export interface StoredRow {
  readonly seq: number;
  readonly id: string;
  readonly hash: Uint8Array;
  readonly json: string;
}

/** A line of the dump: the row with its number and its link in the chain. */
export const dumpLine = ({ seq, hash, json }: StoredRow): string =>
  `{"seq":${seq},"hash":"${Buffer.from(hash).toString("hex")}",${json.slice(1)}`;

export const parseRow = (json: string): Row => JSON.parse(json) as Row;
