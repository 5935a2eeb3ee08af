// A backup brought back: chosen and checked, looked at, put in force; and the command that does the same without this page.
import { Alert, Button, FileInput, Group, List, Progress, Skeleton, Stack, Text } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck, IconFileImport } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useAct } from "../shared/act.ts";
import { address, ask, OutOfReach } from "../shared/api.ts";
import { Copied } from "../shared/copied.tsx";
import { sendFile } from "../shared/send-file.ts";
import { Told } from "../shared/states.tsx";
import { useWords } from "../shared/words.tsx";
import { aboutAsked } from "./asking.ts";
import { useRestarting } from "./restart.tsx";
import { BroughtBackup } from "./restore-brought.tsx";
import { Section } from "./section.tsx";

export function Restore() {
  const { say } = useWords();
  const { data } = useQuery({ queryKey: ["restore"], queryFn: () => ask("GET /api/v1/restore") });
  const [since, setSince] = useState<number>();
  const isRestarting = useRestarting(since);
  const brought = data?.brought;
  return (
    <Stack>
      <Section title={say("backup.restore")}>
        {data?.failure !== undefined && !isRestarting && (
          <Alert color="red" icon={<IconAlertTriangle aria-hidden />} title={say("restore.failed")} role="alert">
            {say("restore.failed.why")}
            <Text mt="xs" style={{ overflowWrap: "anywhere" }}>
              {data.failure}
            </Text>
          </Alert>
        )}
        {since !== undefined && !isRestarting && data !== undefined && data.failure === undefined && (
          <Alert color="green" icon={<IconCircleCheck aria-hidden />} role="status">
            {say("restore.done")}
          </Alert>
        )}
        {isRestarting ? (
          <Alert color="yellow" icon={<IconFileImport aria-hidden />} role="status">
            {say("restore.restarting")}
          </Alert>
        ) : brought === undefined ? (
          <Bring />
        ) : (
          <BroughtBackup key={brought.id} backup={brought} restarts={setSince} />
        )}
      </Section>
      <Command />
    </Stack>
  );
}

function Bring() {
  const { say } = useWords();
  const [file, setFile] = useState<File | null>(null);
  const [percent, setPercent] = useState(0);
  const [request, setRequest] = useState<XMLHttpRequest>();
  const { mutate, error, isPending } = useAct(async (chosen: File) => {
    const sending = new XMLHttpRequest();
    setPercent(0);
    setRequest(sending);
    await sendFile(sending, address("POST /api/v1/restore"), chosen, setPercent);
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (file) mutate(file);
      }}
    >
      <Stack gap="sm">
        <Text>{say("backup.restore.what")}</Text>
        <FileInput
          clearable
          label={say("restore.file")}
          description={say("restore.file.hint")}
          placeholder={say("restore.file.choose")}
          leftSection={<IconFileImport size={18} aria-hidden />}
          clearButtonProps={{ "aria-label": say("page.close") }}
          styles={{ placeholder: { color: "var(--mantine-color-dimmed)" } }}
          value={file}
          onChange={setFile}
          disabled={isPending}
        />
        {isPending && (
          <div role="status">
            <Progress value={percent} aria-label={say("restore.file")} mb={4} />
            <Text size="sm">{percent < 100 ? say("restore.sending", { percent }) : say("restore.checking")}</Text>
          </div>
        )}
        {!isPending && error instanceof OutOfReach ? (
          <Alert color="red" icon={<IconAlertTriangle aria-hidden />} role="alert">
            {say("restore.cut")}
          </Alert>
        ) : (
          <Told error={error} />
        )}
        <Group>
          <Button type="submit" loading={isPending} disabled={file === null}>
            {say("restore.bring")}
          </Button>
          {isPending && percent < 100 && (
            <Button variant="default" onClick={() => request?.abort()}>
              {say("portal.send.cancel")}
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}

function Command() {
  const { say } = useWords();
  const { data: about } = useQuery(aboutAsked);
  return (
    <Section title={say("restore.command")}>
      <List type="ordered" spacing="xs">
        <List.Item>{say("backup.restore.stop")}</List.Item>
        <List.Item>{say("backup.restore.run")}</List.Item>
        <List.Item>{say("backup.restore.start")}</List.Item>
      </List>
      {about ? (
        <Copied label={say("backup.restore.command")} value={`npx quoin restore quoin.backup --data ${quoted(about.data)}`} />
      ) : (
        <Skeleton h={62} />
      )}
    </Section>
  );
}

/** For a shell. */
const quoted = (path: string): string => (/^[\w/.-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`);
