// A box nobody runs yet: whoever types the code of its console becomes its administrator. Everything else the console asks for afterwards.
import { Button, Card, Center, Group, PasswordInput, Stack, Text, TextInput, Title } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { ask, keepWord } from "../shared/api.ts";
import { HelpLink } from "../shared/help.tsx";
import { LanguageChoice } from "../shared/language-choice.tsx";
import { Mark } from "../shared/mark.tsx";
import { Lost, Opening, Told } from "../shared/states.tsx";
import { useWords } from "../shared/words.tsx";
import { helpBeside } from "./help.ts";

const key = ["setup"];

/** Shows its children once somebody runs the box. */
export function SetUp({ children }: { readonly children: ReactNode }) {
  const { data, isPending, refetch } = useQuery({
    queryKey: key,
    queryFn: () => ask("GET /api/v1/setup"),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (isPending) return <Opening />;
  if (!data) return <Lost again={() => void refetch()} />;
  return data.open ? <First box={data.name} /> : children;
}

function First({ box }: { readonly box: string }) {
  const { say } = useWords();
  return (
    <Center mih="100dvh" p="md" component="main">
      <Stack w="100%" maw={460} gap="lg">
        <Group c="teal" gap="sm">
          <Mark size={40} />
          <Title order={1} c="var(--mantine-color-text)">
            {say("setup.title", { box })}
          </Title>
        </Group>
        <Text>{say("setup.hint")}</Text>
        <Card bg="var(--quoin-card)" shadow="sm" p="lg">
          <Form />
        </Card>
        <Group justify="center">
          <LanguageChoice />
          <HelpLink place={helpBeside["set-up"]} />
        </Group>
      </Stack>
    </Center>
  );
}

function Form() {
  const { say, language } = useWords();
  const client = useQueryClient();
  const [code, setCode] = useState("");
  const [name, setName] = useState("");
  const [login, setLogin] = useState("");
  const [password, setPassword] = useState("");
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => ask("POST /api/v1/setup", { body: { code, name, login, password, language } }),
    onSuccess: (session) => {
      keepWord(session.csrf);
      client.setQueryData(["session"], session);
      void client.invalidateQueries({ queryKey: key });
    },
  });
  const field = (value: string, set: (value: string) => void) => ({
    value,
    onChange: (event: { readonly currentTarget: { readonly value: string } }) => set(event.currentTarget.value),
    size: "md",
    required: true,
    withAsterisk: false,
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        mutate();
      }}
    >
      <Stack>
        <TextInput
          label={say("setup.code")}
          description={say("setup.code.where")}
          placeholder="ABCDE-FGHJK"
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          {...field(code, setCode)}
        />
        <TextInput label={say("setup.name")} autoComplete="name" {...field(name, setName)} />
        <TextInput
          label={say("sign-in.login")}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          {...field(login, setLogin)}
        />
        <PasswordInput label={say("setup.password")} autoComplete="new-password" minLength={8} {...field(password, setPassword)} />
        <Told error={error} />
        <Button type="submit" size="md" loading={isPending}>
          {say("setup.begin")}
        </Button>
      </Stack>
    </form>
  );
}
