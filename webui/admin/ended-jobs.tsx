// Jobs that ended lately, and of these the ones a person should look at.
import { useMemo } from "react";
import { DataTable } from "../shared/table.tsx";
import { useWords } from "../shared/words.tsx";
import { Failed } from "./failed.tsx";
import { useBeside } from "./aside.tsx";
import { JobAside } from "./job-aside.tsx";
import { type JobColumn, jobColumns } from "./job-columns.tsx";
import { useJobs } from "./jobs-asked.ts";
import { PageHead } from "./page-head.tsx";

const shown: readonly JobColumn[] = ["title", "number", "user", "state", "printer", "pages", "charged", "ended"];

export function EndedJobs({ which }: { readonly which: "ended" | "review" }) {
  const words = useWords();
  const { say } = words;
  const beside = useBeside();
  const { addressOf } = beside;
  const { data, error, refetch } = useJobs(which);
  const columns = useMemo(() => jobColumns(words, addressOf, shown), [words, addressOf]);
  if (error && !data) return <Failed error={error} again={() => void refetch()} />;
  return (
    <>
      <PageHead title={say(`admin.page.${which}`)} hint={say(`admin.${which}.hint`)} />
      <DataTable
        name={say(`admin.page.${which}`)}
        columns={columns}
        rows={data?.jobs}
        total={data?.total}
        keyOf={({ id }) => id}
        empty={{ title: say(`admin.${which}.none`), hint: say(`admin.${which}.none.hint`) }}
      />
      <JobAside number={beside.open} close={beside.close} />
    </>
  );
}
