// Jobs somebody just deleted: the box is told some seconds later, so that it can be undone; at once where the page is left.
import { useQueryClient } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { address, ask, headers } from "../shared/api.ts";

/** Long enough to read the line and press; a job deleted for good is sent again in a moment. */
const undoWithinMs = 10_000;

interface Deletion {
  readonly stop: () => void;
}

/** Beside the pages, because another tab of the portal must not end it. */
let deletions: ReadonlyMap<string, Deletion> = new Map();
const listeners = new Set<() => void>();

function change(act: (next: Map<string, Deletion>) => void): void {
  const next = new Map(deletions);
  act(next);
  deletions = next;
  for (const told of listeners) told();
}

addEventListener("pagehide", () => {
  for (const [job, { stop }] of deletions) {
    stop();
    void fetch(address("DELETE /api/v1/me/jobs/{job}", { job }), { method: "DELETE", headers: headers(), keepalive: true });
  }
});

export interface Deleting {
  readonly has: (job: string) => boolean;
  readonly begin: (jobs: readonly string[]) => void;
  readonly undo: (job: string) => void;
}

/** `failed` hears what the box said to a deletion; the job is there again. */
export function useDeleting(failed: (error: unknown) => void): Deleting {
  const client = useQueryClient();
  const now = useSyncExternalStore(listen, () => deletions);
  const finish = async (job: string): Promise<void> => {
    try {
      await ask("DELETE /api/v1/me/jobs/{job}", { params: { job } });
    } catch (error) {
      failed(error);
    }
    await client.invalidateQueries({ queryKey: ["me"] });
    change((next) => next.delete(job));
  };
  return {
    has: (job) => now.has(job),
    begin: (jobs) =>
      change((next) => {
        for (const job of jobs) {
          const timer = setTimeout(() => void finish(job), undoWithinMs);
          next.set(job, { stop: () => clearTimeout(timer) });
        }
      }),
    undo: (job) =>
      change((next) => {
        next.get(job)?.stop();
        next.delete(job);
      }),
  };
}

function listen(told: () => void): () => void {
  listeners.add(told);
  return () => listeners.delete(told);
}
