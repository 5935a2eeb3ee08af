// Closing an account cannot be undone: it says what is lost, and asks for the login.
import { Button, Group, List, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import { useLocation } from "wouter";
import type { UserView } from "../../daemon/api/contract/users.ts";
import { useAct } from "../shared/act.ts";
import { ask } from "../shared/api.ts";
import { useSession } from "../shared/session.tsx";
import { Told } from "../shared/states.tsx";
import { useWords } from "../shared/words.tsx";
import { accountAt } from "./addresses.ts";
import { Section } from "./section.tsx";

export function CloseAccount({ user }: { readonly user: UserView }) {
  const { say, money } = useWords();
  const session = useSession();
  const [, go] = useLocation();
  const [typed, setTyped] = useState("");
  const [reason, setReason] = useState("");
  const { mutate, error, isPending } = useAct(
    () =>
      ask("DELETE /api/v1/users/{login}", {
        params: { login: user.login },
        query: reason.trim() === "" ? {} : { reason },
      }),
    (closed) => go(accountAt(closed.id)),
  );
  // Whoever closed their own would shut themselves out.
  if (user.login === session.login) return null;
  const ready = typed.trim().toLowerCase() === user.login;
  return (
    <Section title={say("admin.close")}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) mutate();
        }}
      >
        <Stack gap="sm">
          <List size="sm">
            <List.Item>{say("admin.close.cards")}</List.Item>
            <List.Item>{say("admin.close.jobs")}</List.Item>
            <List.Item>{say("admin.close.money", { amount: money(user.balance) })}</List.Item>
          </List>
          <TextInput
            label={say("admin.close.reason")}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            maxLength={200}
          />
          <TextInput
            label={say("admin.close.typed", { login: user.login })}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            autoCapitalize="none"
            autoComplete="off"
            spellCheck={false}
          />
          <Told error={error} />
          <Group>
            <Button type="submit" variant="default" c="var(--quoin-danger)" loading={isPending} disabled={!ready}>
              {say("admin.close.act", { login: user.login })}
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}
