// What a person signs in with. The box keeps only hashes: none can be shown, each can be set anew.
import { Button, Group, PasswordInput, Stack, Text, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import type { UserView } from "../../daemon/api/contract/users.ts";
import { useAct } from "../shared/act.ts";
import { ask } from "../shared/api.ts";
import { Told } from "../shared/states.tsx";
import { useWords } from "../shared/words.tsx";
import { Section } from "./section.tsx";

export function AccountSecrets({ user }: { readonly user: UserView }) {
  const { say } = useWords();
  const params = { login: user.login };
  return (
    <Section title={say("admin.secrets")}>
      <Stack>
        <Cards user={user} />
        <Digits
          label={say("portal.mine.code")}
          there={user.code}
          act={(code) => ask("PUT /api/v1/users/{login}/code", { params, body: { code } })}
        />
        <Digits
          label={say("admin.secrets.pin")}
          there={user.pin}
          act={(pin) => ask("PUT /api/v1/users/{login}/pin", { params, body: { pin } })}
        />
        <Password user={user} />
      </Stack>
    </Section>
  );
}

function Cards({ user }: { readonly user: UserView }) {
  const { say } = useWords();
  const [number, setNumber] = useState("");
  const params = { login: user.login };
  const clear = (): void => setNumber("");
  const give = useAct(() => ask("POST /api/v1/users/{login}/cards", { params, body: { number } }), clear);
  const take = useAct(() => ask("POST /api/v1/users/{login}/cards/remove", { params, body: { number } }), clear);
  const ready = number.trim().length >= 4;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) give.mutate();
      }}
    >
      <Stack gap={4}>
        <Group align="flex-end" gap="xs">
          <TextInput
            flex="1 1 160px"
            label={say("admin.secrets.card")}
            description={user.cards === 0 ? say("admin.secrets.cards.none") : say("admin.secrets.cards", { n: user.cards })}
            value={number}
            onChange={(event) => setNumber(event.currentTarget.value)}
            maxLength={64}
            autoComplete="off"
            spellCheck={false}
          />
          <Button type="submit" variant="default" loading={give.isPending} disabled={!ready}>
            {say("admin.secrets.card.give")}
          </Button>
          <Button variant="default" loading={take.isPending} disabled={!ready || user.cards === 0} onClick={() => take.mutate()}>
            {say("admin.secrets.card.take")}
          </Button>
        </Group>
        <Told error={give.error ?? take.error} />
      </Stack>
    </form>
  );
}

interface SetProps {
  readonly there: boolean;
  readonly act: (value: string) => Promise<unknown>;
  readonly least: number;
  readonly field: (value: string, change: (value: string) => void) => ReactNode;
}

/** A secret to be set: what was typed is gone as soon as it is. */
function Setting({ there, act, least, field }: SetProps) {
  const { say } = useWords();
  const [value, setValue] = useState("");
  const { mutate, error, isPending, isSuccess } = useAct(
    () => act(value),
    () => setValue(""),
  );
  const ready = value.length >= least;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) mutate();
      }}
    >
      <Stack gap={4}>
        <Group align="flex-end" gap="xs">
          {field(value, setValue)}
          <Button type="submit" variant="default" loading={isPending} disabled={!ready}>
            {say(there ? "admin.secrets.replace" : "portal.mine.set")}
          </Button>
        </Group>
        <Told error={error} />
        {isSuccess && value === "" && (
          <Text size="sm" role="status">
            {say("page.saved")}
          </Text>
        )}
      </Stack>
    </form>
  );
}

function Digits({ label, ...rest }: { readonly label: string } & Pick<SetProps, "there" | "act">) {
  const { say } = useWords();
  return (
    <Setting
      {...rest}
      least={4}
      field={(value, change) => (
        <TextInput
          flex="1 1 160px"
          label={label}
          description={say(rest.there ? "admin.secrets.there" : "admin.secrets.none")}
          value={value}
          onChange={(event) => change(event.currentTarget.value.replaceAll(/\D/g, ""))}
          inputMode="numeric"
          maxLength={16}
          autoComplete="off"
        />
      )}
    />
  );
}

function Password({ user }: { readonly user: UserView }) {
  const { say } = useWords();
  return (
    <Setting
      there={user.password}
      least={8}
      act={(password) => ask("PUT /api/v1/users/{login}/password", { params: { login: user.login }, body: { password } })}
      field={(value, change) => (
        <PasswordInput
          flex="1 1 160px"
          label={say("portal.mine.password.new")}
          description={say(user.password ? "admin.secrets.there" : "admin.secrets.none")}
          value={value}
          onChange={(event) => change(event.currentTarget.value)}
          maxLength={256}
          autoComplete="new-password"
          visibilityToggleButtonProps={{ "aria-label": say("admin.secrets.look"), tabIndex: 0 }}
        />
      )}
    />
  );
}
