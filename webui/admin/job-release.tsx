// Releasing somebody's job for them: the price on the button is the one of the printer that was chosen.
import { Button, Select, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { JobView } from "../../daemon/api/contract/jobs.ts";
import { useMoneyAct } from "../shared/act.ts";
import { ask } from "../shared/api.ts";
import { Told } from "../shared/states.tsx";
import { useWords } from "../shared/words.tsx";
import { printersAsked, queuesAsked } from "./asking.ts";
import { useWordOfPrinter } from "./printer-words.ts";

export function ReleaseJob({ job }: { readonly job: JobView }) {
  const { say, money } = useWords();
  const wordOf = useWordOfPrinter();
  const { data: printers = [] } = useQuery(printersAsked);
  const { data: queues } = useQuery(queuesAsked);
  const [wanted, setWanted] = useState<string | null>(null);
  const near = queues?.find(({ name }) => name === job.queue)?.printers ?? [];
  const printer = wanted ?? near[0] ?? printers[0]?.name;
  const { data: there } = useQuery({
    queryKey: ["job", job.id, printer],
    queryFn: () => ask("GET /api/v1/jobs/{job}", { params: { job: job.id }, query: { printer: printer ?? "" } }),
    enabled: printer !== undefined,
  });
  const { mutate, error, isPending } = useMoneyAct((at: { printer: string; shown: number }, key) =>
    ask("POST /api/v1/jobs/{job}/release", { params: { job: job.id }, body: at, key }),
  );
  const price = there?.price;
  return (
    <Stack gap="xs" align="stretch">
      <Select
        label={say("admin.job.release.where")}
        value={printer ?? null}
        allowDeselect={false}
        onChange={setWanted}
        data={printers.map(({ name, state }) => ({ value: name, label: `${name} · ${wordOf(state)}` }))}
        nothingFoundMessage={say("admin.printers.none")}
      />
      {there?.sentence !== undefined && <Text size="sm">{there.sentence}</Text>}
      <Told error={error} />
      <Button
        style={{ alignSelf: "flex-start" }}
        className="figures"
        loading={isPending}
        disabled={printer === undefined || price === undefined}
        onClick={() => printer !== undefined && price !== undefined && mutate({ printer, shown: price })}
      >
        {price === undefined ? say("admin.job.release") : say("admin.job.release.for", { printer: printer ?? "", price: money(price) })}
      </Button>
    </Stack>
  );
}
