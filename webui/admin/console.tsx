// The frame of the console: five heads on the left, a drawer where there is no room; on top the search, who is here, the language.
import { ActionIcon, Anchor, Box, Burger, Button, Card, Center, Group, Stack, Text, Title, Tooltip } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconLogout } from "@tabler/icons-react";
import { Link, Route, Switch, useLocation } from "wouter";
import { HelpButton, HelpLink } from "../shared/help.tsx";
import { Mark } from "../shared/mark.tsx";
import { useSession, useSignOut } from "../shared/session.tsx";
import { useWords } from "../shared/words.tsx";
import { Aside } from "./aside.tsx";
import classes from "./console.module.css";
import { Find } from "./find/find.tsx";
import { helpBeside, helpOf } from "./help.ts";
import { MyLanguage } from "./my-language.tsx";
import { Navigation } from "./navigation.tsx";
import { NoSuchPage } from "./no-such-page.tsx";
import { pages, records } from "./pages.tsx";

export function Console() {
  const { roles } = useSession();
  return roles.includes("administrator") ? <Frame /> : <NotYours />;
}

function Frame() {
  const { say } = useWords();
  const [opened, { toggle, close }] = useDisclosure(false);
  return (
    <Box className={classes.page}>
      <header className={classes.head}>
        <Burger className={classes.burger} opened={opened} onClick={toggle} size="sm" aria-label={say("admin.menu")} />
        <Link href="/admin" className={classes.mark} aria-label="Quoin">
          <Mark />
          <Text fw={650} size="lg" c="var(--mantine-color-text)" visibleFrom="sm" component="span">
            Quoin
          </Text>
        </Link>
        <Find />
        <Who />
      </header>
      <nav className={classes.side} aria-label={say("admin.menu")}>
        <Navigation />
      </nav>
      <Aside title="Quoin" opened={opened} close={close} side="left" size={288}>
        <nav aria-label={say("admin.menu")}>
          <Navigation chosen={close} />
        </nav>
        <Stack mt="lg">
          <MyLanguage />
        </Stack>
      </Aside>
      <main className={classes.main}>
        <Switch>
          {[...pages, ...records].map(({ at, Page }) => (
            <Route key={at} path={at}>
              <Page />
            </Route>
          ))}
          <Route>
            <NoSuchPage />
          </Route>
        </Switch>
      </main>
    </Box>
  );
}

function Who() {
  const { say } = useWords();
  const { name } = useSession();
  const signOut = useSignOut();
  return (
    <Group gap="xs" wrap="nowrap" className={classes.who}>
      <Box visibleFrom="md">
        <MyLanguage />
      </Box>
      <Text c="dimmed" truncate maw={160} visibleFrom="sm">
        {name}
      </Text>
      <Help />
      <Tooltip label={say("portal.leave")}>
        <ActionIcon variant="subtle" color="gray" size={44} onClick={() => void signOut()} aria-label={say("portal.leave")}>
          <IconLogout aria-hidden />
        </ActionIcon>
      </Tooltip>
    </Group>
  );
}

/** Opens the manual at the page that is shown. */
function Help() {
  const [here] = useLocation();
  const page = pages.find(({ at }) => at === here);
  return <HelpButton place={page ? helpOf[page.key] : here.startsWith("/admin/accounts/") ? helpBeside.account : "console"} />;
}

/** Somebody who may print, but not run the service. */
function NotYours() {
  const { say } = useWords();
  const { name } = useSession();
  const signOut = useSignOut();
  return (
    <Center mih="100dvh" p="md" component="main">
      <Card bg="var(--quoin-card)" shadow="sm" p="lg" maw={440}>
        <Stack>
          <Group c="teal">
            <Mark size={36} />
          </Group>
          <Title order={1} size="h3">
            {say("admin.not-yours", { name })}
          </Title>
          <Text>{say("admin.not-yours.hint")}</Text>
          <Group>
            {/* Another face, another page: not the router's to open. */}
            <Button component="a" href="/">
              {say("admin.not-yours.portal")}
            </Button>
            <Anchor component="button" onClick={() => void signOut()}>
              {say("admin.not-yours.other")}
            </Anchor>
            <HelpLink place={helpBeside["not-yours"]} />
          </Group>
        </Stack>
      </Card>
    </Center>
  );
}
