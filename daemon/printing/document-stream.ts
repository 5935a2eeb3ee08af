// A document on its way in, read once. Early ends leave the stream open: destroying a request would take away the answer's connection.
import type { Refusal } from "../domain/refusal.ts";
import type { SpoolFile } from "./spool.ts";

export type DocumentStream = AsyncIterable<Uint8Array>;

/** The same document, once its first bytes are there; undefined when it ends without any. */
export async function peek(document: DocumentStream): Promise<DocumentStream | undefined> {
  const chunks = document[Symbol.asyncIterator]();
  let first = await chunks.next();
  while (!first.done && first.value.length === 0) first = await chunks.next();
  if (first.done) return undefined;
  let pending: IteratorResult<Uint8Array> | undefined = first;
  const next = async (): Promise<IteratorResult<Uint8Array>> => {
    const chunk = pending ?? (await chunks.next());
    pending = undefined;
    return chunk;
  };
  return { [Symbol.asyncIterator]: () => ({ next }) };
}

/** Writes all of it. When the stream breaks, the file is aborted and the break thrown on; after a refusal the rest is the caller's. */
export async function pour(document: DocumentStream, file: SpoolFile): Promise<Refusal | undefined> {
  const chunks = document[Symbol.asyncIterator]();
  try {
    for (let chunk = await chunks.next(); !chunk.done; chunk = await chunks.next()) {
      const refused = await file.write(chunk.value);
      if (refused) return refused;
    }
    return undefined;
  } catch (error) {
    await file.abort();
    throw error;
  }
}
