// Makes deeds of what somebody told the console to do: asks the box whom and what it is about, and says what is missing.
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { JobPlace, JobView } from "../../../daemon/api/contract/jobs.ts";
import { plain } from "../../../daemon/words/index.ts";
import { ask, Problem } from "../../shared/api.ts";
import { useWords, type Words } from "../../shared/words.tsx";
import { standingOf } from "../job-words.ts";
import { useWordOfPrinter } from "../printer-words.ts";
import { type Deed, type PricedPlace, release, remove, topUp } from "./deeds.ts";
import { type Act, readWish, type Verbs, type Wish } from "./wish.ts";

export interface Told {
  readonly deeds: readonly Deed[];
  /** What is missing, or why it cannot be. */
  readonly says?: string;
}

export const acts: readonly Act[] = ["top-up", "release", "delete"];

/** More people of one name are told apart by more letters. */
const most = 8;
/** Whoever types is not asked about at each letter. */
const pauseMs = 120;

export const verbsIn = ({ say }: Pick<Words, "say">): Verbs => ({
  "top-up": say("admin.find.top-up").split(", "),
  release: say("admin.find.release").split(", "),
  delete: say("admin.find.delete").split(", "),
});

/** undefined: what was typed tells nothing to be done. */
export function useTold(typed: string): Told | undefined {
  const words = useWords();
  const wordOf = useWordOfPrinter();
  const wish = readWish(verbsIn(words), typed);
  const [who] = useDebouncedValue(wish && "who" in wish ? wish.who.slice(0, 64) : "", pauseMs);
  const [number] = useDebouncedValue(wish && "number" in wish ? wish.number : "", pauseMs);
  const people = useQuery({
    queryKey: ["users", "find", who],
    queryFn: ({ signal }) => ask("GET /api/v1/users", { query: { search: who, limit: most }, signal }),
    enabled: who !== "",
    placeholderData: keepPreviousData,
  });
  const job = useQuery({
    queryKey: ["job", number],
    queryFn: ({ signal }) => ask("GET /api/v1/jobs/{job}", { params: { job: number }, signal }),
    enabled: number !== "",
    retry: false,
  });
  if (wish === undefined) return undefined;
  if ("lacks" in wish) return { deeds: [], says: lacking(words, wish) };
  if (wish.act === "top-up") {
    // Until the box was asked about this very name nobody else is offered in its place.
    if (who !== wish.who.slice(0, 64) || people.isPlaceholderData || !people.data) return { deeds: [] };
    const found = people.data.users.toSorted((a, b) => Number(b.login === plain(who)) - Number(a.login === plain(who)));
    const deeds = found.map((user) => topUp(words, user, wish.amount, wish.reason));
    return deeds.length > 0 ? { deeds } : { deeds, says: words.say("admin.find.nobody", { who: wish.who }) };
  }
  if (number !== wish.number) return { deeds: [] };
  if (job.error && !job.data) return { deeds: [], says: job.error instanceof Problem ? job.error.message : words.say("page.lost") };
  if (!job.data) return { deeds: [] };
  if (!job.data.held) return { deeds: [], says: words.say("admin.find.over", { number, word: standingOf(words, job.data).word }) };
  return wish.act === "delete" ? { deeds: [remove(words, job.data)] } : released(words, job.data, wish.printer, wordOf);
}

type Job = JobView & { readonly places?: readonly JobPlace[] };

function released(words: Words, job: Job, printer: string, wordOf: (state: string) => string): Told {
  const { say, money } = words;
  const { login } = job;
  const number = String(job.number);
  const no = (says: string): Told => ({ deeds: [], says });
  if (login === undefined) return no(say("admin.find.unclaimed", { number }));
  if (!job.places) return no(job.sentence ?? say("admin.find.checking", { number }));
  const wanted = job.places.filter((place) => plain(place.printer).includes(plain(printer)));
  if (wanted.length === 0) return no(say(printer === "" ? "admin.find.nowhere" : "admin.find.nowhere.of", { number, printer }));
  const owned = { ...job, login };
  const deeds = wanted
    .filter((place): place is PricedPlace => place.price !== undefined && place.missing === undefined && place.sentence === undefined)
    .map((place) => release(words, owned, place, wordOf(place.state)));
  if (deeds.length > 0) return { deeds };
  const [nearest] = wanted;
  if (nearest?.missing !== undefined) return no(say("admin.find.short", { login, missing: money(nearest.missing), number }));
  return no(nearest?.sentence ?? say("admin.find.nowhere", { number }));
}

type Lacking = Extract<Wish, { readonly lacks: string }>;

function lacking({ say }: Words, { act, lacks, typed }: Lacking): string {
  const example = say(`admin.find.${act}.example`);
  return say(`admin.find.lacks.${lacks}`, { example, typed });
}
