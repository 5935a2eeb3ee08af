// Small files replaced as a whole: whoever reads one after a crash reads the old or the new, never a half.
import { mkdir, open, rename, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { Fault } from "./faults.ts";

/** Readable by the owner only. Durable when it resolves. */
export async function replaceFile(path: string, text: string | Uint8Array): Promise<void> {
  const file = await open(`${path}.new`, "w", 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.new`, path);
  await syncDirectory(dirname(path));
}

/** Names made, changed or removed there are durable when it resolves. */
export async function syncDirectory(path: string): Promise<void> {
  const folder = await open(path);
  await folder.sync().finally(() => folder.close());
}

/**
 * Makes a directory of the box's data and those above it. Not Node's own recursion: where a system that makes no directories answers
 * "no such file", as /proc does, that asks for ever. Throws Fault config-invalid with a sentence.
 */
export async function makeDirectory(path: string): Promise<void> {
  try {
    await make(resolve(path));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Fault("config-invalid", `The directory ${path} cannot be made (${why}). Name another with --data`, { retry: "later", cause });
  }
}

async function make(path: string): Promise<void> {
  if (await isDirectory(path)) return;
  const above = dirname(path);
  if (above !== path) await make(above);
  await mkdir(path, { mode: 0o700 }).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST" || !(await isDirectory(path))) throw error; // another start made it meanwhile
  });
}

const isDirectory = (path: string): Promise<boolean> =>
  stat(path).then(
    (about) => about.isDirectory(),
    () => false,
  );
