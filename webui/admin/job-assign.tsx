// Whose a waiting job is, and in which queue: both can be changed, with the way back; a new owner needs a reason, which is written in the log.
import { Button, Stack, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { JobView } from "../../daemon/api/contract/jobs.ts";
import { useAct } from "../shared/act.ts";
import { ask } from "../shared/api.ts";
import { Told } from "../shared/states.tsx";
import { useUndo } from "../shared/undo.tsx";
import { useWords } from "../shared/words.tsx";
import { QueueSelect } from "./job-acts.tsx";
import { titleOf } from "./job-words.ts";
import { PersonSelect } from "./person-select.tsx";

export function AssignJob({ job }: { readonly job: JobView }) {
  const words = useWords();
  const { say } = words;
  const undo = useUndo();
  const [login, setLogin] = useState<string>();
  const [reason, setReason] = useState("");
  const assign = (to: string, why: string) =>
    ask("POST /api/v1/jobs/{job}/assignment", { params: { job: job.id }, body: { login: to, reason: why } });
  const { mutate, error, isPending } = useAct(
    (to: string) => assign(to, reason),
    (given, to) => {
      const { login: before } = job;
      setReason("");
      setLogin(undefined);
      if (before !== undefined)
        undo({
          sentence: say("acts.job.given", { title: titleOf(words, given), login: to }),
          undo: () => assign(before, say("acts.undone")),
        });
    },
  );
  const ready = login !== undefined && login !== job.login && reason.trim() !== "";
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) mutate(login);
      }}
    >
      <Stack gap="xs" align="stretch">
        <PersonSelect label={say("admin.job.assign.to")} chosen={login} choose={setLogin} />
        {login !== undefined && <NewOwner login={login} price={job.price} />}
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

/** Whether they can pay it, before it is theirs. */
function NewOwner({ login, price = 0 }: { readonly login: string; readonly price: number | undefined }) {
  const { say, money } = useWords();
  const { data: user } = useQuery({ queryKey: ["user", login], queryFn: () => ask("GET /api/v1/users/{login}", { params: { login } }) });
  if (!user) return null;
  const amount = money(user.spendable);
  const isShort = user.limited && user.spendable < price;
  return (
    <Text size="sm" c={isShort ? "var(--quoin-danger)" : "dimmed"}>
      {user.limited ? say(isShort ? "acts.job.owner.short" : "acts.job.owner", { amount }) : say("acts.job.owner.unlimited")}
    </Text>
  );
}

export function MoveJob({ job }: { readonly job: JobView }) {
  const words = useWords();
  const { say } = words;
  const undo = useUndo();
  const [queue, setQueue] = useState<string>();
  const move = (to: string) => ask("POST /api/v1/jobs/{job}/queue", { params: { job: job.id }, body: { queue: to } });
  const { mutate, error, isPending } = useAct(move, (moved, to) => {
    setQueue(undefined);
    undo({ sentence: say("acts.job.moved", { title: titleOf(words, moved), queue: to }), undo: () => move(job.queue) });
  });
  return (
    <Stack gap="xs" align="stretch">
      <QueueSelect chosen={queue} choose={setQueue} but={job.queue} />
      <Told error={error} />
      <Button
        variant="default"
        loading={isPending}
        disabled={queue === undefined}
        onClick={() => queue !== undefined && mutate(queue)}
        style={{ alignSelf: "flex-start" }}
      >
        {queue === undefined ? say("acts.job.other-queue") : say("acts.job.move", { queue })}
      </Button>
    </Stack>
  );
}
