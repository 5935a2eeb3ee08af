// One job that waits: what it is, how it is printed, where it can come out and for how much, one button.
import { ActionIcon, Box, Button, Card, Checkbox, Group, NativeSelect, Stack, Text } from "@mantine/core";
import { IconAdjustments, IconTrash } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import type { MyJobView } from "../../daemon/api/contract/my-jobs.ts";
import { ask, newKey, Problem } from "../shared/api.ts";
import { lazily } from "../shared/lazily.tsx";
import { plainName } from "../shared/names.ts";
import { State, Told, toneOfPrinter } from "../shared/states.tsx";
import { useWords } from "../shared/words.tsx";

/** Its fields weigh as much as the rest of the page. */
const Change = lazily(() => import("./change.tsx").then((file) => file.Change), 61);

interface Props {
  readonly job: MyJobView;
  readonly remove?: () => void;
  /** Where several can be chosen. */
  readonly chosen?: { readonly is: boolean; readonly set: (is: boolean) => void };
}

export function Job({ job, remove, chosen }: Props) {
  const { say } = useWords();
  const [changing, setChanging] = useState(false);
  const title = plainName(job.title) || say("portal.untitled");
  return (
    <Card bg="var(--quoin-card)" shadow="sm" p="md" component="article" aria-label={title}>
      <Stack gap="sm">
        <Group justify="space-between" wrap="nowrap" align="flex-start">
          <Group wrap="nowrap" align="flex-start" miw={0}>
            {chosen && (
              <Checkbox
                aria-label={say("portal.together.choose", { title })}
                checked={chosen.is}
                onChange={(event) => chosen.set(event.currentTarget.checked)}
                size="md"
                mt={2}
              />
            )}
            <Box miw={0}>
              <Text fw={600} lineClamp={2} style={{ overflowWrap: "anywhere" }} dir="auto">
                {title}
              </Text>
              <Facts job={job} />
            </Box>
          </Group>
          {job.held && (
            <Group gap={4} wrap="nowrap">
              {job.impressions !== undefined && <Changing is={changing} set={setChanging} />}
              {remove && (
                <ActionIcon
                  variant="subtle"
                  color="red"
                  size={44}
                  aria-label={say("portal.delete")}
                  title={say("portal.delete")}
                  onClick={remove}
                >
                  <IconTrash aria-hidden />
                </ActionIcon>
              )}
            </Group>
          )}
        </Group>
        {changing && <Change job={job} />}
        {job.held ? <Release job={job} /> : <State tone="ready">{say("job.printing")}</State>}
      </Stack>
    </Card>
  );
}

function Changing({ is, set }: { readonly is: boolean; readonly set: (is: boolean) => void }) {
  const { say } = useWords();
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={44}
      aria-label={say("portal.change")}
      title={say("portal.change")}
      aria-expanded={is}
      onClick={() => set(!is)}
    >
      <IconAdjustments aria-hidden />
    </ActionIcon>
  );
}

function Facts({ job }: { readonly job: MyJobView }) {
  const { say, count } = useWords();
  const { impressions: pages, copies = 1 } = job;
  const facts =
    pages === undefined
      ? [job.problem ? "" : count(job.number)]
      : [
          say("portal.pages", { n: pages }),
          say(job.colored && job.color !== "monochrome" ? "portal.in-color" : "portal.in-black"),
          copies > 1 ? say("portal.copies-of", { n: copies }) : "",
          job.pages === "" ? "" : say("portal.only-pages", { pages: job.pages }),
        ];
  return (
    <Text c="dimmed" size="sm" className="figures">
      {facts.filter((fact) => fact !== "").join(" · ")}
    </Text>
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
  const { price, missing } = place;
  return (
    <Stack gap="sm">
      <Group align="center" wrap="nowrap" gap="sm">
        <NativeSelect
          aria-label={say("portal.where")}
          flex={1}
          size="md"
          value={place.printer}
          onChange={(event) => setWanted(event.currentTarget.value)}
          data={job.places.map(({ printer, price: there, state }) => ({
            value: printer,
            label: [
              printer,
              there === undefined ? undefined : money(there),
              state === "idle" ? undefined : say(`printer.${wordOfPrinter(state)}`),
            ]
              .filter((part) => part !== undefined)
              .join(" · "),
            disabled: there === undefined,
          }))}
        />
        <State tone={toneOfPrinter(place.state)}>{say(`printer.${wordOfPrinter(place.state)}`)}</State>
      </Group>
      <Told error={error} />
      {price === undefined ? (
        <Text c="dimmed">{place.sentence}</Text>
      ) : missing === undefined ? (
        <Button size="lg" loading={isPending} className="figures" onClick={() => mutate({ printer: place.printer, shown: price })}>
          {say("portal.print", { n: job.impressions ?? 0, price: money(price) })}
        </Button>
      ) : (
        <State tone="needs">{say("portal.missing", { missing: money(missing), price: money(price) })}</State>
      )}
    </Stack>
  );
}

const states = ["idle", "processing", "stopped", "unreachable"] as const;
export const wordOfPrinter = (state: string): (typeof states)[number] | "unknown" => states.find((each) => each === state) ?? "unknown";
