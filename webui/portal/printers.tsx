// Where jobs can come out, for how much, and the addresses to print to.
import { Card, Group, Skeleton, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { reasonSentence } from "../../daemon/words/reasons.ts";
import { ask } from "../shared/api.ts";
import { Copied } from "../shared/copied.tsx";
import { Empty } from "../shared/empty.tsx";
import { Lost, State, toneOfPrinter } from "../shared/states.tsx";
import { useWords } from "../shared/words.tsx";
import { wordOfPrinter } from "./job.tsx";

export function Printers() {
  const { say, money, language } = useWords();
  const { data, error, refetch } = useQuery({
    queryKey: ["me", "printers"],
    queryFn: () => ask("GET /api/v1/me/printers"),
  });
  if (error && !data) return <Lost again={() => void refetch()} />;
  return (
    <Stack component="section" gap="sm">
      <Title order={1} size="h3">
        {say("portal.printers")}
      </Title>
      {!data && <Skeleton h={100} />}
      {data?.printers.length === 0 && <Empty title={say("portal.printers.none")}>{say("portal.printers.none.hint")}</Empty>}
      {data?.printers.map(({ name, makeModel, color, duplex, state, reasons, mono, colorPrice }) => (
        <Card key={name} bg="var(--quoin-card)" p="md" withBorder>
          <Group justify="space-between" wrap="nowrap" align="flex-start">
            <div>
              <Text fw={600}>{name}</Text>
              <Text size="sm" c="dimmed">
                {makeModel}
              </Text>
              <Text size="sm" className="figures">
                {mono !== undefined && say("portal.price.black", { price: money(mono) })}
                {color && colorPrice !== undefined && ` · ${say("portal.price.color", { price: money(colorPrice) })}`}
                {duplex && ` · ${say("portal.two-sided")}`}
              </Text>
              {state === "stopped" && (
                <Text size="sm" c="red">
                  {reasons.flatMap((reason) => reasonSentence(language, reason) ?? []).join(", ")}
                </Text>
              )}
            </div>
            <State tone={toneOfPrinter(state)}>{say(`printer.${wordOfPrinter(state)}`)}</State>
          </Group>
        </Card>
      ))}
      {data && data.queues.length > 0 && (
        <>
          <Title order={2} size="h4" mt="md">
            {say("portal.addresses")}
          </Title>
          <Text c="dimmed" size="sm">
            {say("portal.addresses.hint")}
          </Text>
          {data.queues.map(({ name, uri }) => (
            <Card key={name} bg="var(--quoin-card)" p="sm" withBorder>
              <Copied label={name} value={uri} />
            </Card>
          ))}
        </>
      )}
    </Stack>
  );
}
