// A box nobody runs yet: whoever types the code of its console becomes its administrator, and goes on with the first steps.
import { PasswordInput, Stack, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useLocation } from "wouter";
import { ask, keepWord } from "../shared/api.ts";
import { HelpLink } from "../shared/help.tsx";
import { Lost, Opening, Told } from "../shared/states.tsx";
import { useWords } from "../shared/words.tsx";
import { Acts, Step } from "./first-run/step.tsx";
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
    <Step title={say("setup.title", { box })} hint={say("setup.hint")} step={1} help={<HelpLink place={helpBeside["set-up"]} />}>
      <Form />
    </Step>
  );
}

function Form() {
  const { say, language } = useWords();
  const client = useQueryClient();
  const [, go] = useLocation();
  const [code, setCode] = useState("");
  const [name, setName] = useState("");
  const [login, setLogin] = useState("");
  const [password, setPassword] = useState("");
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => ask("POST /api/v1/setup", { body: { code, name, login, password, language } }),
    onSuccess: (session) => {
      keepWord(session.csrf);
      client.setQueryData(["session"], session);
      go("/admin/first-run", { replace: true });
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
        <Acts act={say("setup.begin")} loading={isPending} />
      </Stack>
    </form>
  );
}
