// Several jobs at once: one printer, one price the box adds up, one button; each job is released, and told, by itself.
import { ActionIcon, Button, Group, NativeSelect, Paper, Stack, Text } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import type { MyJobView } from "../../daemon/api/contract/my-jobs.ts";
import { ask, newKey, Problem } from "../shared/api.ts";
import { State, Told, toneOfPrinter } from "../shared/states.tsx";
import { useWords } from "../shared/words.tsx";
import { wordOfPrinter } from "./job.tsx";
import classes from "./together.module.css";

interface Props {
  readonly jobs: readonly MyJobView[];
  readonly remove: () => void;
  readonly done: () => void;
}

export function Together({ jobs, remove, done }: Props) {
  const { say, money } = useWords();
  const client = useQueryClient();
  const [wanted, setWanted] = useState<string | null>(null);
  const numbers = jobs.map(({ number }) => number).join(",");
  const shown = jobs.map(({ price }) => price).join(",");
  const { data } = useQuery({
    queryKey: ["me", "jobs", "quote", numbers, shown],
    queryFn: () => ask("GET /api/v1/me/quote", { query: { jobs: numbers } }),
    placeholderData: keepPreviousData,
  });
  // One key for one job and price: after a lost answer the same press goes on where it stopped.
  const keys = useRef(new Map<string, string>());
  const place = data?.places.find(({ printer }) => printer === wanted) ?? data?.places[0];
  const { mutate, error, isPending } = useMutation({
    mutationFn: async (at: NonNullable<typeof place>) => {
      for (const { number, price } of at.jobs) {
        const of = `${number} ${at.printer} ${price}`;
        const key = keys.current.get(of) ?? newKey();
        keys.current.set(of, key);
        const body = { printer: at.printer, shown: price };
        await ask("POST /api/v1/me/jobs/{job}/release", { params: { job: String(number) }, body: body as never, key }).catch((error) => {
          if (error instanceof Problem) keys.current.delete(of);
          throw error;
        });
      }
    },
    onSuccess: done,
    onSettled: () => client.invalidateQueries({ queryKey: ["me"] }),
  });
  return (
    <Paper
      className={classes.bar}
      p="sm"
      withBorder
      shadow="sm"
      component="section"
      aria-label={say("portal.together", { n: jobs.length })}
    >
      <Stack gap="xs">
        <Told error={error} />
        <Group wrap="nowrap" gap="sm">
          <NativeSelect
            aria-label={say("portal.where")}
            flex={1}
            value={place?.printer ?? ""}
            onChange={(event) => setWanted(event.currentTarget.value)}
            data={data?.places.map(({ printer, total }) => ({ value: printer, label: `${printer} · ${money(total)}` })) ?? []}
          />
          {place && <State tone={toneOfPrinter(place.state)}>{say(`printer.${wordOfPrinter(place.state)}`)}</State>}
          <Remove label={say("portal.together.delete", { n: jobs.length })} remove={remove} />
        </Group>
        {place && place.jobs.length < jobs.length && (
          <Text size="sm">{say("portal.together.not-there", { n: jobs.length - place.jobs.length })}</Text>
        )}
        {place?.missing === undefined ? (
          <Button size="lg" className="figures" disabled={!place} loading={isPending} onClick={() => place && mutate(place)}>
            {place ? say("portal.together.print", { n: place.jobs.length, price: money(place.total) }) : say("job.checking")}
          </Button>
        ) : (
          <State tone="needs">{say("portal.missing", { missing: money(place.missing), price: money(place.total) })}</State>
        )}
      </Stack>
    </Paper>
  );
}

const Remove = ({ label, remove }: { readonly label: string; readonly remove: () => void }) => (
  <ActionIcon variant="subtle" color="red" size={44} aria-label={label} title={label} onClick={remove}>
    <IconTrash aria-hidden />
  </ActionIcon>
);
