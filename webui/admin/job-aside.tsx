// One job beside its list: whose, from where, when, what it costs, where it can come out; and what can be done with one that waits.
import { Accordion, Anchor, Button, Divider, Group, Skeleton, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import type { JobPlace, JobView } from "../../daemon/api/contract/jobs.ts";
import { formatBytes } from "../../daemon/words/format.ts";
import { reviewSentence } from "../../daemon/words/reasons.ts";
import { useAct } from "../shared/act.ts";
import { ask } from "../shared/api.ts";
import { State, Told } from "../shared/states.tsx";
import { useWords } from "../shared/words.tsx";
import { Aside } from "./aside.tsx";
import { accountAt } from "./addresses.ts";
import { AssignJob, MoveJob } from "./job-assign.tsx";
import { Facts } from "./facts.tsx";
import { ReleaseJob } from "./job-release.tsx";
import { useWordOfPrinter } from "./printer-words.ts";
import { standingOf } from "./job-words.ts";

type JobWithPlaces = JobView & { readonly places?: readonly JobPlace[] };

export function JobAside({ number, close }: { readonly number: string | undefined; readonly close: () => void }) {
  const { say } = useWords();
  const { data: job, error } = useQuery({
    queryKey: ["job", number],
    queryFn: () => ask("GET /api/v1/jobs/{job}", { params: { job: number ?? "" } }),
    enabled: number !== undefined,
  });
  return (
    <Aside title={say("admin.job", { number: number ?? "" })} opened={number !== undefined} close={close}>
      {error && !job ? <Told error={error} /> : !job ? <Skeleton h={240} /> : <Job job={job} close={close} />}
    </Aside>
  );
}

function Job({ job, close }: { readonly job: JobWithPlaces; readonly close: () => void }) {
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
          [say("admin.job.user"), job.login === undefined ? undefined : <Owner key="owner" login={job.login} />],
          [say("admin.job.sent-as"), job.login === job.named ? undefined : job.named],
          [say("acts.job.from"), job.address],
          [say("acts.job.requested"), createdAt === undefined ? undefined : date(createdAt)],
          [say("admin.job.ended"), endedAt === undefined ? undefined : date(endedAt)],
          [say("admin.job.price"), price === undefined ? undefined : money(price)],
          [say("admin.job.charged"), charged === undefined ? undefined : money(charged)],
          [say("acts.job.places"), job.places && <Places key="places" places={job.places} />],
          [say("admin.job.printer"), job.printer],
          [say("acts.job.file"), job.title || undefined],
          [say("admin.job.queue"), job.queue],
          [say("admin.job.pages"), pages],
          [say("portal.copies"), job.copies === undefined ? undefined : count(job.copies)],
          [say("admin.job.size"), bytes === undefined ? undefined : formatBytes(language, bytes)],
          [say("admin.job.sure"), say(`least.${job.strength}`)],
        ]}
      />
      {job.held && <Divider />}
      {job.held && job.login === undefined && <AssignJob key={`${job.id} assign`} job={job} />}
      {job.held && job.login !== undefined && (
        <>
          <ReleaseJob key={`${job.id} release`} job={job} />
          <Accordion variant="separated" chevronPosition="left">
            <Accordion.Item value="user">
              <Accordion.Control>{say("acts.job.other-user")}</Accordion.Control>
              <Accordion.Panel>
                <AssignJob key={`${job.id} assign`} job={job} />
              </Accordion.Panel>
            </Accordion.Item>
            <Accordion.Item value="queue">
              <Accordion.Control>{say("acts.job.other-queue")}</Accordion.Control>
              <Accordion.Panel>
                <MoveJob key={`${job.id} ${job.queue}`} job={job} />
              </Accordion.Panel>
            </Accordion.Item>
          </Accordion>
          <DeleteJob job={job} close={close} />
        </>
      )}
    </Stack>
  );
}

/** With their credit: what the job costs stands beside it. */
function Owner({ login }: { readonly login: string }) {
  const { say, money } = useWords();
  const { data: user } = useQuery({ queryKey: ["user", login], queryFn: () => ask("GET /api/v1/users/{login}", { params: { login } }) });
  return (
    <Stack gap={0} component="span">
      <span>
        <Anchor component={Link} href={accountAt(login)}>
          {user?.name ?? login}
        </Anchor>
      </span>
      {user && (
        <Text size="sm" c="dimmed" component="span">
          {`${login} · ${user.limited ? money(user.spendable) : say("portal.unlimited")}`}
        </Text>
      )}
    </Stack>
  );
}

function Places({ places }: { readonly places: readonly JobPlace[] }) {
  const { money } = useWords();
  const wordOf = useWordOfPrinter();
  return (
    <Stack gap={4} component="span">
      {places.map(({ printer, state, price, sentence }) => (
        <Text key={printer} component="span" {...(price === undefined ? { c: "dimmed", size: "sm" } : {})}>
          {price === undefined ? `${printer} : ${sentence}` : `${printer} · ${money(price)} · ${wordOf(state)}`}
        </Text>
      ))}
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
