// Saying whose job it is: its cost moves to that person, and the reason is written in the log.
import { Button, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import type { JobView } from "../../daemon/api/contract/jobs.ts";
import { useAct } from "../shared/act.ts";
import { ask } from "../shared/api.ts";
import { Told } from "../shared/states.tsx";
import { useWords } from "../shared/words.tsx";
import { PersonSelect } from "./person-select.tsx";

export function AssignJob({ job }: { readonly job: JobView }) {
  const { say } = useWords();
  const [login, setLogin] = useState<string>();
  const [reason, setReason] = useState("");
  const { mutate, error, isPending } = useAct(
    (to: string) => ask("POST /api/v1/jobs/{job}/assignment", { params: { job: job.id }, body: { login: to, reason } }),
    () => setReason(""),
  );
  const ready = login !== undefined && reason.trim() !== "";
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) mutate(login);
      }}
    >
      <Stack gap="xs" align="stretch">
        <PersonSelect label={say("admin.job.assign.to")} chosen={login} choose={setLogin} />
        <TextInput
          label={say("admin.job.assign.reason")}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          maxLength={200}
        />
        <Told error={error} />
        <Button type="submit" variant="default" loading={isPending} disabled={!ready} style={{ alignSelf: "flex-start" }}>
          {say("admin.job.assign")}
        </Button>
      </Stack>
    </form>
  );
}
