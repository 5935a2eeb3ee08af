// What a person printed, and every row of their account: both in the address, each explained, all of it to take along.
import { Button, Card, Group, SegmentedControl, Select, Skeleton, Stack, Text, TextInput, Title } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconDownload, IconSearch } from "@tabler/icons-react";
import { keepPreviousData, useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useSearchParams } from "wouter";
import type { MyEndedJobView, MyStatementRow } from "../../daemon/api/contract/my-history.ts";
import { reviewSentence } from "../../daemon/words/reasons.ts";
import { ask } from "../shared/api.ts";
import { download } from "../shared/download.ts";
import { Empty } from "../shared/empty.tsx";
import { Lost, Told } from "../shared/states.tsx";
import { useWords } from "../shared/words.tsx";
import { Lines } from "./lines.tsx";
import classes from "./history.module.css";
import { endedKey, historyFile, kindOf, statementFile, stoppedBy, wholeHistory, wholeStatement } from "./statement-file.ts";

const atOnce = 25;
/** Somebody types: the box is asked once they pause. */
const pauseMs = 250;

export function History() {
  const { say } = useWords();
  const [search, setSearch] = useSearchParams();
  const shown = search.get("show") === "account" ? "account" : "jobs";
  return (
    <Stack component="section" gap="sm">
      <Title order={1} size="h3">
        {say("portal.history")}
      </Title>
      <SegmentedControl
        aria-label={say("portal.history")}
        value={shown}
        onChange={(show) => setSearch(show === "jobs" ? {} : { show })}
        data={[
          { value: "jobs", label: say("portal.history.jobs") },
          { value: "account", label: say("portal.history.account") },
        ]}
      />
      {shown === "jobs" ? <Printed /> : <Statement />}
    </Stack>
  );
}

function Printed() {
  const words = useWords();
  const { say } = words;
  const [typed, setTyped] = useState("");
  const [search] = useDebouncedValue(typed.trim().slice(0, 100), pauseMs);
  const [which, setWhich] = useState<"all" | "printed" | "not">("all");
  const asked = { ...(search === "" ? {} : { search }), ...(which === "all" ? {} : { printed: which === "printed" }) };
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ["me", "history", asked],
    queryFn: ({ pageParam }) =>
      ask("GET /api/v1/me/history", { query: { ...asked, ...(pageParam === "" ? {} : { before: pageParam }), limit: atOnce } }),
    initialPageParam: "",
    getNextPageParam: ({ jobs }) => (jobs.length < atOnce ? undefined : jobs.at(-1)?.id),
    placeholderData: keepPreviousData,
  });
  if (error && !data) return <Lost again={() => void refetch()} />;
  const jobs = data?.pages.flatMap((page) => page.jobs);
  return (
    <>
      <Group gap="sm" wrap="nowrap">
        <TextInput
          flex={1}
          aria-label={say("portal.history.search")}
          placeholder={say("portal.history.search")}
          leftSection={<IconSearch size={18} aria-hidden />}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Select
          w={150}
          aria-label={say("portal.history.which")}
          value={which}
          allowDeselect={false}
          onChange={(chosen) => setWhich(chosen as typeof which)}
          data={(["all", "printed", "not"] as const).map((value) => ({ value, label: say(`portal.history.which.${value}`) }))}
        />
      </Group>
      {!jobs && <Skeleton h={200} />}
      {jobs?.length === 0 &&
        (search === "" && which === "all" ? (
          <Empty title={say("portal.history.none")}>{say("portal.waiting.none.hint")}</Empty>
        ) : (
          <Empty title={say("table.none")}>{say("table.none.hint")}</Empty>
        ))}
      {jobs && jobs.length > 0 && (
        <TakeAlong name={say("portal.history.file.jobs")} file={async (loaded) => historyFile(words, await wholeHistory(asked, loaded))} />
      )}
      {jobs?.map((job) => (
        <EndedJob key={job.id} job={job} />
      ))}
      {hasNextPage && <More more={fetchNextPage} isPending={isFetchingNextPage} />}
    </>
  );
}

