// The log: what the box says of its work, newest first, filtered; followed where somebody waits for the next line.
import { Badge, Button, Group, NativeSelect, Stack, Switch, Text, TextInput } from "@mantine/core";
import { IconDownload, IconSearch } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { useSearchParams } from "wouter";
import type { LogLine, LogView } from "../../daemon/api/contract/log.ts";
import { address, ask } from "../shared/api.ts";
import { Empty } from "../shared/empty.tsx";
import { State } from "../shared/states.tsx";
import { useWords, useZone } from "../shared/words.tsx";
import { momentIn } from "../shared/zone.ts";
import { Failed } from "./failed.tsx";
import classes from "./log.module.css";
import { LogFile, type Wanted } from "./log-file.tsx";
import { PageHead } from "./page-head.tsx";
import { Section } from "./section.tsx";

const levels = ["debug", "info", "warn", "error"] as const;
type Level = (typeof levels)[number];
const usual: Level = "info";
/** Each time only what is new is read. */
const followMs = 1_500;
const atOnce = 200;
const most = 1_000;

export function Log() {
  const { say, date } = useWords();
  const zone = useZone();
  const { chosen, choose } = useChosen();
  const [live, setLive] = useState(true);
  const [limit, setLimit] = useState(atOnce);
  const [typed] = useDebouncedValue(chosen, 200);
  const wanted = asked(typed, zone);
  const query = { ...wanted, limit };
  const { data, error, refetch } = useQuery({
    queryKey: ["log", query],
    queryFn: async ({ signal, client, queryKey }) => {
      const seen = client.getQueryData<LogView>(queryKey);
      if (!seen) return ask("GET /api/v1/log", { query, signal });
      const { lines, more, ...view } = await ask("GET /api/v1/log", { query: { ...query, since: seen.at }, signal });
      const all = more ? lines : [...lines, ...seen.lines.filter(({ at }) => at < seen.at)];
      return { ...view, more: more || seen.more || all.length > limit, lines: all.slice(0, limit) };
    },
    refetchInterval: live ? followMs : false,
    placeholderData: keepPreviousData,
  });
  if (error && !data) return <Failed error={error} again={() => void refetch()} />;
  return (
    <>
      <PageHead title={say("admin.page.log")} hint={data?.from === undefined ? say("log.hint") : say("log.from", { at: date(data.from) })}>
        <Button
          component="a"
          href={address("GET /api/v1/diagnostics")}
          variant="default"
          leftSection={<IconDownload size={18} aria-hidden />}
        >
          {say("log.diagnostics")}
        </Button>
      </PageHead>
      <Text c="dimmed" mb="md" maw={720}>
        {say("log.diagnostics.hint")}
      </Text>
      <Section title={say("log.lines")} aside={<Switch label={say("log.live")} checked={live} onChange={() => setLive(!live)} />}>
        <Filters chosen={chosen} choose={choose} />
        <LogFile wanted={wanted} />
        {data?.lines.length === 0 && <Empty title={say("table.none")}>{say("table.none.hint")}</Empty>}
        <Lines lines={data?.lines ?? []} />
        {data?.more && limit < most && (
          <Button variant="default" style={{ alignSelf: "center" }} onClick={() => setLimit(Math.min(most, limit + atOnce))}>
            {say("page.more")}
          </Button>
        )}
      </Section>
    </>
  );
}

/** As the fields hold it, and the address: a colleague opens the same lines. */
interface Chosen {
  readonly level: Level;
  readonly part: string;
  readonly q: string;
  readonly from: string;
  readonly until: string;
}

function useChosen(): { readonly chosen: Chosen; readonly choose: (change: Partial<Chosen>) => void } {
  const [params, setParams] = useSearchParams();
  const text = (name: string, most: number): string => (params.get(name) ?? "").slice(0, most);
  const chosen: Chosen = {
    level: levels.find((each) => each === params.get("level")) ?? usual,
    part: text("part", 40),
    q: text("q", 100),
    from: text("from", 16),
    until: text("until", 16),
  };
  const choose = (change: Partial<Chosen>): void =>
    setParams(
      (before) => {
        const after = new URLSearchParams(before);
        for (const [name, value] of Object.entries(change))
          if (value === "" || value === usual) after.delete(name);
          else after.set(name, value);
        return after;
      },
      { replace: true },
    );
  return { chosen, choose };
}

/** Minutes are the place's, as in the lines. */
function asked({ level, part, q, from, until }: Chosen, zone: string | undefined): Wanted {
  const [since, minute] = [momentIn(zone, from), momentIn(zone, until)];
  return {
    level,
    ...(part === "" ? {} : { part }),
    ...(q === "" ? {} : { text: q }),
    ...(since === undefined ? {} : { since: Math.max(0, since) }),
    // The minute that is named is wanted, too.
    ...(minute === undefined ? {} : { before: Math.max(0, minute) + 60_000 }),
  };
}

function Filters({ chosen, choose }: { readonly chosen: Chosen; readonly choose: (change: Partial<Chosen>) => void }) {
  const { say } = useWords();
  return (
    <Group align="flex-end">
      <NativeSelect
        w={130}
        label={say("log.level")}
        value={chosen.level}
        data={levels.map((value) => ({ value, label: say(`log.level.${value}`) }))}
        onChange={(event) => choose({ level: levels.find((each) => each === event.currentTarget.value) ?? "info" })}
      />
      <TextInput
        w={120}
        label={say("log.part")}
        placeholder="books"
        maxLength={40}
        value={chosen.part}
        onChange={(event) => choose({ part: event.currentTarget.value.trim() })}
      />
      <TextInput
        w={190}
        type="search"
        label={say("log.text")}
        leftSection={<IconSearch size={18} aria-hidden />}
        maxLength={100}
        value={chosen.q}
        onChange={(event) => choose({ q: event.currentTarget.value })}
      />
      <TextInput
        w={215}
        type="datetime-local"
        label={say("log.since")}
        value={chosen.from}
        onChange={(event) => choose({ from: event.currentTarget.value })}
      />
      <TextInput
        w={215}
        type="datetime-local"
        label={say("log.until")}
        value={chosen.until}
        onChange={(event) => choose({ until: event.currentTarget.value })}
      />
    </Group>
  );
}

function Lines({ lines }: { readonly lines: readonly LogLine[] }) {
  const { say } = useWords();
  if (lines.length === 0) return null;
  return (
    <ul className={classes.lines} aria-label={say("log.lines")}>
      {lines.map((line, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two lines may say the same at the same time
        <Line key={`${line.at} ${line.event} ${lines.length - at}`} line={line} />
      ))}
    </ul>
  );
}

const tones = { debug: "unknown", info: "ready", warn: "waiting", error: "needs" } as const;

function Line({ line: { at, level, part, event, facts } }: { readonly line: LogLine }) {
  const { say, date } = useWords();
  return (
    <li className={classes.line}>
      <Text className="figures">{date(at)}</Text>
      <State tone={tones[level]}>{say(`log.level.${level}`)}</State>
      <Stack gap={2} className={classes.what}>
        <Group gap="xs">
          <Text>{event}</Text>
          {part !== "" && (
            <Badge variant="light" tt="none" c="var(--mantine-color-text)">
              {part}
            </Badge>
          )}
        </Group>
        {Object.entries(facts).map(([name, fact]) => (
          <Text key={name} size="sm" c="dimmed" style={{ whiteSpace: "pre-wrap" }} dir="auto">
            {name} {fact}
          </Text>
        ))}
      </Stack>
    </li>
  );
}
