// The books: whether they add up, and one person's lines in them.
import { Alert, Button, Group, Progress, Stack, Text } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "wouter";
import type { Contract } from "../../daemon/api/contract/index.ts";
import type { Heard } from "../../daemon/api/contract/route.ts";
import { useAct } from "../shared/act.ts";
import { ask } from "../shared/api.ts";
import { Told } from "../shared/states.tsx";
import { useWords } from "../shared/words.tsx";
import { Entries } from "./entries.tsx";
import { PageHead } from "./page-head.tsx";
import { PersonSelect } from "./person-select.tsx";
import { Section } from "./section.tsx";
import { Statement } from "./statement.tsx";

export function Ledger() {
  const { say } = useWords();
  const [search, setSearch] = useSearchParams();
  const login = search.get("of") ?? undefined;
  return (
    <>
      <PageHead title={say("admin.page.ledger")} hint={say("admin.ledger.hint")} />
      <Stack>
        <Verification />
        <Section title={say("admin.statement")}>
          <Group>
            <PersonSelect label={say("admin.job.user")} chosen={login} choose={(of) => setSearch(of === undefined ? {} : { of })} />
          </Group>
          {login === undefined ? <Entries /> : <Statement of={login} />}
        </Section>
      </Stack>
    </>
  );
}

/** It goes on in the box whoever looks on: the page may be left, and says how far it is when somebody comes back. */
function Verification() {
  const { say } = useWords();
  const { data } = useQuery({
    queryKey: ["verification"],
    queryFn: () => ask("GET /api/v1/ledger/verification/progress"),
    refetchInterval: ({ state }) => (state.data?.running ? runningMs : slowlyMs),
  });
  const begin = useAct(() => ask("POST /api/v1/ledger/verification"));
  return (
    <Section title={say("admin.verify")}>
      <Text>{say("admin.verify.hint")}</Text>
      <div role="status">{data && <Verified {...data} />}</div>
      <Told error={begin.error} />
      <Group>
        <Button loading={begin.isPending || data?.running !== undefined} onClick={() => begin.mutate()}>
          {say("admin.verify.act")}
        </Button>
      </Group>
    </Section>
  );
}

/** A bar that moves, without asking a busy box more than it notices. */
const [runningMs, slowlyMs] = [500, 30_000];

function Verified({ running, last }: Heard<Contract["GET /api/v1/ledger/verification/progress"]>) {
  const { say, count, date } = useWords();
  if (running)
    return (
      <Stack gap="xs">
        <Text className="figures">{say("verify.running", { rows: count(running.rows), of: count(running.of) })}</Text>
        <Progress value={running.of === 0 ? 100 : (100 * running.rows) / running.of} aria-label={say("admin.verify")} />
        <Text size="sm" c="dimmed">
          {say("verify.leave")}
        </Text>
      </Stack>
    );
  if (!last) return null;
  return (
    <Alert color={last.ok ? "green" : "red"} icon={last.ok ? <IconCircleCheck aria-hidden /> : <IconAlertTriangle aria-hidden />}>
      {last.ok ? say("ledger.right", { n: last.rows ?? 0 }) : last.sentence}
      <Text size="sm">{say("verify.at", { at: date(last.at) })}</Text>
    </Alert>
  );
}
