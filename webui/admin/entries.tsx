// Every movement of money of everybody, searched by the box: by kind, days, amount, person, reason. What is searched for stands in the address.
import { Anchor, Group, Select, Text, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { Link, useSearchParams } from "wouter";
import type { EntryView } from "../../daemon/api/contract/entries.ts";
import { readAmount } from "../../daemon/words/format.ts";
import { ask } from "../shared/api.ts";
import { type Column, DataTable } from "../shared/table.tsx";
import { useView } from "../shared/table-view.ts";
import { useWords, useZone, type Words } from "../shared/words.tsx";
import { dayAfter, momentIn } from "../shared/zone.ts";
import { accountAt } from "./addresses.ts";
import { Failed } from "./failed.tsx";

const kinds = ["charge", "refund", "top-up", "adjustment"] as const;
const [atOnce, mostAtOnce] = [100, 1000];

interface Wanted {
  readonly search?: string;
  readonly kind?: EntryView["kind"];
  readonly from?: number;
  readonly to?: number;
  readonly least?: number;
  readonly most?: number;
}

export function Entries() {
  const words = useWords();
  const { say } = words;
  const [params, setParams] = useSearchParams();
  const { filter } = useView();
  const [search] = useDebouncedValue(filter.trim().slice(0, 64), 200);
  const zone = useZone();
  const wanted = useMemo(() => wantedIn(params, search, zone), [params, search, zone]);
  const page = (before: number | undefined, limit: number) =>
    ask("GET /api/v1/ledger/entries", { query: { ...wanted, limit, ...(before === undefined ? {} : { before }) } });
  const { data, error, refetch, fetchNextPage, hasNextPage } = useInfiniteQuery({
    queryKey: ["entries", wanted],
    queryFn: ({ pageParam }) => page(pageParam, atOnce),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  });
  const rows = useMemo(() => data?.pages.flatMap(({ entries }) => entries), [data]);
  const columns = useMemo(() => columnsIn(words), [words]);
  const all = async (): Promise<EntryView[]> => {
    const found: EntryView[] = [];
    for (let before: number | undefined; ; ) {
      const { entries, next } = await page(before, mostAtOnce);
      found.push(...entries);
      if (next === undefined) return found;
      before = next;
    }
  };
  const field = (name: string): string => params.get(name) ?? "";
  const set = (name: string, value: string): void =>
    setParams(
      (before) => {
        const after = new URLSearchParams(before);
        if (value === "") after.delete(name);
        else after.set(name, value);
        return after;
      },
      { replace: true },
    );
  const text = (name: "from" | "to" | "least" | "most", type: "date" | "text") => (
    <TextInput
      w={150}
      type={type}
      label={say(`entries.${name}`)}
      value={field(name)}
      onChange={(event) => set(name, event.currentTarget.value)}
      {...(type === "text" ? { inputMode: "decimal" as const } : {})}
    />
  );
  if (error && !data) return <Failed error={error} again={() => void refetch()} />;
  return (
    <>
      <Group align="flex-end">
        <Select
          w={180}
          label={say("admin.statement.kind")}
          placeholder={say("entries.every-kind")}
          value={field("kind") || null}
          onChange={(kind) => set("kind", kind ?? "")}
          data={kinds.map((value) => ({ value, label: say(`money.${value}`) }))}
          clearable
          clearButtonProps={{ "aria-label": say("admin.clear") }}
        />
        {text("from", "date")}
        {text("to", "date")}
        {text("least", "text")}
        {text("most", "text")}
      </Group>
      <Text size="sm" c="dimmed">
        {say("entries.hint")}
      </Text>
      <DataTable
        name={say("admin.page.ledger")}
        columns={columns}
        rows={rows}
        keyOf={({ id }) => id}
        partial={{ all, more: hasNextPage ? () => void fetchNextPage() : undefined }}
        empty={{ title: say("portal.statement.none"), hint: say("admin.statement.none.hint") }}
      />
    </>
  );
}

/** Days are the place's, as in the list below them. */
function wantedIn(params: URLSearchParams, search: string, zone: string | undefined): Wanted {
  const amount = (name: string): number | undefined => {
    const read = readAmount(params.get(name) ?? "");
    return read === undefined ? undefined : Math.abs(read);
  };
  const kind = kinds.find((each) => each === params.get("kind"));
  const found = {
    search: search || undefined,
    kind,
    from: momentIn(zone, params.get("from") ?? ""),
    to: dayAfter(zone, params.get("to") ?? ""),
    least: amount("least"),
    most: amount("most"),
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}

function columnsIn({ say, money, date }: Words): Column<EntryView>[] {
  return [
    { key: "at", head: say("admin.statement.at"), text: ({ at }) => date(at) },
    {
      key: "login",
      head: say("admin.job.user"),
      text: ({ login }) => login,
      show: ({ login }) => (
        <Anchor component={Link} href={accountAt(login)}>
          {login}
        </Anchor>
      ),
    },
    { key: "kind", head: say("admin.statement.kind"), text: ({ kind }) => say(`money.${kind}`) },
    { key: "reason", head: say("admin.credit.reason"), text: ({ reason = "" }) => reason },
    { key: "by", head: say("admin.statement.by"), text: ({ by }) => by },
    {
      key: "amount",
      head: say("admin.statement.amount"),
      text: ({ amount }) => (amount > 0 ? `+${money(amount)}` : money(amount)),
      cell: ({ amount }) => amount / 10_000,
      figures: true,
    },
    {
      key: "balance",
      head: say("admin.statement.balance"),
      text: ({ balance }) => money(balance),
      cell: ({ balance }) => balance / 10_000,
      figures: true,
    },
  ];
}
