// People: a list that stays quick with a hundred thousand, since the box searches it and hands it out a page at a time.
import { Anchor, Button, Group, SegmentedControl, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconPlus } from "@tabler/icons-react";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { Link, useSearchParams } from "wouter";
import type { Contract } from "../../daemon/api/contract/index.ts";
import type { Asked } from "../../daemon/api/contract/route.ts";
import type { UserView } from "../../daemon/api/contract/users.ts";
import { ask } from "../shared/api.ts";
import { type Column, DataTable } from "../shared/table.tsx";
import { useView } from "../shared/table-view.ts";
import { useWords, type Words } from "../shared/words.tsx";
import { Failed } from "./failed.tsx";
import { accountAt } from "./addresses.ts";
import { AddAccount } from "./add-account.tsx";
import { useBeside } from "./aside.tsx";
import { UserActs } from "./user-acts.tsx";
import { PageHead } from "./page-head.tsx";

const atOnce = 50;
/** The box answers in a few milliseconds; what is typed in one go is one question all the same. */
const typingMs = 20;
/** For the file: the box's own limit. */
const mostAtOnce = 1000;

type Sort = NonNullable<NonNullable<Asked<Contract["GET /api/v1/users"]>["query"]>["sort"]>;
const sorts: readonly string[] = ["login", "name", "department", "credit", "reserved", "cards", "role"];

interface Wanted {
  readonly search: string;
  readonly sort: Sort;
  readonly closed: boolean;
}

const people = ({ search, sort, closed }: Wanted, after: string | undefined, limit: number, signal?: AbortSignal) =>
  ask("GET /api/v1/users", {
    ...(signal ? { signal } : {}),
    query: { limit, closed, sort, ...(search === "" ? {} : { search }), ...(after === undefined ? {} : { after }) },
  });

export function Accounts() {
  const words = useWords();
  const { say } = words;
  const [params] = useSearchParams();
  const { filter, sort } = useView();
  const closed = params.get("show") === "left";
  const [search] = useDebouncedValue(filter.trim().slice(0, 64), typingMs);
  // An address may name a column that is none.
  const column = sort && sorts.includes(sort.key) ? sort : { key: "login", down: false };
  const wanted: Wanted = { search, sort: `${column.down ? "-" : ""}${column.key}` as Sort, closed };
  const { data, error, refetch, fetchNextPage, hasNextPage } = useInfiniteQuery({
    queryKey: ["users", wanted],
    queryFn: ({ pageParam, signal }) => people(wanted, pageParam, atOnce, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  });
  const beside = useBeside();
  const [selected, select] = useState<ReadonlySet<string>>(new Set());
  const rows = useMemo(() => data?.pages.flatMap(({ users }) => users), [data]);
  const columns = useMemo(() => columnsIn(words), [words]);
  const partial = {
    all: () => everybody(wanted),
    more: hasNextPage ? () => void fetchNextPage() : undefined,
    total: data?.pages.at(-1)?.total,
  };
  const nameOf = (id: string): string => rows?.find((user) => user.id === id)?.name ?? id;
  if (error && !data) return <Failed error={error} again={() => void refetch()} />;
  return (
    <>
      <PageHead title={say("admin.page.accounts")} hint={say("admin.accounts.hint")}>
        <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={beside.add}>
          {say("admin.accounts.add")}
        </Button>
      </PageHead>
      <DataTable
        name={say("admin.page.accounts")}
        columns={columns}
        rows={rows}
        keyOf={({ id }) => id}
        partial={partial}
        empty={
          closed
            ? { title: say("admin.accounts.none-left"), hint: say("admin.accounts.none-left.hint") }
            : { title: say("admin.accounts.none"), hint: say("admin.accounts.none.hint") }
        }
        {...(closed ? {} : { selection: { selected, select, label: (id: string) => say("acts.users.choose", { name: nameOf(id) }) } })}
        tools={
          <>
            {!closed && <UserActs chosen={rows?.filter(({ id }) => selected.has(id)) ?? []} done={() => select(new Set())} />}
            <Which closed={closed} />
          </>
        }
      />
      <AddAccount opened={beside.adding} close={beside.close} />
    </>
  );
}

async function everybody(wanted: Wanted): Promise<UserView[]> {
  const all: UserView[] = [];
  for (let after: string | undefined; ; ) {
    const { users, next } = await people(wanted, after, mostAtOnce);
    all.push(...users);
    if (next === undefined) return all;
    after = next;
  }
}

/** Who left has no login of their own any more: somebody else may have it. */
const addressOf = ({ id, login, closed }: UserView): string => accountAt(closed ? id : login);

function columnsIn({ say, money, count }: Words): Column<UserView>[] {
  const credit = ({ limited, spendable }: UserView): string => (limited ? money(spendable) : say("portal.unlimited"));
  const ways = ({ cards, code, password }: UserView): string =>
    [
      cards > 0 ? say("portal.mine.cards", { n: cards }) : "",
      code ? say("admin.account.code") : "",
      password ? say("sign-in.password").toLowerCase() : "",
    ]
      .filter((way) => way !== "")
      .join(", ");
  return [
    {
      key: "name",
      head: say("admin.account.name"),
      text: ({ name }) => name,
      show: (user) => (
        <Anchor component={Link} href={addressOf(user)} fw={550} dir="auto" lineClamp={2}>
          {user.name}
        </Anchor>
      ),
    },
    { key: "login", head: say("sign-in.login"), text: ({ login }) => login },
    { key: "department", head: say("admin.account.department"), text: ({ department = "" }) => department },
    {
      key: "credit",
      head: say("admin.account.credit"),
      text: credit,
      sort: ({ limited, spendable }) => (limited ? spendable : Number.MAX_SAFE_INTEGER),
      cell: ({ balance }) => balance / 10_000,
      show: (user) => (
        <Text fw={550} className="figures">
          {credit(user)}
        </Text>
      ),
      figures: true,
    },
    {
      key: "reserved",
      head: say("admin.account.reserved"),
      text: ({ reserved }) => (reserved === 0 ? "" : money(reserved)),
      sort: ({ reserved }) => reserved,
      cell: ({ reserved }) => reserved / 10_000,
      figures: true,
    },
    { key: "cards", head: say("admin.account.ways"), text: ways, sort: ({ cards }) => count(cards) },
    {
      key: "role",
      head: say("admin.account.role"),
      text: ({ roles }) => (roles.includes("administrator") ? say("admin.account.administrator") : ""),
      show: ({ roles }) => (roles.includes("administrator") ? <Group gap={4}>{say("admin.account.administrator")}</Group> : null),
    },
  ];
}

function Which({ closed }: { readonly closed: boolean }) {
  const { say } = useWords();
  const [, setParams] = useSearchParams();
  return (
    <SegmentedControl
      aria-label={say("admin.accounts.which")}
      value={closed ? "left" : "here"}
      onChange={(show) => setParams(show === "left" ? { show } : {})}
      data={[
        { value: "here", label: say("admin.accounts.here") },
        { value: "left", label: say("admin.accounts.left") },
      ]}
    />
  );
}
