// Jobs that wait or print now; and those nobody is known to own. Several can be chosen and acted on together.
import { useMemo, useState } from "react";
import { DataTable } from "../shared/table.tsx";
import { useWords } from "../shared/words.tsx";
import { Failed } from "./failed.tsx";
import { useBeside } from "./aside.tsx";
import { JobActs } from "./job-acts.tsx";
import { JobAside } from "./job-aside.tsx";
import { type JobColumn, jobColumns } from "./job-columns.tsx";
import { titleOf } from "./job-words.ts";
import { useJobs } from "./jobs-asked.ts";
import { PageHead } from "./page-head.tsx";

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
  const { data, error, refetch } = useJobs(which);
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
        total={data?.total}
        keyOf={({ id }) => id}
        empty={
          isOwned
            ? { title: say("admin.jobs.none"), hint: say("admin.jobs.none.hint") }
            : { title: say("admin.unclaimed.none"), hint: say("admin.unclaimed.none.hint") }
        }
        selection={{
          selected,
          select,
          label: (id) => {
            const job = jobs?.find((one) => one.id === id);
            return say("admin.job.choose", { title: job ? titleOf(words, job) : id });
          },
        }}
        tools={<JobActs chosen={chosen} done={() => select(new Set())} unclaimed={!isOwned} />}
      />
      <JobAside number={beside.open} close={beside.close} />
    </>
  );
}
