// The API as people read it: every call by its subject, searched, opened where it stands.
import { Accordion, Anchor, Group, Skeleton, Stack, Text, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { ApiDocument } from "../../../daemon/api/contract/document.ts";
import { headers, heard, OutOfReach } from "../../shared/api.ts";
import { Empty } from "../../shared/empty.tsx";
import { useView } from "../../shared/table-view.ts";
import { useWords, type Words } from "../../shared/words.tsx";
import { aboutAsked } from "../asking.ts";
import { useBeside } from "../aside.tsx";
import { Failed } from "../failed.tsx";
import { PageHead } from "../page-head.tsx";
import { Section } from "../section.tsx";
import classes from "./api.module.css";
import { Detail } from "./detail.tsx";
import { frenchSummaries } from "./french.ts";
import { type Call, callsBySubject, type SubjectCalls } from "./reading.ts";

const address = "/api/openapi.json";

const documentAsked = {
  queryKey: ["openapi"],
  queryFn: async ({ signal }: { readonly signal: AbortSignal }) => {
    const answer = await fetch(address, { credentials: "same-origin", headers: headers(), signal }).catch((cause: unknown) => {
      throw new OutOfReach("no answer", { cause });
    });
    return (await heard(answer)) as ApiDocument;
  },
  // It changes with the program, and then the page begins anew.
  staleTime: Number.POSITIVE_INFINITY,
};

const summaryIn = ({ language }: Pick<Words, "language">, { name, summary }: Call): string =>
  language === "fr" ? (frenchSummaries[name] ?? summary) : summary;

export function Api() {
  const words = useWords();
  const { say } = words;
  const { filter, setFilter } = useView();
  const { data: document, error, refetch } = useQuery(documentAsked);
  if (error && !document) return <Failed error={error} again={() => void refetch()} />;
  const whoSays = (call: Call): string => say(`api.who.${call["x-quoin-who"]}`);
  const found = document && callsBySubject(document, filter, (call) => `${summaryIn(words, call)} ${whoSays(call)}`);
  return (
    <>
      <PageHead title={say("admin.page.api")} hint={say("api.hint")}>
        <Anchor href={address} target="_blank">
          {say("api.raw")}
        </Anchor>
      </PageHead>
      <Stack>
        <Group gap="sm">
          <TextInput
            type="search"
            flex="1 1 280px"
            maw={420}
            leftSection={<IconSearch size={18} aria-hidden />}
            aria-label={say("api.find")}
            placeholder={say("api.find")}
            value={filter}
            onChange={(event) => setFilter(event.currentTarget.value)}
          />
          <Text size="sm" c="dimmed" role="status">
            {found && say("api.calls", { n: found.reduce((sum, { calls }) => sum + calls.length, 0) })}
          </Text>
        </Group>
        {filter === "" && <Token />}
        {!found && <Skeleton h={640} />}
        {found?.length === 0 && <Empty title={say("table.none")}>{say("table.none.hint")}</Empty>}
        {document && found?.map((each) => <Calls key={each.subject} document={document} whoSays={whoSays} {...each} />)}
      </Stack>
    </>
  );
}

/** How a program is let in, and where the two words of every example come from. */
function Token() {
  const { say } = useWords();
  const { data: about } = useQuery(aboutAsked);
  const data = about?.data ?? "";
  return (
    <Section title={say("api.in")}>
      <Text>{say("api.in.token", { file: `${data}/secrets/api-token`, variable: "QUOIN_TOKEN" })}</Text>
      <Text>{say("api.in.page")}</Text>
      <Text>{say("api.in.key")}</Text>
    </Section>
  );
}

function Calls({
  document,
  subject,
  calls,
  whoSays,
}: SubjectCalls & { readonly document: ApiDocument; readonly whoSays: (call: Call) => string }) {
  const words = useWords();
  const beside = useBeside();
  return (
    <Section title={words.say(`api.subject.${subject}`)}>
      <Accordion
        order={3}
        variant="filled"
        value={beside.open ?? null}
        onChange={(opened) => (opened === null ? beside.close() : beside.show(opened))}
        classNames={{ item: classes.item ?? "", control: classes.control ?? "" }}
      >
        {calls.map((call) => (
          <Accordion.Item key={call.operationId} value={call.operationId}>
            <Accordion.Control>
              <span className={classes.call}>
                <code className={classes.method}>{call.method}</code>
                <code className={classes.path}>{call.path}</code>
                <span className={classes.summary}>{summaryIn(words, call)}</span>
                <span className={classes.who}>{whoSays(call)}</span>
              </span>
            </Accordion.Control>
            <Accordion.Panel>{beside.open === call.operationId && <Detail document={document} call={call} />}</Accordion.Panel>
          </Accordion.Item>
        ))}
      </Accordion>
    </Section>
  );
}
