// The jobs that wait: one line each, where it can come out and for how much, one button.
import { ActionIcon, Box, Button, Card, Collapse, Group, NumberInput, Select, Skeleton, Stack, Text, Title, Tooltip } from "@mantine/core";
import { IconAdjustments, IconTrash } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import type { MyJobView } from "../../daemon/api/contract/people.ts";
import { ask, newKey, Problem } from "../shared/api.ts";
import { Empty } from "../shared/empty.tsx";
import { Lost, State, Told, toneOfPrinter } from "../shared/states.tsx";
import { useWords } from "../shared/words.tsx";

export function Waiting() {
  const { say } = useWords();
  const { data, error, refetch } = useQuery({
    queryKey: ["me", "jobs"],
    queryFn: () => ask("GET /api/v1/me/jobs"),
    // Told at once of what changes; a printer's own state is looked at now and then.
    refetchInterval: 10_000,
  });
  if (error && !data) return <Lost again={() => void refetch()} />;
  return (
    <Stack component="section" gap="sm">
      <Title order={1} size="h3">
        {say("portal.waiting.title")}
      </Title>
      {!data && <Skeleton h={118} />}
      {data?.jobs.length === 0 && <Empty title={say("portal.waiting.none")}>{say("portal.waiting.none.hint")}</Empty>}
      {data?.jobs.map((job) => (
        <Job key={job.id} job={job} />
      ))}
    </Stack>
  );
}

function Job({ job }: { readonly job: MyJobView }) {
  const { say, count } = useWords();
  const [changing, setChanging] = useState(false);
  const [failed, setFailed] = useState<unknown>();
  const pages = job.impressions;
  return (
    <Card bg="var(--quoin-card)" shadow="sm" p="md" component="article" aria-label={job.title}>
      <Stack gap="sm">
        <Group justify="space-between" wrap="nowrap" align="flex-start">
          <Box miw={0}>
            <Text fw={600} lineClamp={2} style={{ overflowWrap: "anywhere" }} dir="auto">
              {job.title || say("portal.untitled")}
            </Text>
            <Text c="dimmed" size="sm" className="figures">
              {pages === undefined ? "" : say("portal.pages", { n: pages })}
              {pages === undefined ? "" : ` · ${say(job.colored && job.color !== "monochrome" ? "portal.in-color" : "portal.in-black")}`}
              {job.copies !== undefined && job.copies > 1 ? ` · ${say("portal.copies-of", { n: job.copies })}` : ""}
              {pages === undefined && !job.problem ? count(job.number) : ""}
            </Text>
          </Box>
          {job.held && (
            <Group gap={4} wrap="nowrap">
              {job.impressions !== undefined && (
                <Tooltip label={say("portal.change")}>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    size={44}
                    aria-label={say("portal.change")}
                    aria-expanded={changing}
                    onClick={() => setChanging(!changing)}
                  >
                    <IconAdjustments aria-hidden />
                  </ActionIcon>
                </Tooltip>
              )}
              <Delete job={job} failed={setFailed} />
            </Group>
          )}
        </Group>
        <Told error={failed} />
        <Collapse expanded={changing}>
          <Change job={job} />
        </Collapse>
        {job.held ? <Release job={job} /> : <State tone="ready">{say("job.printing")}</State>}
      </Stack>
    </Card>
  );
}

