// The jobs that wait: one by one, or several at once.
import { Button, Card, Checkbox, Group, Skeleton, Stack, Text, Title } from "@mantine/core";
import { IconArrowBackUp } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useAct } from "../shared/act.ts";
import { ask } from "../shared/api.ts";
import { Empty } from "../shared/empty.tsx";
import { namedInside } from "../shared/names.ts";
import { Lost, Told } from "../shared/states.tsx";
import { useWords } from "../shared/words.tsx";
import { Job } from "./job.tsx";
import { Together } from "./together.tsx";

/** Long enough to read the line and press; a job deleted for good is sent again in a moment. */
const undoWithinS = 10;

export const useMyJobs = () =>
  useQuery({
    queryKey: ["me", "jobs"],
    queryFn: () => ask("GET /api/v1/me/jobs"),
  });

export function Waiting() {
  const { say } = useWords();
  const { data, error, refetch } = useMyJobs();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const deleting = useAct(async (ids: readonly string[]) => {
    for (const job of ids) await ask("DELETE /api/v1/me/jobs/{job}", { params: { job }, query: { undo: undoWithinS } });
  });
  const keeping = useAct((job: string) => ask("POST /api/v1/me/jobs/{job}/keep", { params: { job } }));
  if (error && !data) return <Lost again={() => void refetch()} />;
  const choosable = data?.jobs.filter(({ held, impressions, deleting }) => held && impressions !== undefined && !deleting) ?? [];
  const together = choosable.filter(({ id }) => chosen.has(id));
  const choose = (id: string, isChosen: boolean): void => {
    const next = new Set(chosen);
    if (isChosen) next.add(id);
    else next.delete(id);
    setChosen(next);
  };
  const remove = (ids: readonly string[]): void => {
    setChosen(new Set());
    deleting.mutate(ids);
  };
  return (
    <Stack component="section" gap="sm">
      <Title order={1} size="h3">
        {say("portal.waiting.title")}
      </Title>
      {!data && <Skeleton h={118} />}
      {data?.jobs.length === 0 && <Empty title={say("portal.waiting.none")}>{say("portal.waiting.none.hint")}</Empty>}
      {choosable.length > 1 && (
        <Checkbox
          label={say("portal.together.all", { n: choosable.length })}
          checked={together.length === choosable.length}
          indeterminate={together.length > 0 && together.length < choosable.length}
          onChange={(event) => setChosen(new Set(event.currentTarget.checked ? choosable.map(({ id }) => id) : []))}
          styles={{ body: { minHeight: 44, alignItems: "center" } }}
        />
      )}
      <Told error={deleting.error ?? keeping.error} />
      {data?.jobs.map((job) =>
        job.deleting ? (
          <Deleted key={job.id} title={job.title} undo={() => keeping.mutate(job.id)} />
        ) : (
          <Job
            key={job.id}
            job={job}
            remove={() => remove([job.id])}
            {...(choosable.length > 1 && choosable.includes(job)
              ? { chosen: { is: chosen.has(job.id), set: (is: boolean) => choose(job.id, is) } }
              : {})}
          />
        ),
      )}
      {together.length > 0 && (
        <Together jobs={together} remove={() => remove(together.map(({ id }) => id))} done={() => setChosen(new Set())} />
      )}
    </Stack>
  );
}

function Deleted({ title, undo }: { readonly title: string; readonly undo: () => void }) {
  const { say } = useWords();
  return (
    <Card bg="var(--quoin-card)" p="sm" withBorder role="status">
      <Group justify="space-between" wrap="nowrap">
        <Text lineClamp={2} style={{ overflowWrap: "anywhere" }}>
          {say("portal.deleted", { title: namedInside(title) || say("portal.untitled") })}
        </Text>
        <Button variant="light" flex="none" leftSection={<IconArrowBackUp size={18} aria-hidden />} onClick={undo}>
          {say("page.undo")}
        </Button>
      </Group>
    </Card>
  );
}
