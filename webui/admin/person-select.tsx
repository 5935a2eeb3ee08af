// One person out of any number: the box searches while somebody types.
import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ask } from "../shared/api.ts";
import { useWords } from "../shared/words.tsx";

const most = 20;

interface Props {
  readonly label: string;
  readonly chosen: string | undefined;
  readonly choose: (login: string | undefined) => void;
}

export function PersonSelect({ label, chosen, choose }: Props) {
  const { say } = useWords();
  const [typed, setTyped] = useState("");
  const [search] = useDebouncedValue(
    typed
      .replace(/ \(.*$/, "")
      .trim()
      .slice(0, 64),
    150,
  );
  const { data } = useQuery({
    queryKey: ["users", "select", search],
    queryFn: ({ signal }) => ask("GET /api/v1/users", { query: { limit: most, ...(search === "" ? {} : { search }) }, signal }),
    placeholderData: keepPreviousData,
  });
  const people = data?.users.map(({ login, name }) => ({ value: login, label: name === login ? login : `${name} (${login})` })) ?? [];
  return (
    <Select
      label={label}
      placeholder={say("admin.person.search")}
      value={chosen ?? null}
      onChange={(login) => choose(login ?? undefined)}
      searchable
      searchValue={typed}
      onSearchChange={setTyped}
      // The box found them already.
      filter={({ options }) => options}
      data={chosen !== undefined && !people.some(({ value }) => value === chosen) ? [{ value: chosen, label: chosen }, ...people] : people}
      nothingFoundMessage={say("admin.person.none")}
      clearable
      clearButtonProps={{ "aria-label": say("admin.clear") }}
    />
  );
}
