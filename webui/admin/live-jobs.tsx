// Jobs that wait or print now; and those nobody is known to own. Several can be chosen and deleted together.
import { Button } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import type { JobView } from "../../daemon/api/contract/jobs.ts";
import { useAct } from "../shared/act.ts";
import { ask } from "../shared/api.ts";
import { Told } from "../shared/states.tsx";
import { DataTable } from "../shared/table.tsx";
import { useWords } from "../shared/words.tsx";
import { Failed } from "./failed.tsx";
import { useBeside } from "./aside.tsx";
import { JobAside } from "./job-aside.tsx";
import { type JobColumn, jobColumns } from "./job-columns.tsx";
import { PageHead } from "./page-head.tsx";

const most = 1000;
const owned: readonly JobColumn[] = ["title", "number", "user", "state", "queue", "printer", "pages", "price", "since"];
/** Whose they are is not known, so neither is their price. */
const unclaimed: readonly JobColumn[] = ["title", "number", "user", "state", "queue", "pages", "since"];

export function LiveJobs({ which }: { readonly which: "owned" | "unclaimed" }) {
  const words = useWords();
  const { say } = words;
  const beside = useBeside();
  const { addressOf } = beside;
  const [selected, select] = useState<ReadonlySet<string>>(new Set());
  const isOwned = which === "owned";
  const { data, error, refetch } = useQuery({
    queryKey: ["jobs", which],
    queryFn: () => ask("GET /api/v1/jobs", { query: { limit: most, ...(isOwned ? {} : { unclaimed: true }) } }),
    refetchInterval: 3_000,
  });
  const columns = useMemo(() => jobColumns(words, addressOf, isOwned ? owned : unclaimed), [words, addressOf, isOwned]);
  const jobs = data?.jobs;
  // One that left meanwhile is no longer chosen.
  const chosen = jobs?.filter(({ id, held }) => held && selected.has(id)) ?? [];
  if (error && !data) return <Failed error={error} again={() => void refetch()} />;
  return (
    <>
      <PageHead
        title={say(isOwned ? "admin.page.jobs" : "admin.page.unclaimed")}
        hint={say(isOwned ? "admin.jobs.hint" : "admin.unclaimed.hint")}
      />
      <DataTable
        name={say(isOwned ? "admin.page.jobs" : "admin.page.unclaimed")}
        columns={columns}
        rows={jobs}
        keyOf={({ id }) => id}
        empty={
          isOwned
            ? { title: say("admin.jobs.none"), hint: say("admin.jobs.none.hint") }
            : { title: say("admin.unclaimed.none"), hint: say("admin.unclaimed.none.hint") }
        }
        // Nobody's job is deleted by nobody: it is assigned first, or ends by itself.
        {...(isOwned
          ? {
              selection: {
                selected,
                select,
                label: (id: string) =>
                  say("admin.job.choose", { title: jobs?.find((job) => job.id === id)?.title || say("portal.untitled") }),
              },
              tools: <Delete chosen={chosen} done={() => select(new Set())} />,
            }
          : {})}
      />
      <JobAside number={beside.open} close={beside.close} />
    </>
  );
}

/** Nothing more is asked: they were chosen one by one, and the button says how many. */
function Delete({ chosen, done }: { readonly chosen: readonly JobView[]; readonly done: () => void }) {
  const { say } = useWords();
  const { mutate, error, isPending } = useAct(async () => {
    // One that was printed meanwhile keeps none of the others.
    const answers = await Promise.allSettled(chosen.map(({ id }) => ask("DELETE /api/v1/jobs/{job}", { params: { job: id } })));
    for (const answer of answers) if (answer.status === "rejected") throw answer.reason;
  }, done);
  return (
    <>
      <Told error={error} />
      <Button
        variant="default"
        {...(chosen.length > 0 ? { c: "var(--quoin-danger)" } : {})}
        leftSection={<IconTrash size={18} aria-hidden />}
        disabled={chosen.length === 0}
        loading={isPending}
        onClick={() => mutate()}
      >
        {chosen.length === 0 ? say("portal.delete") : say("admin.jobs.delete", { n: chosen.length })}
      </Button>
    </>
  );
}
