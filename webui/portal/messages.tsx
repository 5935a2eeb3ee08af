// What the box told this person: closed by them, and where it asks for that, not gone before they confirm.
import { Alert, Button, Group, Stack } from "@mantine/core";
import { IconInfoCircle } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ask } from "../shared/api.ts";
import { Told } from "../shared/states.tsx";
import { useWords } from "../shared/words.tsx";

export function Messages() {
  const { say } = useWords();
  const client = useQueryClient();
  const { data } = useQuery({ queryKey: ["me", "messages"], queryFn: () => ask("GET /api/v1/me/messages") });
  const { mutate, error } = useMutation({
    mutationFn: (message: string) => ask("DELETE /api/v1/me/messages/{message}", { params: { message } }),
    onSettled: () => client.invalidateQueries({ queryKey: ["me", "messages"] }),
  });
  return (
    <section role="status" aria-label={say("portal.messages")}>
      <Stack gap="sm">
        {data?.messages.map(({ id, notice, sentence }) => (
          <Alert
            key={id}
            color={notice === "confirm" ? "yellow" : "teal"}
            icon={<IconInfoCircle aria-hidden />}
            withCloseButton={notice === "info"}
            closeButtonLabel={say("page.close")}
            onClose={() => mutate(id)}
          >
            <Group justify="space-between">
              <span style={{ overflowWrap: "anywhere", flex: "1 1 220px" }}>{sentence}</span>
              {notice === "confirm" && <Button onClick={() => mutate(id)}>{say("told.confirm")}</Button>}
            </Group>
          </Alert>
        ))}
        <Told error={error} />
      </Stack>
    </section>
  );
}
