// Sending documents: each with its progress; then it is shown with its pages and price, and printed from here or anywhere else.
import { Alert, Button, Card, CloseButton, FileButton, Group, Progress, Stack, Text, Title } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck, IconUpload } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { type DragEvent, useState } from "react";
import type { MeView } from "../../daemon/api/contract/people.ts";
import { formatBytes } from "../../daemon/words/format.ts";
import { namedInside } from "../shared/names.ts";
import { useWords, type Words } from "../shared/words.tsx";
import { Job } from "./job.tsx";
import { add, cancel, forget, type Sending, sendAgain, useSendings } from "./sending.ts";
import { useMyJobs } from "./waiting.tsx";

/** What the box prints, and what the page makes into that. */
const accept = "application/pdf,image/*,.pdf,.jpg,.jpeg,.png";

export function Upload({ me }: { readonly me: MeView | undefined }) {
  const { say } = useWords();
  const client = useQueryClient();
  const sendings = useSendings();
  const [over, setOver] = useState(false);
  const [tooMany, setTooMany] = useState(0);
  const send = (files: readonly File[]): void => setTooMany(add(files, me?.documentBytes, client));
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    send([...event.dataTransfer.files]);
  };
  return (
    <Stack component="section" gap="sm">
      <Title order={1} size="h3">
        {say("portal.send.title")}
      </Title>
      <Card
        bg={over ? "var(--mantine-color-teal-light)" : "var(--quoin-card)"}
        p="xl"
        withBorder
        style={{ borderStyle: "dashed" }}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <Stack align="center" gap="xs" ta="center">
          <FileButton onChange={send} accept={accept} multiple>
            {(props) => (
              <Button {...props} size="lg" leftSection={<IconUpload aria-hidden />}>
                {say("portal.send.choose")}
              </Button>
            )}
          </FileButton>
          <Text c="dimmed">{say("portal.send.drop")}</Text>
          <Text size="sm" c="dimmed">
            {say("portal.send.what")}
          </Text>
        </Stack>
      </Card>
      <div role="status">{tooMany > 0 && <Text>{say("portal.send.too-many", { n: tooMany })}</Text>}</div>
      {sendings.toReversed().map((sending) => (
        <OnItsWay key={sending.key} sending={sending} />
      ))}
    </Stack>
  );
}

function OnItsWay({ sending }: { readonly sending: Sending }) {
  const words = useWords();
  const { say } = words;
  const client = useQueryClient();
  const { key, name, state } = sending;
  if (state.is === "done") return <Arrived sending={sending} job={state.job} />;
  if (state.is === "sends" || state.is === "waits") {
    const percent = state.is === "sends" ? state.percent : 0;
    return (
      <Card bg="var(--quoin-card)" p="sm" withBorder>
        <Group justify="space-between" wrap="nowrap">
          <Text lineClamp={1} className="figures" style={{ overflowWrap: "anywhere" }}>
            {state.is === "waits"
              ? say("portal.send.next", { name: namedInside(name) })
              : say("portal.send.sending", { name: namedInside(name), percent })}
          </Text>
          <Button variant="default" flex="none" onClick={() => cancel(key)}>
            {say("portal.send.cancel")}
          </Button>
        </Group>
        <Progress mt="xs" value={percent} aria-label={say("portal.send.sending", { name: namedInside(name), percent })} />
      </Card>
    );
  }
  const again = state.is === "again" || state.is === "cut" || state.is === "canceled";
  return (
    <Alert
      color={state.is === "again" || state.is === "canceled" ? "yellow" : "red"}
      icon={<IconAlertTriangle aria-hidden />}
      role="alert"
      withCloseButton
      closeButtonLabel={say("page.close")}
      onClose={() => forget(key)}
    >
      <Stack align="flex-start" gap="xs">
        <span style={{ overflowWrap: "anywhere" }}>{sentenceOf(sending, words)}</span>
        {again && (
          <Button variant="default" onClick={() => sendAgain(key, client)}>
            {say("portal.send.again")}
          </Button>
        )}
      </Stack>
    </Alert>
  );
}

function sentenceOf({ name: called, file, state }: Sending, { say, language }: Words): string {
  const name = namedInside(called);
  switch (state.is) {
    case "refused":
      return say("portal.send.refused", { name, sentence: state.error.message });
    case "too-large":
      return say("portal.send.too-large", { name, size: formatBytes(language, file.size), most: formatBytes(language, state.most) });
    case "again":
      return say("portal.send.twice", { name });
    case "empty":
      return say("portal.send.empty", { name });
    case "canceled":
      return say("portal.send.canceled", { name });
    default:
      return say("portal.send.cut", { name });
  }
}

/** It waits like any other job, and is the same card here as there. */
function Arrived({ sending, job: id }: { readonly sending: Sending; readonly job: string }) {
  const { say } = useWords();
  const { data } = useMyJobs();
  const job = data?.jobs.find((one) => one.id === id);
  return (
    <>
      <Group justify="space-between" wrap="nowrap" gap="xs" role="status">
        <Group gap="xs" wrap="nowrap" miw={0}>
          <IconCircleCheck aria-hidden color="var(--mantine-color-green-text)" style={{ flexShrink: 0 }} />
          <Text lineClamp={2} style={{ overflowWrap: "anywhere" }}>
            {say(job || !data ? "portal.send.sent" : "portal.send.gone", { name: namedInside(sending.name) })}
          </Text>
        </Group>
        <CloseButton aria-label={say("page.close")} onClick={() => forget(sending.key)} />
      </Group>
      {job && <Job job={job} />}
    </>
  );
}
