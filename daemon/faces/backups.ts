// Backups through the API: into a file of this machine, or to take away.
import { once } from "node:events";
import { createReadStream } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Deps } from "../api/deps.ts";
import { linesIn } from "../backup.ts";
import { isRefusal, type Refusal, refuse } from "../domain/refusal.ts";

/** In the data directory, while it is made; a crash leaves at most one. */
const takenName = "taken.backup";

type Parts = Pick<Deps, "data" | "backup">;

export function backupsOf({ data, backup }: Parts): Parts & Pick<Deps, "takeBackup"> {
  let isUnderWay = false;
  const takeBackup = async (signal: AbortSignal): Promise<AsyncIterable<string> | Refusal> => {
    if (isUnderWay) return refuse("backup-under-way");
    isUnderWay = true;
    try {
      return await taken(join(data, takenName), backup, signal);
    } finally {
      isUnderWay = false;
    }
  };
  return { data, backup, takeBackup };
}

/**
 * Made whole first: a slow reader would hold the store's pages for as long as it reads. Then read from a file that has no name any more, so that
 * nothing of it stays, however its reader ends.
 */
async function taken(file: string, backup: Deps["backup"], signal: AbortSignal): Promise<AsyncIterable<string> | Refusal> {
  const made = await backup(file);
  if (isRefusal(made)) return made;
  const input = createReadStream(file, { encoding: "utf8" });
  await once(input, "open");
  await rm(file);
  const leave = (): void => void input.destroy();
  if (signal.aborted) leave();
  else signal.addEventListener("abort", leave, { once: true });
  return linesIn(input);
}
