// One screen: what needs you, today in four figures, what works.
import { Anchor, Button, Card, Group, SimpleGrid, Skeleton, Stack, Text } from "@mantine/core";
import { IconAlertTriangle, IconBulb, IconCircleCheck } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import type { FindingView, StatusView } from "../../daemon/api/contract/box.ts";
import { Empty } from "../shared/empty.tsx";
import { State, toneOfPrinter } from "../shared/states.tsx";
import { useSession } from "../shared/session.tsx";
import { useWords } from "../shared/words.tsx";
import { Failed } from "./failed.tsx";
import { printerAt } from "./addresses.ts";
import { findingsAsked, printersAsked, statusAsked } from "./asking.ts";
import { BoxFacts } from "./box-facts.tsx";
import { fixOf } from "./fixes.ts";
import classes from "./home.module.css";
import { PageHead } from "./page-head.tsx";
import { useWordOfPrinter } from "./printer-words.ts";
import { Section } from "./section.tsx";

export function Home() {
  const { say } = useWords();
  const { name } = useSession();
  const { data: status, error, refetch } = useQuery(statusAsked);
  const { data: findings } = useQuery(findingsAsked);
  if (error && !status) return <Failed error={error} again={() => void refetch()} />;
  return (
    <>
      <PageHead title={say("admin.home.hello", { name })} />
      <Stack>
        {status ? <Figures status={status} /> : <Skeleton h={96} />}
        <SimpleGrid cols={{ base: 1, lg: 2 }}>
          <Section title={say("admin.home.needs")}>{findings ? <Findings findings={findings} /> : <Skeleton h={120} />}</Section>
          <Stack>
            <Section title={say("admin.page.printers")}>
              <PrintersNow />
            </Section>
            <Section title={say("admin.page.system")}>{status ? <BoxFacts status={status} brief /> : <Skeleton h={120} />}</Section>
          </Stack>
        </SimpleGrid>
      </Stack>
    </>
  );
}

function Figures({ status: { jobs, users } }: { readonly status: StatusView }) {
  const { say, count } = useWords();
  const owned = jobs.held - jobs.unclaimed;
  const figures = [
    { at: "/admin/jobs", n: owned, word: say("admin.home.held", { n: owned }) },
    { at: "/admin/jobs", n: jobs.printing, word: say("admin.home.printing", { n: jobs.printing }) },
    { at: "/admin/jobs/unclaimed", n: jobs.unclaimed, word: say("admin.home.unclaimed", { n: jobs.unclaimed }) },
    { at: "/admin/accounts", n: users, word: say("admin.home.people", { n: users }) },
  ];
  return (
    <SimpleGrid cols={{ base: 2, md: 4 }}>
      {figures.map(({ at, n, word }) => (
        <Card key={word} component={Link} href={at} bg="var(--quoin-card)" shadow="sm" p="md" className={classes.figure}>
          <Text className="figures" fz={32} fw={650} lh={1.15}>
            {count(n)}
          </Text>
          <Text c="dimmed">{word}</Text>
        </Card>
      ))}
    </SimpleGrid>
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

/** With the page where it is put right, where there is one; else with what the box advises. */
function Finding({ finding: { level, code, subject, sentence, remedy } }: { readonly finding: FindingView }) {
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
        {fix ? (
          <Button component={Link} href={fix.at} variant={isNeed ? "light" : "default"} size="xs">
            {say(fix.key)}
          </Button>
        ) : (
          <Text size="sm" c="dimmed" style={{ overflowWrap: "anywhere" }}>
            {remedy}
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
