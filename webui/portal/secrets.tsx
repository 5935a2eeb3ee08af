// The code typed instead of a card, drawn by the box and shown once; the PIN asked for after either.
import { Alert, Button, Card, Group, PasswordInput, Stack, Text, Title } from "@mantine/core";
import { IconKey } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { MeView } from "../../daemon/api/contract/people.ts";
import { ask } from "../shared/api.ts";
import { Told } from "../shared/states.tsx";
import { useWords } from "../shared/words.tsx";

export function CodeAndPin({ me }: { readonly me: MeView }) {
  const { say } = useWords();
  return (
    <Card bg="var(--quoin-card)" shadow="sm" p="md" component="section">
      <Stack>
        <Title order={2} size="h4">
          {say("portal.secrets")}
        </Title>
        <Code me={me} />
        <Pin me={me} />
      </Stack>
    </Card>
  );
}

function Code({ me }: { readonly me: MeView }) {
  const { say } = useWords();
  const client = useQueryClient();
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: () => ask("POST /api/v1/me/code", { body: {} } as never),
    onSettled: () => client.invalidateQueries({ queryKey: ["me"], exact: true }),
  });
  return (
    <Stack gap="xs">
      <Group justify="space-between" wrap="nowrap">
        <div>
          <Text fw={500} size="sm">
            {say("portal.mine.code")}
          </Text>
          <Text c="dimmed" size="xs">
            {say(me.code ? "portal.mine.code.there" : "portal.mine.code.none")}
          </Text>
        </div>
        <Button variant="default" flex="none" loading={isPending} onClick={() => mutate()}>
          {say("portal.code.draw")}
        </Button>
      </Group>
      <div role="status">
        {data && (
          <Alert color="teal" icon={<IconKey aria-hidden />}>
            <Text fw={650} className="figures" size="lg">
              {say("portal.code.drawn", { code: data.code })}
            </Text>
            {say("portal.code.drawn.hint")}
          </Alert>
        )}
      </div>
      <Told error={error} />
    </Stack>
  );
}

function Pin({ me }: { readonly me: MeView }) {
  const { say } = useWords();
  const client = useQueryClient();
  const [pin, setPin] = useState("");
  const { mutate, error, isPending, isSuccess } = useMutation({
    mutationFn: () => ask("PUT /api/v1/me/pin", { body: { pin } }),
    onSuccess: (now) => {
      client.setQueryData(["me"], now);
      setPin("");
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        mutate();
      }}
    >
      <Stack gap="xs">
        <Group align="flex-end">
          <PasswordInput
            flex={1}
            label={say("portal.pin")}
            description={say(me.pin ? "portal.pin.there" : "portal.pin.none")}
            placeholder={say("portal.pin.new")}
            value={pin}
            onChange={(event) => setPin(event.currentTarget.value.replaceAll(/\D/g, ""))}
            inputMode="numeric"
            autoComplete="off"
            maxLength={16}
          />
          <Button type="submit" variant="default" loading={isPending} disabled={pin.length < 4}>
            {say("portal.mine.set")}
          </Button>
        </Group>
        <Told error={error} />
        <div role="status">{isSuccess && <Text size="sm">{say("portal.pin.done")}</Text>}</div>
      </Stack>
    </form>
  );
}
