// One person: credit and its history, who they are, what they sign in with.
import { Anchor, Grid, Group, Skeleton, Stack, Text } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "wouter";
import { ask } from "../shared/api.ts";
import { State } from "../shared/states.tsx";
import { useWords } from "../shared/words.tsx";
import { Failed } from "./failed.tsx";
import { CloseAccount } from "./account-close.tsx";
import { AccountCredit } from "./account-credit.tsx";
import { AccountProfile } from "./account-profile.tsx";
import { AccountSecrets } from "./account-secrets.tsx";
import { PageHead } from "./page-head.tsx";
import { Section } from "./section.tsx";
import { Statement } from "./statement.tsx";

export function Account() {
  const { say } = useWords();
  const login = decodeURIComponent(useParams<{ login: string }>().login);
  const {
    data: user,
    error,
    refetch,
  } = useQuery({
    queryKey: ["user", login],
    queryFn: () => ask("GET /api/v1/users/{login}", { params: { login } }),
  });
  if (error && !user)
    return (
      <>
        <Back />
        <PageHead title={login} />
        <Failed error={error} again={() => void refetch()} />
      </>
    );
  return (
    <>
      <Back />
      <PageHead title={user?.name ?? login} hint={[user?.login, user?.department].filter((part) => part !== undefined).join(" · ")}>
        {user?.closed && <State tone="unknown">{say("admin.account.closed")}</State>}
        {user?.roles.includes("administrator") && <State tone="ready">{say("admin.account.administrator")}</State>}
      </PageHead>
      {!user && <Skeleton h={320} />}
      {user && (
        <Grid gap="md">
          <Grid.Col span={{ base: 12, lg: 7 }}>
            <Stack>
              <AccountCredit key={user.id} user={user} />
              <Section title={say("admin.statement")}>
                <Statement of={user.closed ? user.id : user.login} />
              </Section>
            </Stack>
          </Grid.Col>
          <Grid.Col span={{ base: 12, lg: 5 }}>
            {user.closed ? (
              <Section title={say("admin.account.closed.title")}>
                <Text>{say("admin.account.closed.hint")}</Text>
              </Section>
            ) : (
              <Stack>
                <AccountProfile key={user.id} user={user} />
                <AccountSecrets user={user} />
                <CloseAccount user={user} />
              </Stack>
            )}
          </Grid.Col>
        </Grid>
      )}
    </>
  );
}

function Back() {
  const { say } = useWords();
  return (
    <Anchor component={Link} href="/admin/accounts" size="sm">
      <Group gap={4} component="span" display="inline-flex">
        <IconArrowLeft size={16} aria-hidden />
        {say("admin.account.back")}
      </Group>
    </Anchor>
  );
}
