// What runs here and what it is made of.
import { Button, SimpleGrid, Skeleton, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import type { AboutView, PackageView } from "../../daemon/api/contract/about.ts";
import { formatBytes, formatDuration } from "../../daemon/words/format.ts";
import { ask } from "../shared/api.ts";
import { Told } from "../shared/states.tsx";
import { type Column, DataTable } from "../shared/table.tsx";
import { useWords } from "../shared/words.tsx";
import { aboutAsked } from "./asking.ts";
import { Facts } from "./facts.tsx";
import { Failed } from "./failed.tsx";
import { PageHead } from "./page-head.tsx";
import { Section } from "./section.tsx";

export function About() {
  const { say } = useWords();
  const { data: about, error, refetch } = useQuery(aboutAsked);
  if (error && !about) return <Failed error={error} again={() => void refetch()} />;
  return (
    <>
      <PageHead title={say("admin.page.about")} hint={say("about.hint")} />
      <Stack>
        <SimpleGrid cols={{ base: 1, lg: 2 }}>
          <Section title={say("about.quoin")}>{about ? <This about={about} /> : <Skeleton h={260} />}</Section>
          <Section title={say("about.place")}>{about ? <Place about={about} /> : <Skeleton h={260} />}</Section>
        </SimpleGrid>
        <Packages />
      </Stack>
    </>
  );
}

function This({ about }: { readonly about: AboutView }) {
  const { say, date, language } = useWords();
  return (
    <Facts
      facts={[
        [say("admin.box.version"), about.version],
        [say("admin.box.name"), about.name],
        [say("about.id"), about.box],
        ["Node", about.node],
        [say("admin.box.started"), date(about.startedAt)],
        [say("about.uptime"), formatDuration(language, about.now - about.startedAt)],
        [say("about.license"), about.license],
      ]}
    />
  );
}

function Place({ about }: { readonly about: AboutView }) {
  const { say, language } = useWords();
  const [free, total] = [formatBytes(language, about.disk.free), formatBytes(language, about.disk.total)];
  return (
    <Facts
      facts={[
        [say("admin.box.http"), about.http],
        [say("about.https"), about.https],
        [say("admin.box.ipp"), about.ipp],
        [say("admin.box.ipps"), about.ipps],
        [say("about.data"), about.data],
        [say("about.disk"), say("about.disk.of", { free, total })],
      ]}
    />
  );
}

/** Hundreds of files are read for it: only where somebody asks. */
function Packages() {
  const words = useWords();
  const { say } = words;
  const [isAsked, setAsked] = useState(false);
  const { data, error } = useQuery({
    queryKey: ["packages"],
    queryFn: () => ask("GET /api/v1/about/packages"),
    enabled: isAsked,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const columns = useMemo(
    (): Column<PackageView>[] => [
      { key: "package", head: say("about.package"), text: ({ name }) => name },
      { key: "version", head: say("about.package.version"), text: ({ version }) => version },
      { key: "license", head: say("about.license"), text: ({ license }) => license || say("about.package.unsaid") },
    ],
    [say],
  );
  return (
    <Section title={say("about.packages")}>
      <Text>{say("about.packages.what")}</Text>
      {!isAsked && (
        <Button variant="default" style={{ alignSelf: "flex-start" }} onClick={() => setAsked(true)}>
          {say("about.packages.show")}
        </Button>
      )}
      <Told error={error} />
      {isAsked && !error && (
        <DataTable
          name={say("about.packages")}
          columns={columns}
          rows={data?.packages}
          keyOf={({ name, version }) => `${name}@${version}`}
          empty={{ title: say("about.packages.none"), hint: say("about.packages.none.hint") }}
        />
      )}
    </Section>
  );
}
