// Where a person is signed in, and the way out of each place.
import { Button, Card, Group, Stack, Text, Title } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ask } from "../shared/api.ts";
import { Told } from "../shared/states.tsx";
import { useWords } from "../shared/words.tsx";

export function Browsers() {
  const { say, date } = useWords();
  const client = useQueryClient();
  const { data } = useQuery({ queryKey: ["me", "browsers"], queryFn: () => ask("GET /api/v1/me/browsers") });
  const { mutate, error } = useMutation({
    mutationFn: (browser: string) => ask("DELETE /api/v1/me/browsers/{browser}", { params: { browser } }),
    onSettled: () => client.invalidateQueries({ queryKey: ["me", "browsers"] }),
  });
  return (
    <Card bg="var(--quoin-card)" shadow="sm" p="md" component="section">
      <Stack gap="sm">
        <Title order={2} size="h4">
          {say("portal.mine.browsers")}
        </Title>
        {data?.browsers.map(({ id, address, agent, createdAt, current }) => (
          <Group key={id} justify="space-between" wrap="nowrap">
            <div style={{ minWidth: 0 }}>
              <Text lineClamp={1}>{nameOf(agent) || address}</Text>
              <Text size="sm" c="dimmed">
                {`${address} · ${date(createdAt)}`}
              </Text>
            </div>
            {current ? (
              <Text size="sm" c="dimmed">
                {say("portal.mine.browsers.this")}
              </Text>
            ) : (
              <Button variant="default" size="xs" onClick={() => mutate(id)}>
                {say("portal.mine.browsers.out")}
              </Button>
            )}
          </Group>
        ))}
        <Told error={error} />
      </Stack>
    </Card>
  );
}

/** What people call it, out of what it calls itself. */
function nameOf(agent: string): string {
  const program = /(Firefox|Edg|OPR|Chrome|Safari)\//.exec(agent)?.[1] ?? "";
  const system = /(Android|iPhone|iPad|Windows|Mac OS X|CrOS|Linux)/.exec(agent)?.[1] ?? "";
  return [program.replace("Edg", "Edge").replace("OPR", "Opera"), system.replace("Mac OS X", "macOS").replace("CrOS", "ChromeOS")]
    .filter((part) => part !== "")
    .join(" · ");
}
