// The word and the colour for where a job stands.
import type { JobView } from "../../daemon/api/contract/jobs.ts";
import type { Tone } from "../shared/theme.ts";
import type { Words } from "../shared/words.tsx";

export interface JobStanding {
  readonly tone: Tone;
  readonly word: string;
}

export function standingOf({ say }: Pick<Words, "say">, job: JobView): JobStanding {
  const { held, state, problem, impressions = 0, review } = job;
  if (held) {
    if (job.login === undefined) return { tone: "waiting", word: say("job.unclaimed") };
    if (problem !== undefined) return { tone: "needs", word: say("admin.job.cannot") };
    return job.impressions === undefined ? { tone: "unknown", word: say("job.checking") } : { tone: "waiting", word: say("job.waiting") };
  }
  if (review !== undefined) return { tone: "needs", word: say("admin.job.review") };
  if (state === "completed") return { tone: "ready", word: say("job.printed") };
  if (state === "canceled") return { tone: "unknown", word: say(impressions > 0 ? "job.partly-printed" : "job.deleted") };
  if (state === "aborted") return { tone: "unknown", word: say(impressions > 0 ? "job.partly-printed" : "job.not-printed") };
  if (state === "processing-stopped") return { tone: "needs", word: say("job.stopped") };
  return { tone: "ready", word: say("job.printing") };
}

/** What it was called. Nobody's is hidden; one that was deleted has lost it. */
export function titleOf({ say }: Pick<Words, "say">, { title, login, held, state }: JobView): string {
  if (title !== "") return title;
  if (held && login === undefined) return say("admin.job.hidden");
  return say(state === "canceled" ? "admin.job.title-gone" : "portal.untitled");
}
