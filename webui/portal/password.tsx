// A new password, proved with the one before.
import { Button, Card, Group, PasswordInput, Stack, Text, Title } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ask } from "../shared/api.ts";
import { Told } from "../shared/states.tsx";
import { useWords } from "../shared/words.tsx";

export function Password() {
  const { say } = useWords();
  const client = useQueryClient();
  const [before, setBefore] = useState("");
  const [password, setPassword] = useState("");
  const { mutate, error, isPending, isSuccess } = useMutation({
    mutationFn: () => ask("PUT /api/v1/me/password", { body: { before, password } }),
    onSuccess: () => {
      setPassword("");
      void client.invalidateQueries({ queryKey: ["me", "browsers"] });
    },
    onSettled: () => setBefore(""),
  });
  return (
    <Card bg="var(--quoin-card)" shadow="sm" p="md" component="section">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          mutate();
        }}
      >
        <Stack>
          <Title order={2} size="h4">
            {say("portal.mine.password")}
          </Title>
          <PasswordInput
            label={say("portal.mine.password.before")}
            value={before}
            onChange={(event) => setBefore(event.currentTarget.value)}
            autoComplete="current-password"
            required
            withAsterisk={false}
          />
          <PasswordInput
            label={say("portal.mine.password.new")}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            autoComplete="new-password"
            minLength={8}
            required
            withAsterisk={false}
          />
          <Told error={error} />
          {isSuccess && <Text role="status">{say("portal.mine.password.done")}</Text>}
          <Group>
            <Button type="submit" variant="default" loading={isPending}>
              {say("portal.mine.set")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Card>
  );
}
