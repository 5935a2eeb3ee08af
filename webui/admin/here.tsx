// The box at its new address: whoever opened this page found it there, and the change stays. The token behind the # proves it; nobody is
// signed in at a new address yet.
import { Button, Card, Center, Group, Stack, Text, Title } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useEffect } from "react";
import { ask } from "../shared/api.ts";
import { Mark } from "../shared/mark.tsx";
import { Told } from "../shared/states.tsx";
import { useWords } from "../shared/words.tsx";

export function Here() {
  const { say } = useWords();
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: () => ask("POST /api/v1/network/confirmation", { body: { token: location.hash.slice(1) } }),
  });
  useEffect(() => mutate(), [mutate]);
  return (
    <Center mih="100dvh" p="md" component="main">
      <Card bg="var(--quoin-card)" shadow="sm" p="lg" maw={440} w="100%">
        <Stack>
          <Group c="teal">
            <Mark size={36} />
          </Group>
          <Title order={1} size="h3">
            {say("network.moved.title")}
          </Title>
          {isPending && <Text role="status">{say("network.confirming")}</Text>}
          {data && <Text role="status">{say("network.confirmed")}</Text>}
          <Told error={error} />
          {!isPending && (
            <Group>
              <Button component="a" href="/admin">
                {say("network.next")}
              </Button>
            </Group>
          )}
        </Stack>
      </Card>
    </Center>
  );
}
