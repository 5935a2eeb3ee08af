// One screen: today in four figures, thirty days as one chart, what needs you, what works.
import { Anchor, Button, Card, Grid, Group, SimpleGrid, Skeleton, Stack, Text } from "@mantine/core";
import { IconAlertTriangle, IconBulb, IconChevronRight, IconCircleCheck } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import type { FindingView, StatusView } from "../../daemon/api/contract/box.ts";
import type { DayView } from "../../daemon/api/contract/overview.ts";
import { Copied } from "../shared/copied.tsx";
import { Empty } from "../shared/empty.tsx";
import { lazily } from "../shared/lazily.tsx";
import { State, toneOfPrinter } from "../shared/states.tsx";
import { useSession } from "../shared/session.tsx";
import { useWords } from "../shared/words.tsx";
import { Failed } from "./failed.tsx";
import { printerAt } from "./addresses.ts";
import { findingsAsked, overviewAsked, printersAsked, statusAsked } from "./asking.ts";
import { BoxFacts } from "./box-facts.tsx";
import { FirstSteps } from "./first-steps.tsx";
import { fixOf } from "./fixes.ts";
import classes from "./home.module.css";
import { PageHead } from "./page-head.tsx";
import { useWordOfPrinter } from "./printer-words.ts";
import { Section } from "./section.tsx";

/** Of the chart with its legend, so that nothing jumps when it comes. */
const monthHeight = 292;
const Month = lazily(() => import("./month.tsx").then((file) => file.Month), monthHeight);

export function Home() {
  const { say } = useWords();
  const { name } = useSession();
  const { data: status, error, refetch } = useQuery(statusAsked);
  const { data: findings } = useQuery(findingsAsked);
  const { data: overview } = useQuery(overviewAsked);
  if (error && !status) return <Failed error={error} again={() => void refetch()} />;
  return (
    <>
      <PageHead title={say("admin.home.hello", { name })} />
      <Stack>
        <FirstSteps />
        {overview ? <Today days={overview.days} /> : <Skeleton h={116} />}
        <Grid gap="md">
          <Grid.Col span={{ base: 12, lg: 7 }} order={{ base: 2, lg: 1 }}>
            <Stack>
              <Section title={say("overview.month")}>{overview ? <Month days={overview.days} /> : <Skeleton h={monthHeight} />}</Section>
              <Section title={say("overview.works")}>
                <PrintersNow />
                {status ? <BoxFacts status={status} brief /> : <Skeleton h={120} />}
              </Section>
            </Stack>
          </Grid.Col>
          <Grid.Col span={{ base: 12, lg: 5 }} order={{ base: 1, lg: 2 }}>
            <Stack>
              <Section title={say("admin.home.needs")}>{findings ? <Findings findings={findings} /> : <Skeleton h={120} />}</Section>
              <Section title={say("overview.waiting")}>{status ? <Waiting status={status} /> : <Skeleton h={120} />}</Section>
            </Stack>
          </Grid.Col>
        </Grid>
      </Stack>
    </>
  );
}

/** What the office is asked for: how many, how much paper, what came in, what it cost; beside each, the day before. */
function Today({ days }: { readonly days: readonly DayView[] }) {
  const { say, count, money } = useWords();
  const today = days.at(-1);
  const before = days.at(-2);
  if (!today) return null;
  const pages = ({ mono, color }: DayView): number => mono + color;
  const figures = [
    {
      at: "/admin/jobs/ended",
      figure: count(today.jobs),
      word: say("overview.jobs", { n: today.jobs }),
      was: before && count(before.jobs),
    },
    {
      at: "/admin/jobs/ended",
      figure: count(pages(today)),
      word: `${say("overview.pages", { n: pages(today) })}${today.color > 0 ? ` · ${say("overview.in-color", { n: today.color })}` : ""}`,
      was: before && count(pages(before)),
    },
    { at: "/admin/ledger", figure: money(today.paidIn), word: say("overview.paid-in"), was: before && money(before.paidIn) },
    { at: "/admin/ledger", figure: money(today.charged), word: say("overview.charged"), was: before && money(before.charged) },
  ];
  return (
    <section aria-label={say("overview.today")}>
      <SimpleGrid cols={{ base: 2, md: 4 }}>
        {figures.map(({ at, figure, word, was }) => (
          <Card key={word} component={Link} href={at} bg="var(--quoin-card)" shadow="sm" p="md" className={classes.figure}>
            <Text size="sm" c="dimmed">
              {say("overview.today")}
            </Text>
            <Text className="figures" fz={{ base: 24, sm: 32 }} fw={650} lh={1.2}>
              {figure}
            </Text>
            <Text>{word}</Text>
            {was !== undefined && (
              <Text size="sm" c="dimmed" className="figures">
                {say("overview.yesterday", { what: was })}
              </Text>
            )}
          </Card>
        ))}
      </SimpleGrid>
    </section>
  );
}

