// A backup made and taken away, and what is in it; beside it, one brought back.
import { Alert, Button, List, SimpleGrid, Stack, Text } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck, IconDownload } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { formatBytes } from "../../daemon/words/format.ts";
import { useAct } from "../shared/act.ts";
import { address, headers, heard, OutOfReach } from "../shared/api.ts";
import { save } from "../shared/download.ts";
import { Told } from "../shared/states.tsx";
import { useWords } from "../shared/words.tsx";
import { aboutAsked } from "./asking.ts";
import { PageHead } from "./page-head.tsx";
import { Restore } from "./restore.tsx";
import { Section } from "./section.tsx";

export function Backup() {
  const { say } = useWords();
  return (
    <>
      <PageHead title={say("admin.page.backup")} hint={say("backup.hint")} />
      <SimpleGrid cols={{ base: 1, lg: 2 }} style={{ alignItems: "start" }}>
        <Take />
        <Restore />
      </SimpleGrid>
    </>
  );
}

function Take() {
  const { say, language } = useWords();
  const { data: about } = useQuery(aboutAsked);
  const { mutate, data: made, error, isPending } = useAct(() => take(about?.name ?? "quoin"));
  return (
    <Section title={say("backup.take")}>
      <Listed title={say("backup.holds")}>
        <List.Item>{say("backup.holds.accounts")}</List.Item>
        <List.Item>{say("backup.holds.books")}</List.Item>
        <List.Item>{say("backup.holds.printing")}</List.Item>
        <List.Item>{say("backup.holds.settings")}</List.Item>
      </Listed>
      <Listed title={say("backup.lacks")}>
        <List.Item>{say("backup.lacks.documents")}</List.Item>
        <List.Item>{say("backup.lacks.file")}</List.Item>
      </Listed>
      <Alert color="yellow" icon={<IconAlertTriangle aria-hidden />}>
        <Text fw={600}>{say("backup.keep")}</Text>
        {say("backup.keep.why")}
      </Alert>
      <Stack align="flex-start" gap="xs" mih={72}>
        <Button
          leftSection={<IconDownload size={18} aria-hidden />}
          loading={isPending}
          disabled={about === undefined}
          onClick={() => mutate()}
        >
          {say("backup.make")}
        </Button>
        <div role="status">
          {isPending && say("backup.making")}
          {!isPending && made && (
            <Text span>
              <IconCircleCheck size={18} color="var(--mantine-color-green-filled)" style={{ verticalAlign: "text-bottom" }} aria-hidden />{" "}
              {say("backup.made", { file: made.file, size: formatBytes(language, made.bytes) })}
            </Text>
          )}
        </div>
      </Stack>
      <Told error={error} />
    </Section>
  );
}

/** A box that goes away half-way cuts its answer off, which is no answer: nothing is saved then. */
async function take(name: string): Promise<{ file: string; bytes: number }> {
  const lost = (cause: unknown): never => {
    throw new OutOfReach("no answer", { cause });
  };
  const answer = await fetch(address("GET /api/v1/backup"), { headers: headers() }).catch(lost);
  if (!answer.ok) await heard(answer);
  const content = await answer.blob().catch(lost);
  const file = `${name}-${new Date().toISOString().slice(0, 10)}.backup`;
  save(file, content);
  return { file, bytes: content.size };
}

function Listed({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div>
      <Text fw={600}>{title}</Text>
      <List>{children}</List>
    </div>
  );
}
