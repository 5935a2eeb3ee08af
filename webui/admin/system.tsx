// The box: how it is, and what is plugged into it.
import { Anchor, SimpleGrid, Skeleton, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { Link } from "wouter";
import type { StatusView } from "../../daemon/api/contract/box.ts";
import { fill, isKey } from "../../daemon/words/index.ts";
import { State } from "../shared/states.tsx";
import { type Column, DataTable } from "../shared/table.tsx";
import { useWords, type Words } from "../shared/words.tsx";
import { Failed } from "./failed.tsx";
import { statusAsked } from "./asking.ts";
import { BoxFacts } from "./box-facts.tsx";
import { PageHead } from "./page-head.tsx";
import { Section } from "./section.tsx";

type Device = StatusView["devices"][number];

export function System() {
  const words = useWords();
  const { say } = words;
  const { data: status, error, refetch } = useQuery(statusAsked);
  const columns = useMemo(() => columnsIn(words), [words]);
  if (error && !status) return <Failed error={error} again={() => void refetch()} />;
  return (
    <>
      <PageHead title={say("admin.page.system")} />
      <SimpleGrid cols={{ base: 1, lg: 2 }}>
        <Section title={say("admin.box")}>{status ? <BoxFacts status={status} /> : <Skeleton h={320} />}</Section>
        <Stack>
          <Section title={say("admin.devices")}>
            <DataTable
              name={say("admin.devices")}
              columns={columns}
              rows={status?.devices}
              keyOf={({ name }) => name}
              empty={{ title: say("admin.devices.none"), hint: say("admin.devices.none.hint") }}
            />
          </Section>
          <Section title={say("api.programs")}>
            <Text>{say("api.programs.what")}</Text>
            <Anchor component={Link} href="/admin/api">
              {say("api.open")}
            </Anchor>
          </Section>
        </Stack>
      </SimpleGrid>
    </>
  );
}

/** A kind or state we have no word for is shown as it is. */
function wordFor({ language }: Words, of: string): string {
  const key: string = `device.${of}`;
  return isKey(key) ? fill(language, key, {}) : of;
}

function columnsIn(words: Words): Column<Device>[] {
  const { say } = words;
  return [
    { key: "name", head: say("admin.name"), text: ({ name }) => name },
    { key: "kind", head: say("admin.device.kind"), text: ({ kind }) => wordFor(words, kind) },
    {
      key: "state",
      head: say("admin.printer.state"),
      text: ({ state }) => wordFor(words, state),
      show: ({ state }) => <State tone={state === "ready" ? "ready" : "needs"}>{wordFor(words, state)}</State>,
    },
  ];
}
