// A new person: a login is all that is needed; the rest can follow on their page.
import { Button, Stack, Switch, TextInput } from "@mantine/core";
import { useState } from "react";
import { useLocation } from "wouter";
import { useAct } from "../shared/act.ts";
import { ask } from "../shared/api.ts";
import { Told } from "../shared/states.tsx";
import { useWords } from "../shared/words.tsx";
import { accountAt } from "./addresses.ts";
import { Aside } from "./aside.tsx";
import { PersonFields } from "./person-fields.tsx";

export function AddAccount({ opened, close }: { readonly opened: boolean; readonly close: () => void }) {
  const { say } = useWords();
  return (
    <Aside title={say("admin.accounts.add")} opened={opened} close={close}>
      <Form />
    </Aside>
  );
}

function Form() {
  const { say } = useWords();
  const [, go] = useLocation();
  const [login, setLogin] = useState("");
  const [name, setName] = useState("");
  const [department, setDepartment] = useState("");
  const [limited, setLimited] = useState(true);
  const { mutate, error, isPending } = useAct(
    () =>
      ask("POST /api/v1/users", {
        body: {
          login,
          limited,
          ...(name.trim() === "" ? {} : { name }),
          ...(department.trim() === "" ? {} : { department }),
        },
      }),
    (made) => go(accountAt(made.login)),
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        mutate();
      }}
    >
      <Stack>
        <TextInput
          label={say("sign-in.login")}
          description={say("admin.account.login.hint")}
          value={login}
          onChange={(event) => setLogin(event.currentTarget.value)}
          autoCapitalize="none"
          autoComplete="off"
          spellCheck={false}
          maxLength={64}
          required
          withAsterisk={false}
          data-autofocus
        />
        <PersonFields name={name} setName={setName} department={department} setDepartment={setDepartment} />
        <Switch
          label={say("admin.account.limited")}
          description={say(limited ? "admin.account.limited.yes" : "admin.account.limited.no")}
          checked={limited}
          onChange={(event) => setLimited(event.currentTarget.checked)}
        />
        <Told error={error} />
        <Button type="submit" loading={isPending}>
          {say("admin.accounts.add")}
        </Button>
      </Stack>
    </form>
  );
}
