// What the search of the console finds: acts that are told, people, printers, queues, terminals, jobs by their number, pages, settings, the
// manual's headings.
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, queryOptions, useQuery } from "@tanstack/react-query";
import { plain } from "../../../daemon/words/index.ts";
import { best, type Entry, plain as plainWords } from "../../help/find.ts";
import { ask } from "../../shared/api.ts";
import { useWords, type Words } from "../../shared/words.tsx";
import { accountAt, jobAt, printerAt, queueAt, settingAt, terminalAt } from "../addresses.ts";
import { printersAsked, queuesAsked, settingsAsked, terminalsAsked } from "../asking.ts";
import { pages } from "../pages.tsx";
import type { Deed } from "./deeds.ts";
import { acts, useTold, verbsIn } from "./told.ts";

export type Found = { readonly name: string; readonly more?: string | undefined } & (
  | { /** A page of the console. */ readonly at: string }
  | { /** A heading of the manual. */ readonly help: string }
  | { /** To be typed on. */ readonly type: string }
  | { readonly deed: Deed }
);

export interface FoundGroup {
  readonly title: string;
  readonly found: readonly Found[];
}

export interface Finding {
  readonly groups: readonly FoundGroup[];
  /** What is missing of what was told, or why it cannot be. */
  readonly says?: string | undefined;
}

const most = 8;
const mostHeadings = 4;
/** Less is in every setting and every chapter. */
const leastLetters = 3;

export function useFound(typed: string): Finding {
  const { say } = useWords();
  const told = useTold(typed);
  const things = useThings(told ? "" : typed.trim());
  if (!told) return { groups: things };
  const found = told.deeds.map((deed) => ({ name: deed.name, more: deed.more, deed }));
  return { groups: found.length > 0 ? [{ title: say("admin.find.acts"), found }] : [], says: told.says };
}

const headingsAsked = (language: string) =>
  queryOptions({
    queryKey: ["manual", language],
    queryFn: async ({ signal }) => (await (await fetch(`/help/${language}/words.json`, { signal })).json()) as readonly Entry[],
    staleTime: Number.POSITIVE_INFINITY,
  });

function useThings(text: string): readonly FoundGroup[] {
  const words = useWords();
  const { say, language } = words;
  const [search] = useDebouncedValue(text.slice(0, 64), 120);
  const isLong = search.length >= leastLetters;
  const { data } = useQuery({
    queryKey: ["users", "find", search],
    queryFn: ({ signal }) => ask("GET /api/v1/users", { query: { search, limit: most }, signal }),
    enabled: search !== "",
    placeholderData: keepPreviousData,
  });
  const { data: printers = [] } = useQuery({ ...printersAsked, enabled: search !== "" });
  const { data: queues = [] } = useQuery({ ...queuesAsked, enabled: search !== "" });
  const { data: terminals = [] } = useQuery({ ...terminalsAsked, enabled: search !== "" });
  const { data: settings } = useQuery({ ...settingsAsked(language), enabled: isLong });
  const { data: headings = [] } = useQuery({ ...headingsAsked(language), enabled: isLong });
  const has = (...of: (string | undefined)[]): boolean => of.some((one) => plain(one ?? "").includes(plain(text)));
  const matching = <T>(all: readonly T[], of: (one: T) => (string | undefined)[]): T[] =>
    text === "" ? [] : all.filter((one) => has(...of(one))).slice(0, most);
  const wanted = text.length < leastLetters ? [] : plainWords(text).split(" ").filter(Boolean);
  return [
    { title: say("admin.find.say"), found: hintsFor(words, text) },
    {
      title: say("admin.page.accounts"),
      found: text === "" ? [] : (data?.users ?? []).map(({ login, name }) => ({ at: accountAt(login), name, more: login })),
    },
    {
      title: say("admin.page.printers"),
      found: matching(printers, ({ name, makeModel, uri }) => [name, makeModel, uri]).map(({ name, makeModel }) => ({
        at: printerAt(name),
        name,
        more: makeModel,
      })),
    },
    {
      title: say("admin.page.queues"),
      found: matching(queues, ({ name }) => [name]).map(({ name, mode }) => ({ at: queueAt(name), name, more: say(`mode.${mode}`) })),
    },
    {
      title: say("admin.page.terminals"),
      found: matching(terminals, ({ name }) => [name]).map(({ name, printers }) => ({
        at: terminalAt(name),
        name,
        more: printers.join(", "),
      })),
    },
    {
      title: say("admin.page.jobs"),
      found: /^[1-9]\d{0,9}$/.test(text) ? [{ at: jobAt(text), name: say("admin.job", { number: text }) }] : [],
    },
    { title: say("admin.find.pages"), found: pages.map(({ at, key }) => ({ at, name: say(key) })).filter(({ name }) => has(name)) },
    {
      title: say("admin.page.settings"),
      found: (text.length < leastLetters ? [] : matching(settings?.settings ?? [], ({ name, label }) => [name, label])).map(
        ({ name, label, section }) => ({ at: settingAt(name), name: label, more: section }),
      ),
    },
    {
      title: say("admin.find.help"),
      found: best(headings, wanted)
        .slice(0, mostHeadings)
        .map(({ at, chapter, heading }) => ({
          help: `/help/${language}/${at.replace(/#top$/, "")}`,
          name: heading,
          more: chapter === heading ? undefined : chapter,
        })),
    },
  ].filter(({ found }) => found.length > 0);
}

/** What can be told, for whoever has typed nothing yet, or the beginning of its word. */
function hintsFor(words: Words, text: string): Found[] {
  const verbs = verbsIn(words);
  return acts.flatMap((act) => {
    const verb = verbs[act].find((each) => plain(each).startsWith(plain(text)));
    const example = words.say(`admin.find.${act}.example`);
    return verb === undefined ? [] : [{ type: `${verb} `, name: example, more: words.say(`admin.find.${act}.what`) }];
  });
}
