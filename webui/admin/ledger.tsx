// The books: whether they add up, and one person's lines in them.
import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck } from "@tabler/icons-react";
import { useSearchParams } from "wouter";
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

function Verification() {
  const { say } = useWords();
  const { mutate, data, error, isPending } = useAct(() => ask("GET /api/v1/ledger/verification"));
  return (
    <Section title={say("admin.verify")}>
      <Text>{say("admin.verify.hint")}</Text>
      <div role="status">
        {data && (
          <Alert color={data.ok ? "green" : "red"} icon={data.ok ? <IconCircleCheck aria-hidden /> : <IconAlertTriangle aria-hidden />}>
            {data.ok ? say("ledger.right", { n: data.rows ?? 0 }) : data.sentence}
          </Alert>
        )}
        {isPending && <Text>{say("admin.verify.running")}</Text>}
      </div>
      <Told error={error} />
      <Group>
        <Button loading={isPending} onClick={() => mutate()}>
          {say("admin.verify.act")}
        </Button>
      </Group>
    </Section>
  );
}
