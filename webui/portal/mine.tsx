// Who a person is here, where to write to them, what they read, and what their card does.
import { Button, Card, Group, Select, Stack, Text, TextInput, Title } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { MeView } from "../../daemon/api/contract/people.ts";
import { ask } from "../shared/api.ts";
import { LanguageChoice } from "../shared/language-choice.tsx";
import { Told } from "../shared/states.tsx";
import { useWords } from "../shared/words.tsx";

export function Mine({ me }: { readonly me: MeView }) {
  const { say } = useWords();
  const client = useQueryClient();
  const [email, setEmail] = useState(me.email ?? "");
  const change = useMutation({
    mutationFn: (body: { release?: MeView["release"]; language?: "fr" | "en"; email?: string }) => ask("PATCH /api/v1/me", { body }),
    onSuccess: (now: MeView) => client.setQueryData(["me"], now),
  });
  return (
    <Card bg="var(--quoin-card)" shadow="sm" p="md" component="section">
      <Stack>
        <Title order={2} size="h4">
          {say("portal.mine")}
        </Title>
        <Text c="dimmed" size="sm" dir="auto">
          {[me.name, me.login, me.department].filter((part) => part !== undefined).join(" · ")}
        </Text>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            change.mutate({ email: email.trim() });
          }}
        >
          <Group align="flex-end">
            <TextInput
              flex={1}
              type="email"
              label={say("portal.mine.email")}
              description={say("portal.mine.email.hint")}
              value={email}
              onChange={(event) => setEmail(event.currentTarget.value)}
              autoComplete="email"
              maxLength={254}
            />
            <Button type="submit" variant="default" disabled={email.trim() === (me.email ?? "")} loading={change.isPending}>
              {say("page.save")}
            </Button>
          </Group>
        </form>
        <LanguageChoice chosen={(language) => change.mutate({ language })} />
        <Select
          label={say("portal.mine.release")}
          value={me.release}
          allowDeselect={false}
          data={(["default", "manual", "automatic"] as const).map((value) => ({ value, label: say(`portal.mine.release.${value}`) }))}
          onChange={(release) => release !== null && change.mutate({ release: release as MeView["release"] })}
        />
        <Told error={change.error} />
      </Stack>
    </Card>
  );
}
