// A backup that was checked: what is in it, what would be lost, and the name and password that put it in force.
import { Alert, Button, Group, List, PasswordInput, Stack, Text, TextInput } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useState } from "react";
import type { RestoreView } from "../../daemon/api/contract/restore.ts";
import { formatBytes, formatMoney } from "../../daemon/words/format.ts";
import { useAct } from "../shared/act.ts";
import { ask } from "../shared/api.ts";
import { Told } from "../shared/states.tsx";
import { useWords } from "../shared/words.tsx";
import { Facts } from "./facts.tsx";

/** `restarts`: the box starts again; it had started at this time. */
export function BroughtBackup({ backup, restarts }: { readonly backup: RestoreView; readonly restarts: (since: number) => void }) {
  const { say } = useWords();
  return (
    <Stack gap="sm">
      <Text fw={600}>{say("restore.holds")}</Text>
      <Holds backup={backup} />
      <Lost backup={backup} />
      <Confirm backup={backup} restarts={restarts} />
    </Stack>
  );
}

function Holds({ backup }: { readonly backup: RestoreView }) {
  const { say, language, count, date } = useWords();
  const { box, madeAt, lastAt, rows } = backup;
  return (
    <Facts
      facts={[
        [say("restore.made"), madeAt === undefined ? say("restore.made.unknown") : date(madeAt)],
        [say("restore.box"), say(box.same ? "restore.box.same" : "restore.box.other", { name: box.name })],
        [say("restore.users"), count(backup.users)],
        // In its own currency: it may be another box's.
        [say("restore.credit"), formatMoney(language, backup.credit as Parameters<typeof formatMoney>[1], backup.currency)],
        [say("restore.rows"), lastAt === undefined ? count(rows) : say("restore.rows.last", { n: count(rows), at: date(lastAt) })],
        [say("restore.jobs"), count(backup.jobs)],
        [say("restore.size"), formatBytes(language, backup.bytes)],
      ]}
    />
  );
}

function Lost({ backup: { lost, documents, printing, box } }: { readonly backup: RestoreView }) {
  const { say, money, date } = useWords();
  const since = lost.since === undefined ? "" : date(lost.since);
  return (
    <Alert color="red" icon={<IconAlertTriangle aria-hidden />} title={say("restore.lost")}>
      <List size="sm" spacing={4}>
        {lost.rows === 0 && <List.Item>{say("restore.lost.nothing")}</List.Item>}
        {lost.rows > 0 && lost.goesOn && (
          <List.Item>
            {say("restore.lost.rows", { n: lost.rows, since, paidIn: money(lost.paidIn), charged: money(lost.charged) })}
          </List.Item>
        )}
        {lost.rows > 0 && !lost.goesOn && <List.Item>{say("restore.lost.all", { n: lost.rows })}</List.Item>}
        <List.Item>{say("restore.lost.changes")}</List.Item>
        {documents.here > 0 && (
          <List.Item>{say(box.same ? "restore.lost.kept" : "restore.lost.documents", { n: documents.here })}</List.Item>
        )}
        {documents.missing > 0 && <List.Item>{say("restore.lost.missing", { n: documents.missing })}</List.Item>}
        {printing > 0 && <List.Item>{say("restore.lost.printing", { n: printing })}</List.Item>}
        <List.Item>{say("restore.lost.aside")}</List.Item>
      </List>
    </Alert>
  );
}

function Confirm({ backup: { id, confirm }, restarts }: { readonly backup: RestoreView; readonly restarts: (since: number) => void }) {
  const { say } = useWords();
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const start = useAct(
    () => ask("POST /api/v1/restore/start", { body: { id, name, password } }),
    ({ startedAt }) => restarts(startedAt),
  );
  const away = useAct(() => ask("DELETE /api/v1/restore"));
  const ready = name.trim().toLowerCase() === confirm.toLowerCase() && password !== "";
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) start.mutate();
      }}
    >
      <Stack gap="sm">
        <TextInput
          label={say("restore.typed", { name: confirm })}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          autoCapitalize="none"
          autoComplete="off"
          spellCheck={false}
        />
        <PasswordInput
          label={say("restore.password")}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          autoComplete="current-password"
        />
        <Told error={start.error ?? away.error} />
        <Group>
          <Button type="submit" variant="default" c="var(--quoin-danger)" loading={start.isPending} disabled={!ready}>
            {say("restore.act")}
          </Button>
          <Button variant="subtle" loading={away.isPending} onClick={() => away.mutate()}>
            {say("restore.away")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
