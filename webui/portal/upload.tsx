// Sending a document: the file itself goes out, with its progress; then it waits like any other.
import { Alert, Button, Card, FileButton, Progress, Stack, Text, Title } from "@mantine/core";
import { IconCircleCheck, IconUpload } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { type DragEvent, useState } from "react";
import { Link } from "wouter";
import { address, headers, Problem } from "../shared/api.ts";
import { Told } from "../shared/states.tsx";
import { useWords } from "../shared/words.tsx";

type Sending =
  | { readonly state: "none" }
  | { readonly state: "sending"; readonly name: string; readonly percent: number }
  | { readonly state: "sent"; readonly name: string }
  | { readonly state: "failed"; readonly error: Problem };

export function Upload() {
  const { say } = useWords();
  const client = useQueryClient();
  const [sending, setSending] = useState<Sending>({ state: "none" });
  const [over, setOver] = useState(false);
  const send = (file: File | null | undefined): void => {
    if (!file || sending.state === "sending") return;
    setSending({ state: "sending", name: file.name, percent: 0 });
    post(file, (percent) => setSending({ state: "sending", name: file.name, percent })).then(
      () => {
        setSending({ state: "sent", name: file.name });
        void client.invalidateQueries({ queryKey: ["me"] });
      },
      (error: unknown) => {
        const cut = new Problem({ code: "cut", status: 0, detail: say("portal.send.cut", { name: file.name }) });
        setSending({ state: "failed", error: error instanceof Problem ? error : cut });
      },
    );
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    send(event.dataTransfer.files[0]);
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
          <FileButton onChange={send} accept="application/pdf,image/jpeg,.pdf,.jpg,.jpeg">
            {(props) => (
              <Button {...props} size="lg" leftSection={<IconUpload aria-hidden />} loading={sending.state === "sending"}>
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
      <div aria-live="polite">
        {sending.state === "sending" && (
          <Stack gap={4}>
            <Text className="figures">{say("portal.send.sending", { name: sending.name, percent: sending.percent })}</Text>
            <Progress value={sending.percent} aria-label={sending.name} />
          </Stack>
        )}
        {sending.state === "sent" && (
          <Alert color="green" icon={<IconCircleCheck aria-hidden />}>
            <Stack align="flex-start">
              {say("portal.send.sent", { name: sending.name })}
              <Button component={Link} href="/" variant="default">
                {say("portal.send.look")}
              </Button>
            </Stack>
          </Alert>
        )}
        {sending.state === "failed" && <Told error={sending.error} />}
      </div>
    </Stack>
  );
}

/** fetch tells nothing of what was sent so far; this does. */
function post(file: File, told: (percent: number) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const sent = new XMLHttpRequest();
    sent.open("POST", address("POST /api/v1/me/documents", {}, { title: file.name.slice(0, 200) || "document" }));
    for (const [name, value] of Object.entries(headers())) sent.setRequestHeader(name, value);
    sent.upload.onprogress = ({ loaded, total }) => told(total === 0 ? 0 : Math.floor((100 * loaded) / total));
    sent.onerror = () => reject(new Error("cut"));
    sent.onload = () => {
      try {
        const said = JSON.parse(sent.responseText);
        if (sent.status === 200) resolve();
        else reject(new Problem(said));
      } catch (error) {
        reject(error);
      }
    };
    sent.send(file);
  });
}
