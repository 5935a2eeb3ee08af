// What a person printed, and every row of their account.
import { Button, Card, Group, SegmentedControl, Skeleton, Stack, Text, Title } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useSearchParams } from "wouter";
import { reviewSentence } from "../../daemon/words/reasons.ts";
import { ask } from "../shared/api.ts";
import { Empty } from "../shared/empty.tsx";
import { Lost } from "../shared/states.tsx";
import { useWords } from "../shared/words.tsx";

const atOnce = 25;
const most = 200;

/** What was printed, and every row of the account: both in the address. */
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
  const { say, money, date, language } = useWords();
  const [limit, setLimit] = useState(atOnce);
  const { data, error, refetch } = useQuery({
    queryKey: ["me", "history", limit],
    queryFn: () => ask("GET /api/v1/me/history", { query: { limit } }),
    placeholderData: keepPreviousData,
  });
  if (error && !data) return <Lost again={() => void refetch()} />;
  if (!data) return <Skeleton h={200} />;
  if (data.jobs.length === 0) return <Empty title={say("portal.history.none")}>{say("portal.waiting.none.hint")}</Empty>;
  return (
    <>
      {data.jobs.map(({ id, title, endedAt, impressions = 0, charged = 0, printer, review, state }) => (
        <Card key={id} bg="var(--quoin-card)" p="sm" withBorder>
          <Group justify="space-between" wrap="nowrap" align="flex-start">
            <div style={{ minWidth: 0 }}>
              <Text fw={550} lineClamp={1} dir="auto">
                {title || say(state === "completed" ? "portal.untitled" : "job.deleted")}
              </Text>
              <Text size="sm" c="dimmed">
                {[
                  endedAt === undefined ? undefined : date(endedAt),
                  printer,
                  impressions > 0 ? say("portal.pages", { n: impressions }) : say("job.not-printed"),
                ]
                  .filter((part) => part !== undefined)
                  .join(" · ")}
              </Text>
              {review !== undefined && <Text size="sm">{reviewSentence(language, review)}</Text>}
            </div>
            <Text className="figures" fw={600} style={{ whiteSpace: "nowrap" }}>
              {money(charged)}
            </Text>
          </Group>
        </Card>
      ))}
      {data.total > data.jobs.length && limit < most && (
        <Button variant="default" onClick={() => setLimit(Math.min(most, limit * 2))}>
          {say("page.more")}
        </Button>
      )}
    </>
  );
}

function Statement() {
  const { say, money, date } = useWords();
  const { data, error, refetch } = useQuery({
    queryKey: ["me", "statement"],
    queryFn: () => ask("GET /api/v1/me/statement", { query: { limit: most } }),
  });
  if (error && !data) return <Lost again={() => void refetch()} />;
  if (!data) return <Skeleton h={200} />;
  if (data.rows.length === 0) return <Empty title={say("portal.statement.none")}>{say("portal.statement.none.hint")}</Empty>;
  return (
    <>
      {data.rows.map(({ id, at, kind, amount, balance, reason }) => (
        <Card key={id} bg="var(--quoin-card)" p="sm" withBorder>
          <Group justify="space-between" wrap="nowrap" align="flex-start">
            <div style={{ minWidth: 0 }}>
              <Text fw={550}>{say(`money.${kindOf(kind)}`)}</Text>
              <Text size="sm" c="dimmed" lineClamp={2}>
                {reason === undefined ? date(at) : `${date(at)} · ${reason}`}
              </Text>
            </div>
            <div style={{ whiteSpace: "nowrap", textAlign: "right" }}>
              <Text className="figures" fw={600}>
                {amount > 0 ? `+${money(amount)}` : money(amount)}
              </Text>
              <Text className="figures" size="sm" c="dimmed">
                {money(balance)}
              </Text>
            </div>
          </Group>
        </Card>
      ))}
    </>
  );
}

const kinds = ["charge", "refund", "top-up", "adjustment"] as const;
const kindOf = (kind: string): (typeof kinds)[number] => kinds.find((each) => each === kind) ?? "adjustment";
