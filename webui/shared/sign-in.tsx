// The form that opens a page.
import { Alert, Button, Card, Center, Group, PasswordInput, Stack, Text, TextInput, Title } from "@mantine/core";
import { IconDoorExit } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { SessionView } from "../../daemon/api/contract/people.ts";
import { ask } from "./api.ts";
import { HelpLink } from "./help.tsx";
import { LanguageChoice } from "./language-choice.tsx";
import { Mark } from "./mark.tsx";
import { Told } from "./states.tsx";
import { TrustLink } from "./trust-link.tsx";
import { useWords } from "./words.tsx";

interface Props {
  readonly entered: (session: SessionView) => void;
  /** Somebody's page waits behind the form. */
  readonly ended?: { readonly login: string; readonly leave: () => void };
}

export function SignIn({ entered, ended }: Props) {
  const { say } = useWords();
  return (
    <Center mih="100dvh" p="md" component="main">
      <Stack w="100%" maw={380} gap="lg">
        <Group c="teal" gap="sm" justify="center">
          <Mark size={40} />
          <Title order={1} c="var(--mantine-color-text)">
            Quoin
          </Title>
        </Group>
        {ended && (
          <Alert color="yellow" icon={<IconDoorExit aria-hidden />} role="alert">
            <Text fw={650}>{say("sign-in.ended")}</Text>
            {say("sign-in.ended.hint")}
          </Alert>
        )}
        <Card bg="var(--quoin-card)" shadow="sm" p="lg">
          <Form entered={entered} login={ended?.login ?? ""} />
        </Card>
        {ended && (
          <Button variant="subtle" color="gray" onClick={ended.leave}>
            {say("sign-in.other")}
          </Button>
        )}
        <Group justify="center">
          <LanguageChoice />
          <HelpLink place="portal#sign-in" />
        </Group>
        <TrustLink />
      </Stack>
    </Center>
  );
}

function Form({ entered, login: known }: { readonly entered: (session: SessionView) => void; readonly login: string }) {
  const { say } = useWords();
  const [login, setLogin] = useState(known);
  const [password, setPassword] = useState("");
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => ask("POST /api/v1/session", { body: { login, password } }),
    onSuccess: entered,
    onError: () => setPassword(""),
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        mutate();
      }}
    >
      <Stack>
        <Title order={2} size="h3">
          {say("sign-in.title")}
        </Title>
        <TextInput
          label={say("sign-in.login")}
          value={login}
          onChange={(event) => setLogin(event.currentTarget.value)}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          size="md"
          required
          withAsterisk={false}
          autoFocus={known === ""}
        />
        <PasswordInput
          label={say("sign-in.password")}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          autoComplete="current-password"
          size="md"
          required
          withAsterisk={false}
        />
        <Told error={error} />
        <Button type="submit" size="md" loading={isPending}>
          {say("sign-in.enter")}
        </Button>
        <Text size="sm" c="dimmed">
          {say("sign-in.hint")}
        </Text>
      </Stack>
    </form>
  );
}
