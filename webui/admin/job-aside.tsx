// One job beside its list: whose, when, what it costs; and what can be done with one that waits: release, assign, delete.
import { Button, Divider, Group, Skeleton, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { JobView } from "../../daemon/api/contract/jobs.ts";
import { formatBytes } from "../../daemon/words/format.ts";
import { reviewSentence } from "../../daemon/words/reasons.ts";
import { useAct } from "../shared/act.ts";
import { ask } from "../shared/api.ts";
import { State, Told } from "../shared/states.tsx";
import { useWords } from "../shared/words.tsx";
import { Aside } from "./aside.tsx";
import { AssignJob } from "./job-assign.tsx";
import { Facts } from "./facts.tsx";
import { ReleaseJob } from "./job-release.tsx";
import { standingOf } from "./job-words.ts";

export function JobAside({ number, close }: { readonly number: string | undefined; readonly close: () => void }) {
  const { say } = useWords();
  const { data: job, error } = useQuery({
    queryKey: ["job", number],
    queryFn: () => ask("GET /api/v1/jobs/{job}", { params: { job: number ?? "" } }),
    enabled: number !== undefined,
    refetchInterval: 3_000,
  });
  return (
    <Aside title={say("admin.job", { number: number ?? "" })} opened={number !== undefined} close={close}>
      {error && !job ? <Told error={error} /> : !job ? <Skeleton h={240} /> : <Job job={job} close={close} />}
    </Aside>
  );
}

function Job({ job, close }: { readonly job: JobView; readonly close: () => void }) {
  const words = useWords();
  const { say, money, date, count, language } = words;
  const { tone, word } = standingOf(words, job);
  const { createdAt, endedAt, impressions, impressionsColor = 0, price, charged, review, bytes } = job;
  const pages =
    impressions === undefined
      ? undefined
      : `${count(impressions)}${impressionsColor > 0 ? ` · ${say("admin.job.in-color", { n: impressionsColor })}` : ""}`;
  return (
    <Stack>
      <Group>
        <State tone={tone}>{word}</State>
      </Group>
      {(job.sentence ?? review) !== undefined && <Text>{job.sentence ?? reviewSentence(language, review ?? "")}</Text>}
      <Facts
        facts={[
          [say("admin.job.title"), job.title || undefined],
          [say("admin.job.user"), job.login],
          [say("admin.job.sent-as"), job.named],
          [say("admin.job.sure"), say(`least.${job.strength}`)],
          [say("admin.job.since"), createdAt === undefined ? undefined : date(createdAt)],
          [say("admin.job.ended"), endedAt === undefined ? undefined : date(endedAt)],
          [say("admin.job.queue"), job.queue],
          [say("admin.job.printer"), job.printer],
          [say("admin.job.pages"), pages],
          [say("portal.copies"), job.copies === undefined ? undefined : count(job.copies)],
          [say("admin.job.size"), bytes === undefined ? undefined : formatBytes(language, bytes)],
          [say("admin.job.price"), price === undefined ? undefined : money(price)],
          [say("admin.job.charged"), charged === undefined ? undefined : money(charged)],
        ]}
      />
      {job.held && <Divider />}
      {/* The box lets only nobody's job be given to somebody. */}
      {job.held && job.login === undefined && <AssignJob key={`${job.id} assign`} job={job} />}
      {job.held && job.login !== undefined && (
        <>
          <ReleaseJob key={`${job.id} release`} job={job} />
          <Divider />
          <DeleteJob job={job} close={close} />
        </>
      )}
    </Stack>
  );
}

function DeleteJob({ job, close }: { readonly job: JobView; readonly close: () => void }) {
  const { say } = useWords();
  const { mutate, error, isPending } = useAct(() => ask("DELETE /api/v1/jobs/{job}", { params: { job: job.id } }), close);
  return (
    <Stack gap="xs" align="flex-start">
      <Text size="sm" c="dimmed">
        {say("admin.job.delete.hint")}
      </Text>
      <Told error={error} />
      <Button variant="default" c="var(--quoin-danger)" loading={isPending} onClick={() => mutate()}>
        {say("admin.jobs.delete", { n: 1 })}
      </Button>
    </Stack>
  );
}
