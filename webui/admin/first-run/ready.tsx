// All is done: what works, how people print here, and a first page to see it.
import { Anchor, Group, Stack, Text, Title } from "@mantine/core";
import { IconCircleCheck, IconCircleDashed } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import type { StatusView } from "../../../daemon/api/contract/box.ts";
import Code from "../../shared/code.tsx";
import { Opening } from "../../shared/states.tsx";
import { useWords } from "../../shared/words.tsx";
import { pricesAsked, queuesAsked, statusAsked, terminalsAsked } from "../asking.ts";
import classes from "./step.module.css";
import { Acts, Step } from "./step.tsx";
import { TestPrint } from "./test-print.tsx";
import type { StepProps } from "./step-props.ts";

export function Ready({ run, step, next, back }: StepProps) {
  const { say } = useWords();
  const { data: status } = useQuery(statusAsked);
  const { data: queues } = useQuery(queuesAsked);
  const usual = queues?.find((queue) => queue.default);
  if (!status || !queues) return <Opening />;
  return (
    <Step title={say("first-run.ready")} step={step} {...(back ? { back } : {})}>
      <Works run={run} status={status} />
      {usual && <How status={status} uri={usual.uri} />}
      {usual && run.person !== undefined && run.printer !== undefined && <TestPrint person={run.person} printer={run.printer} />}
      <div>
        <Title order={2} size="h4" mb={4}>
          {say("first-run.more")}
        </Title>
        <Group gap="md">
          <Anchor component={Link} href="/admin/accounts">
            {say("first-run.more.people")}
          </Anchor>
          <Anchor component={Link} href="/admin/printers?add=1">
            {say("first-run.more.printers")}
          </Anchor>
          <Anchor component={Link} href="/admin/certificate">
            {say("first-run.more.system")}
          </Anchor>
        </Group>
      </div>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          next();
        }}
      >
        <Acts act={say("first-run.finish")} />
      </form>
    </Step>
  );
}

function Works({ run, status }: { readonly run: StepProps["run"]; readonly status: StatusView }) {
  const { say, money } = useWords();
  const { data: prices = [] } = useQuery(pricesAsked);
  const { data: terminals = [] } = useQuery(terminalsAsked);
  const { printer, person, reader } = run;
  const price = prices.find(({ name }) => name === "default") ?? prices[0];
  const served = terminals.find(({ name }) => name === reader);
  const lines: readonly (readonly [works: boolean, sentence: string])[] = [
    printer === undefined ? [false, say("first-run.ready.no-printer")] : [true, say("first-run.ready.printer", { printer })],
    price
      ? [true, say("first-run.ready.price", { mono: money(price.mono), color: money(price.color) })]
      : [false, say("first-run.ready.no-price")],
    person === undefined ? [false, say("first-run.ready.no-person")] : [true, say("first-run.ready.person", { person })],
    served ? [true, say("first-run.ready.terminal", { terminal: served.name })] : [false, say("first-run.ready.no-reader")],
    [status.clock.trusted, say(status.clock.trusted ? "first-run.ready.time" : "first-run.ready.no-time")],
  ];
  return (
    <ul className={classes.works} aria-label={say("first-run.ready.works")}>
      {lines.map(([works, sentence]) => (
        <li key={sentence}>
          {works ? (
            <IconCircleCheck size={20} color="var(--mantine-color-green-text)" aria-hidden />
          ) : (
            <IconCircleDashed size={20} color="var(--mantine-color-dimmed)" aria-hidden />
          )}
          <Text>{sentence}</Text>
        </li>
      ))}
    </ul>
  );
}

function How({ status, uri }: { readonly status: StatusView; readonly uri: string }) {
  const { say } = useWords();
  const page = status.https ?? status.http;
  return (
    <Stack gap="xs">
      <Title order={2} size="h4">
        {say("first-run.how")}
      </Title>
      <Group wrap="nowrap" align="flex-start">
        <Code className={classes.code} text={page} label={say("first-run.code", { uri: page })} />
        <Stack gap={4} miw={0}>
          <Text>{say("first-run.how.queue")}</Text>
          <Text className="figures" fw={550} style={{ overflowWrap: "anywhere" }}>
            {uri}
          </Text>
          <Text mt={4}>{say("first-run.how.portal")}</Text>
          <Text className="figures" fw={550} style={{ overflowWrap: "anywhere" }}>
            {page}
          </Text>
        </Stack>
      </Group>
    </Stack>
  );
}
