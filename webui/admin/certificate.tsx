// The certificate and the names of the box: what is in force, and the three ways to be trusted.
import { Group, SegmentedControl, SimpleGrid, Skeleton, Stack } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconCircleCheck } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { CertificateView } from "../../daemon/api/contract/certificate.ts";
import { ask } from "../shared/api.ts";
import { useWords } from "../shared/words.tsx";
import { BringCertificate } from "./certificate-bring.tsx";
import { InForce, Names } from "./certificate-force.tsx";
import { OrderCertificate } from "./certificate-order.tsx";
import { OwnCertificate } from "./certificate-own.tsx";
import { Failed } from "./failed.tsx";
import { PageHead } from "./page-head.tsx";
import { Section } from "./section.tsx";

const ways = ["own", "uploaded", "acme"] as const;
type Way = (typeof ways)[number];

/** While an order is under way it is looked at as one looks at a kettle. */
const underWayMs = 1_000;
const restingMs = 10_000;

export function Certificate() {
  const { say } = useWords();
  const { data, error, refetch } = useQuery({
    queryKey: ["certificate"],
    queryFn: () => ask("GET /api/v1/certificate"),
    refetchInterval: ({ state }) => (state.data?.acme?.step ? underWayMs : restingMs),
  });
  if (error && !data) return <Failed error={error} again={() => void refetch()} />;
  return (
    <>
      <PageHead title={say("admin.page.certificate")} hint={say("admin.certificate.hint")} />
      <Stack>
        <SimpleGrid cols={{ base: 1, lg: 2 }}>
          <Section title={say("admin.certificate.force")}>{data ? <InForce view={data} /> : <Skeleton h={220} />}</Section>
          <Section title={say("admin.certificate.names")}>{data ? <Names view={data} /> : <Skeleton h={220} />}</Section>
        </SimpleGrid>
        {data?.inForce && <Ways view={data} />}
      </Stack>
    </>
  );
}

function Ways({ view }: { readonly view: CertificateView }) {
  const { say } = useWords();
  const [chosen, choose] = useState<Way | undefined>();
  const isNarrow = useMediaQuery("(max-width: 40em)");
  const way = chosen ?? (view.acme ? "acme" : view.source);
  return (
    <Section title={say("admin.certificate.ways")}>
      <SegmentedControl
        aria-label={say("admin.certificate.ways")}
        value={way}
        orientation={isNarrow ? "vertical" : "horizontal"}
        fullWidth={isNarrow}
        onChange={(value) => choose(value as Way)}
        data={ways.map((value) => ({
          value,
          label: (
            <Group gap={6} justify="center" wrap="nowrap">
              {value === view.source && <IconCircleCheck size={18} aria-label={say("admin.certificate.way.now")} />}
              {say(`admin.certificate.way.${value}`)}
            </Group>
          ),
        }))}
      />
      <Stack maw={640}>
        {way === "own" && <OwnCertificate view={view} />}
        {way === "uploaded" && <BringCertificate />}
        {way === "acme" && <OrderCertificate acme={view.acme} names={view.names} />}
      </Stack>
    </Section>
  );
}