/** Nothing is asked: a job deleted by a slip is sent again in a moment, and cost nothing. */
function Delete({ job, failed }: { readonly job: MyJobView; readonly failed: (error: unknown) => void }) {
  const { say } = useWords();
  const client = useQueryClient();
  const { mutate, isPending } = useMutation({
    onError: failed,
    mutationFn: () => ask("DELETE /api/v1/me/jobs/{job}", { params: { job: job.id } }),
    onSettled: () => client.invalidateQueries({ queryKey: ["me"] }),
  });
  return (
    <Tooltip label={say("portal.delete")}>
      <ActionIcon variant="subtle" color="red" size={44} loading={isPending} aria-label={say("portal.delete")} onClick={() => mutate()}>
        <IconTrash aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}

function Change({ job }: { readonly job: MyJobView }) {
  const { say } = useWords();
  const client = useQueryClient();
  type Wanted = Partial<Pick<MyJobView, "color" | "sides">> & { copies?: number };
  const { mutate, error } = useMutation({
    mutationFn: (body: Wanted) => ask("PATCH /api/v1/me/jobs/{job}", { params: { job: job.id }, body }),
    onSettled: () => client.invalidateQueries({ queryKey: ["me", "jobs"] }),
  });
  return (
    <Stack gap="sm">
      <Group grow preventGrowOverflow={false} align="flex-end">
        <NumberInput
          label={say("portal.copies")}
          value={job.copies ?? 1}
          min={1}
          max={999}
          allowDecimal={false}
          clampBehavior="strict"
          onChange={(copies) => typeof copies === "number" && copies >= 1 && mutate({ copies })}
        />
        {job.colored && (
          <Select
            label={say("portal.color")}
            value={job.color === "monochrome" ? "monochrome" : "auto"}
            allowDeselect={false}
            data={[
              { value: "auto", label: say("portal.in-color") },
              { value: "monochrome", label: say("portal.in-black") },
            ]}
            onChange={(color) => color !== null && mutate({ color: color as MyJobView["color"] })}
          />
        )}
        <Select
          label={say("portal.sides")}
          value={job.sides}
          allowDeselect={false}
          data={[
            { value: "one-sided", label: say("portal.one-sided") },
            { value: "two-sided-long-edge", label: say("portal.two-sided") },
            { value: "two-sided-short-edge", label: say("portal.two-sided-short") },
          ]}
          onChange={(sides) => sides !== null && mutate({ sides: sides as MyJobView["sides"] })}
        />
      </Group>
      <Told error={error} />
    </Stack>
  );
}

/** The price stands on the button, and is the one that is charged. */
function Release({ job }: { readonly job: MyJobView }) {
  const { say, money } = useWords();
  const client = useQueryClient();
  const [wanted, setWanted] = useState<string | null>(null);
  const place = job.places.find(({ printer }) => printer === wanted) ?? job.places[0];
  // One key for one press: sent again after a lost answer it is the same release.
  const key = useRef(newKey());
  const { mutate, error, isPending } = useMutation({
    mutationFn: (at: { printer: string; shown: number }) =>
      ask("POST /api/v1/me/jobs/{job}/release", { params: { job: job.id }, body: at as never, key: key.current }),
    onError: (error) => {
      if (error instanceof Problem) key.current = newKey();
    },
    onSettled: () => client.invalidateQueries({ queryKey: ["me"] }),
  });
  if (job.sentence !== undefined && job.places.every(({ price }) => price === undefined))
    return <Told error={new Problem({ code: job.problem ?? "", status: 0, detail: job.sentence })} />;
  if (!place) return <State tone="waiting">{say("job.checking")}</State>;
  const { price } = place;
  return (
    <Stack gap="sm">
      <Group align="center" wrap="nowrap" gap="sm">
        <Select
          aria-label={say("portal.where")}
          flex={1}
          size="md"
          value={place.printer}
          allowDeselect={false}
          onChange={setWanted}
          data={job.places.map(({ printer, price: there }) => ({
            value: printer,
            label: there === undefined ? printer : `${printer} · ${money(there)}`,
            disabled: there === undefined,
          }))}
        />
        <State tone={toneOfPrinter(place.state)}>{say(`printer.${wordOfPrinter(place.state)}`)}</State>
      </Group>
      <Told error={error} />
      {price === undefined ? (
        <Text c="dimmed">{place.sentence}</Text>
      ) : (
        <Button size="lg" loading={isPending} className="figures" onClick={() => mutate({ printer: place.printer, shown: price })}>
          {say("portal.print", { n: job.impressions ?? 0, price: money(price) })}
        </Button>
      )}
    </Stack>
  );
}

const states = ["idle", "processing", "stopped", "unreachable"] as const;
export const wordOfPrinter = (state: string): (typeof states)[number] | "unknown" => states.find((each) => each === state) ?? "unknown";
