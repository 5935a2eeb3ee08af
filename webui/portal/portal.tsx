// The portal: credit on top, the jobs that wait, and five more tabs. A phone first.
import { Box, Group, Text, UnstyledButton } from "@mantine/core";
import { IconCreditCard, IconHistory, IconLogout, IconPrinter, IconStack2, IconUpload } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, Route, Switch, useLocation } from "wouter";
import { ask } from "../shared/api.ts";
import { HelpButton } from "../shared/help.tsx";
import { lazily } from "../shared/lazily.tsx";
import { Mark } from "../shared/mark.tsx";
import { useSession, useSignOut } from "../shared/session.tsx";
import { useWords } from "../shared/words.tsx";
import { Credit } from "./credit.tsx";
import { helpOf } from "./help.ts";
import { Messages } from "./messages.tsx";
import classes from "./portal.module.css";
import { Waiting } from "./waiting.tsx";

const Account = lazily(() => import("./account.tsx").then((file) => file.Account));
const History = lazily(() => import("./history.tsx").then((file) => file.History));
const Printers = lazily(() => import("./printers.tsx").then((file) => file.Printers));
const Upload = lazily(() => import("./upload.tsx").then((file) => file.Upload));

const tabs = [
  { at: "/my/account", key: "portal.account", Icon: IconCreditCard },
  { at: "/my/history", key: "portal.history", Icon: IconHistory },
  { at: "/", key: "portal.waiting", Icon: IconStack2 },
  { at: "/my/documents", key: "portal.documents", Icon: IconUpload },
  { at: "/my/printers", key: "portal.printers", Icon: IconPrinter },
] as const;

export function Portal() {
  const { say } = useWords();
  const { name } = useSession();
  const [here] = useLocation();
  const { data: me } = useQuery({ queryKey: ["me"], queryFn: () => ask("GET /api/v1/me") });
  return (
    <Box className={classes.page}>
      <header className={classes.head}>
        <Group justify="space-between" wrap="nowrap">
          <Group gap="xs" c="teal" wrap="nowrap">
            <Mark />
            <Text fw={650} size="lg" c="var(--mantine-color-text)">
              Quoin
            </Text>
          </Group>
          <Group gap="xs" wrap="nowrap" style={{ minWidth: 0 }}>
            <Text c="dimmed" truncate maw={160} dir="auto">
              {name}
            </Text>
            <Group gap={0} wrap="nowrap" style={{ flex: "none" }}>
              <HelpButton place={tabs.some(({ at }) => at === here) ? helpOf[here as keyof typeof helpOf] : "portal"} />
              <SignOut className={classes.leave} />
            </Group>
          </Group>
        </Group>
      </header>
      <main className={classes.main}>
        <Messages />
        <Credit me={me} />
        <Switch>
          <Route path="/my/account">
            <Account me={me} />
          </Route>
          <Route path="/my/history">
            <History />
          </Route>
          <Route path="/my/documents">
            <Upload me={me} />
          </Route>
          <Route path="/my/printers">
            <Printers />
          </Route>
          <Route>
            <Waiting />
          </Route>
        </Switch>
      </main>
      <nav className={classes.tabs} aria-label={say("portal.tabs")}>
        {tabs.map((tab) => (
          <Tab key={tab.at} at={tab.at} Icon={tab.Icon} label={say(tab.key)} />
        ))}
        <SignOut className={`${classes.tab} ${classes.last}`} />
      </nav>
    </Box>
  );
}

function Tab({ at, label, Icon }: { readonly at: string; readonly label: string; readonly Icon: typeof IconPrinter }) {
  const [here] = useLocation();
  const isHere = here === at;
  return (
    <UnstyledButton component={Link} href={at} className={classes.tab} data-here={isHere} aria-current={isHere ? "page" : undefined}>
      <Icon aria-hidden size={24} stroke={isHere ? 2.2 : 1.6} />
      <span>{label}</span>
    </UnstyledButton>
  );
}

/** The sixth tab where there is room for six, at the head of a phone's page. */
function SignOut({ className }: { readonly className: string | undefined }) {
  const { say } = useWords();
  const signOut = useSignOut();
  return (
    <UnstyledButton className={className} onClick={() => void signOut()}>
      <IconLogout aria-hidden size={24} stroke={1.6} />
      <span>{say("portal.leave")}</span>
    </UnstyledButton>
  );
}
