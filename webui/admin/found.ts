// What the search of the console finds: something to do, a person, a printer, a job by its number, a page.
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { UserView } from "../../daemon/api/contract/users.ts";
import { readAmount } from "../../daemon/words/format.ts";
import { ask } from "../shared/api.ts";
import { plain } from "../../daemon/words/index.ts";
import { useWords, type Words } from "../shared/words.tsx";
import { accountAt, jobAt, printerAt, topUpAt } from "./addresses.ts";
import { printersAsked } from "./asking.ts";
import { pages } from "./pages.tsx";

export interface Found {
  readonly at: string;
  readonly name: string;
  readonly more?: string | undefined;
}

export interface FoundGroup {
  readonly title: string;
  readonly found: readonly Found[];
}

const most = 8;

export function useFound(typed: string): readonly FoundGroup[] {
  const words = useWords();
  const { say } = words;
  const text = typed.trim();
  const topUp = topUpIn(words, text);
  const [search] = useDebouncedValue((topUp?.who ?? text).slice(0, 64), 120);
  const { data } = useQuery({
    queryKey: ["users", "find", search],
    queryFn: ({ signal }) => ask("GET /api/v1/users", { query: { search, limit: most }, signal }),
    enabled: search !== "",
    placeholderData: keepPreviousData,
  });
  const { data: printers = [] } = useQuery({ ...printersAsked, enabled: search !== "" });
  const people = text === "" ? [] : (data?.users ?? []);
  if (topUp) return [{ title: say("admin.find.acts"), found: people.map((user) => topUpOf(words, user, topUp.amount)) }];
  const has = (...of: (string | undefined)[]): boolean => of.some((one) => plain(one ?? "").includes(plain(text)));
  return [
    { title: say("admin.page.accounts"), found: people.map(({ login, name }) => ({ at: accountAt(login), name, more: login })) },
    {
      title: say("admin.page.printers"),
      found: printers
        .filter(({ name, makeModel, uri }) => text !== "" && has(name, makeModel, uri))
        .slice(0, most)
        .map(({ name, makeModel }) => ({ at: printerAt(name), name, more: makeModel })),
    },
    {
      title: say("admin.page.jobs"),
      found: /^[1-9]\d{0,9}$/.test(text) ? [{ at: jobAt(text), name: say("admin.job", { number: text }) }] : [],
    },
    { title: say("admin.find.pages"), found: pages.map(({ at, key }) => ({ at, name: say(key) })).filter(({ name }) => has(name)) },
  ].filter(({ found }) => found.length > 0);
}

/** "recharger amelie 5": whom, and by how much. */
function topUpIn({ say }: Words, text: string): { readonly who: string; readonly amount: string } | undefined {
  const act = say("admin.find.top-up")
    .split(", ")
    .find((one) => plain(text).startsWith(`${plain(one)} `));
  const [, who, amount] = (act === undefined ? undefined : /^(.+)\s+(\S+)$/.exec(text.slice(act.length).trim())) ?? [];
  return who === undefined || amount === undefined || (readAmount(amount) ?? 0) <= 0 ? undefined : { who, amount };
}

const topUpOf = ({ say, money }: Words, { login, name }: UserView, amount: string): Found => ({
  at: topUpAt(login, amount),
  name: say("admin.find.top-up.to", { name, amount: money(readAmount(amount) ?? 0) }),
  more: login,
});
