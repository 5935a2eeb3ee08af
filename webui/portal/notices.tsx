// Which events a person wants to be told of, and how insistently.
import { Card, Select, Stack, Text, Title } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ask } from "../shared/api.ts";
import { Told } from "../shared/states.tsx";
import { useWords } from "../shared/words.tsx";

const choices = ["none", "info", "confirm"] as const;
type Chosen = Parameters<typeof ask<"PUT /api/v1/me/notices">>[1]["body"];

export function Notices() {
  const { say } = useWords();
  const client = useQueryClient();
  const { data } = useQuery({ queryKey: ["me", "notices"], queryFn: () => ask("GET /api/v1/me/notices") });
  const { mutate, error } = useMutation({
    mutationFn: (body: Chosen) => ask("PUT /api/v1/me/notices", { body }),
    onSuccess: (now) => client.setQueryData(["me", "notices"], now),
  });
  return (
    <Card bg="var(--quoin-card)" shadow="sm" p="md" component="section">
      <Stack>
        <div>
          <Title order={2} size="h4">
            {say("portal.notices")}
          </Title>
          <Text size="sm" c="dimmed">
            {say("portal.notices.hint")}
          </Text>
        </div>
        {data?.events.map(({ event, notice, usual, own }) => (
          <Select
            key={event}
            label={say(`portal.notice.${event}`)}
            value={own ? notice : "usual"}
            allowDeselect={false}
            data={[
              { value: "usual", label: say("portal.notice.usual", { notice: say(`portal.notice.is.${usual}`) }) },
              ...choices.map((value) => ({ value, label: say(`portal.notice.is.${value}`) })),
            ]}
            onChange={(chosen) => chosen !== null && mutate({ event, notice: chosen as Chosen["notice"] })}
          />
        ))}
        <Told error={error} />
      </Stack>
    </Card>
  );
}
