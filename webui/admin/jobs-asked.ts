// The jobs of a list: all of them where they are few; of more the first thousand, and the box searches for the others.
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ask } from "../shared/api.ts";
import { useView } from "../shared/table-view.ts";

const most = 1000;
const typingMs = 150;
const wanted = { owned: {}, unclaimed: { unclaimed: true }, ended: { ended: true }, review: { review: true } } as const;

export function useJobs(which: keyof typeof wanted) {
  const { filter } = useView();
  const [typed] = useDebouncedValue(filter.trim().slice(0, 64), typingMs);
  const [isCapped, cap] = useState(false);
  const search = isCapped ? typed : "";
  const asked = useQuery({
    queryKey: ["jobs", which, search],
    queryFn: ({ signal }) =>
      ask("GET /api/v1/jobs", { query: { limit: most, ...wanted[which], ...(search === "" ? {} : { search }) }, signal }),
    placeholderData: keepPreviousData,
  });
  if (!isCapped && (asked.data?.total ?? 0) > most) cap(true);
  return asked;
}
