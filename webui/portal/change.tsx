// How a waiting job is printed: what is changed is priced anew at once.
import { Group, NumberInput, Select, Stack, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { MyJobView } from "../../daemon/api/contract/my-jobs.ts";
import { ask } from "../shared/api.ts";
import { Told } from "../shared/states.tsx";
import { useWords } from "../shared/words.tsx";

type Wanted = Partial<Pick<MyJobView, "color" | "sides" | "pages">> & { copies?: number };

export function Change({ job }: { readonly job: MyJobView }) {
  const { say } = useWords();
  const client = useQueryClient();
  const { mutate, error } = useMutation({
    mutationFn: (body: Wanted) => ask("PATCH /api/v1/me/jobs/{job}", { params: { job: job.id }, body }),
    onSettled: () => client.invalidateQueries({ queryKey: ["me", "jobs"] }),
  });
  return (
    <Stack gap="sm">
      <Group grow preventGrowOverflow={false} align="flex-start">
        <NumberInput
          label={say("portal.copies")}
          value={job.copies ?? 1}
          min={1}
          max={999}
          allowDecimal={false}
          clampBehavior="strict"
          onChange={(copies) => typeof copies === "number" && copies >= 1 && mutate({ copies })}
        />
        {(job.documentPages ?? 1) > 1 && <Pages key={job.pages} job={job} set={(pages) => mutate({ pages })} />}
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

/** Taken when it is left, or Enter is pressed: half a list of pages is none. */
function Pages({ job, set }: { readonly job: MyJobView; readonly set: (pages: string) => void }) {
  const { say } = useWords();
  const [typed, setTyped] = useState(job.pages);
  const take = (): void => {
    if (typed.trim() !== job.pages) set(typed);
  };
  return (
    <TextInput
      label={say("portal.which-pages", { n: job.documentPages ?? 0 })}
      placeholder={say("portal.which-pages.all")}
      value={typed}
      maxLength={400}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={take}
      onKeyDown={(event) => event.key === "Enter" && take()}
    />
  );
}