function EndedJob({ job }: { readonly job: MyEndedJobView }) {
  const { say, money, date, language } = useWords();
  const { title, endedAt, impressions = 0, charged = 0, printer, review } = job;
  const facts = [
    endedAt === undefined ? undefined : date(endedAt),
    printer,
    impressions > 0 ? say("portal.pages", { n: impressions }) : undefined,
  ];
  const why = stoppedBy(language, job);
  return (
    <Entry
      head={title || say(impressions > 0 ? "portal.untitled" : endedKey(job))}
      facts={facts.filter((fact) => fact !== undefined).join(" · ")}
      amount={money(charged)}
    >
      <Lines lines={job.lines} refunded={job.refunded} />
      {why !== "" && <Text size="sm">{say("portal.history.stopped", { reasons: why })}</Text>}
      {review !== undefined && <Text size="sm">{reviewSentence(language, review)}</Text>}
    </Entry>
  );
}

function Statement() {
  const words = useWords();
  const { say } = words;
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ["me", "statement"],
    queryFn: ({ pageParam }) =>
      ask("GET /api/v1/me/statement", { query: { ...(pageParam === "" ? {} : { before: pageParam }), limit: atOnce } }),
    initialPageParam: "",
    getNextPageParam: ({ rows }) => (rows.length < atOnce ? undefined : rows.at(-1)?.id),
  });
  if (error && !data) return <Lost again={() => void refetch()} />;
  const rows = data?.pages.flatMap((page) => page.rows);
  return (
    <>
      {!rows && <Skeleton h={200} />}
      {rows?.length === 0 && <Empty title={say("portal.statement.none")}>{say("portal.statement.none.hint")}</Empty>}
      {rows && rows.length > 0 && (
        <TakeAlong name={say("portal.history.file")} file={async (loaded) => statementFile(words, await wholeStatement(loaded))} />
      )}
      {rows?.map((row) => (
        <Movement key={row.id} row={row} />
      ))}
      {hasNextPage && <More more={fetchNextPage} isPending={isFetchingNextPage} />}
    </>
  );
}

interface TakeAlongProps {
  readonly name: string;
  /** The file's text; it says how much is read so far. */
  readonly file: (loaded: (rows: number) => void) => Promise<string>;
}

/** All of it as a file, however long it is: the page says how far it is. */
function TakeAlong({ name, file }: TakeAlongProps) {
  const { say } = useWords();
  const [loaded, setLoaded] = useState(0);
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => file(setLoaded),
    onSuccess: (text) => download(`${name}.csv`, text),
  });
  return (
    <>
      <Group>
        <Button
          variant="default"
          leftSection={<IconDownload size={18} aria-hidden />}
          disabled={isPending}
          className="figures"
          onClick={() => mutate()}
        >
          {isPending ? say("portal.history.loaded", { n: loaded }) : say("table.csv")}
        </Button>
      </Group>
      <Told error={error} />
    </>
  );
}

function Movement({ row }: { readonly row: MyStatementRow }) {
  const { say, money, date } = useWords();
  const { at, kind, amount, balance, reason, title, printer } = row;
  const facts = [date(at), title === undefined ? undefined : title || say("portal.untitled"), printer, reason];
  return (
    <Entry
      head={say(`money.${kindOf(kind)}`)}
      facts={facts.filter((fact) => fact !== undefined).join(" · ")}
      amount={amount > 0 ? `+${money(amount)}` : money(amount)}
      after={say("portal.history.balance", { amount: money(balance) })}
    >
      <Lines lines={row.lines} refunded={row.refunded} />
    </Entry>
  );
}

interface EntryProps {
  readonly head: string;
  readonly facts: string;
  readonly amount: string;
  readonly after?: string;
  readonly children: ReactNode;
}

function Entry({ head, facts, amount, after, children }: EntryProps) {
  return (
    <Card bg="var(--quoin-card)" p="sm" withBorder component="article">
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <div style={{ minWidth: 0 }}>
          <Text fw={550} lineClamp={1} dir="auto" className={classes.begins} style={{ overflowWrap: "anywhere" }}>
            {head}
          </Text>
          <Text size="sm" c="dimmed" lineClamp={2} dir="auto" style={{ overflowWrap: "anywhere" }}>
            {facts}
          </Text>
        </div>
        <div style={{ whiteSpace: "nowrap", textAlign: "right" }}>
          <Text className="figures" fw={600}>
            {amount}
          </Text>
          {after !== undefined && (
            <Text className="figures" size="sm" c="dimmed">
              {after}
            </Text>
          )}
        </div>
      </Group>
      {children}
    </Card>
  );
}

function More({ more, isPending }: { readonly more: () => Promise<unknown>; readonly isPending: boolean }) {
  const { say } = useWords();
  return (
    <Button variant="default" loading={isPending} onClick={() => void more()}>
      {say("page.more")}
    </Button>
  );
}
