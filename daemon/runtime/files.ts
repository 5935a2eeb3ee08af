// Small files replaced as a whole: whoever reads one after a crash reads the old or the new, never a half.
import { open, rename } from "node:fs/promises";
import { dirname } from "node:path";

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
