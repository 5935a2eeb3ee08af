// Account and credit: what was used, and what a person may change of their own.
import { Button, Card, Group, PasswordInput, Select, Skeleton, Stack, Text, TextInput, Title } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { MeView } from "../../daemon/api/contract/people.ts";
import { ask } from "../shared/api.ts";
import { LanguageChoice } from "../shared/language-choice.tsx";
import { Told } from "../shared/states.tsx";
import { useWords } from "../shared/words.tsx";
import { Use } from "./use.tsx";

export function Account({ me }: { readonly me: MeView | undefined }) {
  const { say } = useWords();
  return (
    <>
      <Title order={1} size="h3">
        {say("portal.account")}
      </Title>
      <Use />
      {me ? <Mine me={me} /> : <Skeleton h={220} />}
      <Password />
      <Browsers />
    </>
  );
}

function Mine({ me }: { readonly me: MeView }) {
  const { say } = useWords();
  const client = useQueryClient();
  const keep = { onSuccess: (now: MeView) => client.setQueryData(["me"], now) };
  const change = useMutation({
    mutationFn: (body: { release?: MeView["release"]; language?: "fr" | "en" }) => ask("PATCH /api/v1/me", { body }),
    ...keep,
  });
  const [code, setCode] = useState("");
  const setting = useMutation({
    mutationFn: () => ask("PUT /api/v1/me/code", { body: { code } }),
    onSuccess: (now) => {
      keep.onSuccess(now);
      setCode("");
    },
  });
  return (
    <Card bg="var(--quoin-card)" shadow="sm" p="md" component="section">
      <Stack>
        <Title order={2} size="h4">
          {say("portal.mine")}
        </Title>
        <Text c="dimmed" size="sm">
          {[me.login, me.department, say("portal.mine.cards", { n: me.cards })].filter((part) => part !== undefined).join(" · ")}
        </Text>
        <LanguageChoice chosen={(language) => change.mutate({ language })} />
        <Select
          label={say("portal.mine.release")}
          value={me.release}
          allowDeselect={false}
          data={(["default", "manual", "automatic"] as const).map((value) => ({ value, label: say(`portal.mine.release.${value}`) }))}
          onChange={(release) => release !== null && change.mutate({ release: release as MeView["release"] })}
        />
        <form
          onSubmit={(event) => {
            event.preventDefault();
            setting.mutate();
          }}
        >
          <Group align="flex-end">
            <TextInput
              flex={1}
              label={say("portal.mine.code")}
              description={say(me.code ? "portal.mine.code.there" : "portal.mine.code.none")}
              placeholder={say("portal.mine.code.new")}
              value={code}
              onChange={(event) => setCode(event.currentTarget.value.replaceAll(/\D/g, ""))}
              inputMode="numeric"
              autoComplete="off"
              minLength={4}
              maxLength={16}
              required
              withAsterisk={false}
            />
            <Button type="submit" variant="default" loading={setting.isPending} disabled={code.length < 4}>
              {say("portal.mine.set")}
            </Button>
          </Group>
        </form>
        <Told error={change.error ?? setting.error} />
      </Stack>
    </Card>
  );
}

function Password() {
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

function Browsers() {
  const { say, date } = useWords();
  const client = useQueryClient();
  const { data } = useQuery({ queryKey: ["me", "browsers"], queryFn: () => ask("GET /api/v1/me/browsers") });
  const { mutate, error } = useMutation({
    mutationFn: (browser: string) => ask("DELETE /api/v1/me/browsers/{browser}", { params: { browser } }),
    onSettled: () => client.invalidateQueries({ queryKey: ["me", "browsers"] }),
  });
  return (
    <Card bg="var(--quoin-card)" shadow="sm" p="md" component="section">
      <Stack gap="sm">
        <Title order={2} size="h4">
          {say("portal.mine.browsers")}
        </Title>
        {data?.browsers.map(({ id, address, agent, createdAt, current }) => (
          <Group key={id} justify="space-between" wrap="nowrap">
            <div style={{ minWidth: 0 }}>
              <Text lineClamp={1}>{nameOf(agent) || address}</Text>
              <Text size="sm" c="dimmed">
                {`${address} · ${date(createdAt)}`}
              </Text>
            </div>
            {current ? (
              <Text size="sm" c="dimmed">
                {say("portal.mine.browsers.this")}
              </Text>
            ) : (
              <Button variant="default" size="xs" onClick={() => mutate(id)}>
                {say("portal.mine.browsers.out")}
              </Button>
            )}
          </Group>
        ))}
        <Told error={error} />
      </Stack>
    </Card>
  );
}

/** What people call it, out of what it calls itself. */
function nameOf(agent: string): string {
  const program = /(Firefox|Edg|OPR|Chrome|Safari)\//.exec(agent)?.[1] ?? "";
  const system = /(Android|iPhone|iPad|Windows|Mac OS X|CrOS|Linux)/.exec(agent)?.[1] ?? "";
  return [program.replace("Edg", "Edge").replace("OPR", "Opera"), system.replace("Mac OS X", "macOS").replace("CrOS", "ChromeOS")]
    .filter((part) => part !== "")
    .join(" · ");
}