/** What is on its way now, each the way to its list. */
function Waiting({ status: { jobs, users } }: { readonly status: StatusView }) {
  const { say, count } = useWords();
  const owned = jobs.held - jobs.unclaimed;
  const lines = [
    { at: "/admin/jobs", n: owned, word: say("admin.home.held", { n: owned }) },
    { at: "/admin/jobs?sort=state", n: jobs.printing, word: say("admin.home.printing", { n: jobs.printing }) },
    { at: "/admin/jobs/unclaimed", n: jobs.unclaimed, word: say("admin.home.unclaimed", { n: jobs.unclaimed }) },
    { at: "/admin/accounts", n: users, word: say("admin.home.people", { n: users }) },
  ];
  return (
    <div>
      {lines.map(({ at, n, word }) => (
        <Link key={at} href={at} className={classes.line}>
          <Text fw={650} className="figures" ta="right" component="span">
            {count(n)}
          </Text>
          <span>{word}</span>
          <IconChevronRight size={16} aria-hidden />
        </Link>
      ))}
    </div>
  );
}

function Findings({ findings }: { readonly findings: readonly FindingView[] }) {
  const { say } = useWords();
  const needs = findings.filter(({ level }) => level === "needs");
  const advice = findings.filter(({ level }) => level === "advice");
  return (
    <div>
      {needs.length === 0 && (
        <div className={classes.finding}>
          <IconCircleCheck color="var(--mantine-color-green-filled)" aria-hidden />
          <Text fw={550}>{say("admin.home.well")}</Text>
        </div>
      )}
      {[...needs, ...advice].map((finding) => (
        <Finding key={`${finding.code} ${finding.subject ?? ""}`} finding={finding} />
      ))}
    </div>
  );
}

/** With the page where it is put right, or the command that does it on the machine; else with what the box advises. */
function Finding({ finding: { level, code, subject, sentence, remedy, command } }: { readonly finding: FindingView }) {
  const { say } = useWords();
  const fix = fixOf(code, subject);
  const isNeed = level === "needs";
  return (
    <div className={classes.finding}>
      {isNeed ? (
        <IconAlertTriangle color="var(--mantine-color-red-filled)" aria-hidden />
      ) : (
        <IconBulb color="var(--mantine-color-dimmed)" aria-hidden />
      )}
      <Stack gap="xs" align="flex-start">
        <Text fw={isNeed ? 550 : 400}>{sentence}</Text>
        {fix && (
          <Button component={Link} href={fix.at} variant={isNeed ? "light" : "default"} size="xs">
            {say(fix.key)}
          </Button>
        )}
        {command !== undefined && <Copied label={say("overview.command")} value={command} />}
        {!fix && command === undefined && (
          <Text size="sm" c="dimmed" style={{ overflowWrap: "anywhere" }}>
            {say("overview.machine", { remedy })}
          </Text>
        )}
      </Stack>
    </div>
  );
}

function PrintersNow() {
  const { say } = useWords();
  const wordOf = useWordOfPrinter();
  const { data: printers } = useQuery(printersAsked);
  if (!printers) return <Skeleton h={80} />;
  if (printers.length === 0) return <Empty title={say("admin.printers.none")}>{say("admin.printers.none.hint")}</Empty>;
  return (
    <Stack gap="xs">
      {printers.map(({ name, makeModel, state }) => (
        <Group key={name} justify="space-between" wrap="nowrap">
          <div style={{ minWidth: 0 }}>
            <Anchor component={Link} href={printerAt(name)} fw={550}>
              {name}
            </Anchor>
            <Text size="sm" c="dimmed" truncate>
              {makeModel}
            </Text>
          </div>
          <State tone={toneOfPrinter(state)}>{wordOf(state)}</State>
        </Group>
      ))}
    </Stack>
  );
}
