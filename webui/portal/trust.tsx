// Helps a device to trust a box that signs its own certificate: compare, install, open again. For anybody, signed in or not.
import { Accordion, Anchor, Box, Button, Card, Center, Group, List, Skeleton, Stack, Text, Title } from "@mantine/core";
import { IconArrowLeft, IconDownload } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ask } from "../shared/api.ts";
import { Fingerprint } from "../shared/fingerprint.tsx";
import { HelpLink } from "../shared/help.tsx";
import { LanguageChoice } from "../shared/language-choice.tsx";
import { Mark } from "../shared/mark.tsx";
import { Lost } from "../shared/states.tsx";
import { useWords } from "../shared/words.tsx";
import { trustHelp } from "./help.ts";

const kinds = { pem: "quoin.pem", crt: "quoin.crt", profile: "quoin.mobileconfig" } as const;

/** Each system with the file it takes, and how it names itself to pages. */
const systems = [
  { key: "windows", file: "crt", agent: /Windows/ },
  { key: "ios", file: "profile", agent: /iPhone|iPad/ },
  { key: "mac", file: "profile", agent: /Mac OS X/ },
  { key: "android", file: "crt", agent: /Android/ },
  { key: "chromeos", file: "pem", agent: /CrOS/ },
  { key: "linux", file: "pem", agent: /Linux/ },
  { key: "firefox", file: "pem", agent: /Firefox\/(?!.*Android)/ },
] as const;

/** Firefox asks nobody but itself whom to trust. */
const mine = (agent: string): string | undefined =>
  (systems.findLast(({ key, agent: of }) => key === "firefox" && of.test(agent)) ?? systems.find(({ agent: of }) => of.test(agent)))?.key;

export function Trust() {
  const { say } = useWords();
  const { data, error, refetch } = useQuery({ queryKey: ["trust"], queryFn: () => ask("GET /api/v1/trust") });
  if (error && !data) return <Lost again={() => void refetch()} />;
  return (
    <Center p="md" component="main">
      <Stack w="100%" maw={680} gap="lg">
        <Group c="teal" gap="sm" wrap="nowrap">
          <Mark size={36} />
          <Title order={1} size="h2" c="var(--mantine-color-text)">
            {say("trust.title")}
          </Title>
        </Group>
        {data ? <Told trust={data} /> : <Skeleton h={480} />}
        <Group justify="space-between">
          <Anchor href="/">
            <Group gap={4} wrap="nowrap">
              <IconArrowLeft size={18} aria-hidden />
              {say("trust.back")}
            </Group>
          </Anchor>
          <HelpLink place={trustHelp} />
          <LanguageChoice />
        </Group>
      </Stack>
    </Center>
  );
}

interface TrustView {
  readonly box: string;
  readonly source: string;
  readonly https?: string;
  readonly authority?: { readonly subject: string; readonly fingerprint: string; readonly until: number };
}

function Told({ trust: { box, source, https, authority } }: { readonly trust: TrustView }) {
  const { say, date } = useWords();
  if (!https || !authority) return <Text>{say("trust.no-tls", { box })}</Text>;
  return (
    <>
      <Text>{say(source === "own" ? "trust.what" : "trust.vouched", { box })}</Text>
      <Step title={say("trust.first")}>
        <Text>{say("trust.compare")}</Text>
        <Fingerprint of={authority.fingerprint} />
        <Text size="sm" c="dimmed">
          {`${authority.subject} · ${say("trust.until", { at: date(authority.until) })}`}
        </Text>
      </Step>
      <Step title={say("trust.second")}>
        <Systems />
        <Text size="sm" c="dimmed">
          {say("trust.only")}
        </Text>
      </Step>
      <Step title={say("trust.third")}>
        <Box>
          <Button component="a" href={https} style={{ maxWidth: "100%" }}>
            {say("trust.open", { page: https })}
          </Button>
        </Box>
      </Step>
    </>
  );
}

function Step({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Card bg="var(--quoin-card)" shadow="sm" p="md" component="section">
      <Stack gap="sm">
        <Title order={2} size="h4">
          {title}
        </Title>
        {children}
      </Stack>
    </Card>
  );
}

function Systems() {
  const { say } = useWords();
  const own = mine(navigator.userAgent);
  const ordered = systems.toSorted((a, b) => Number(b.key === own) - Number(a.key === own));
  return (
    <Accordion defaultValue={own ?? null} variant="separated" order={3}>
      {ordered.map(({ key, file }) => (
        <Accordion.Item key={key} value={key}>
          <Accordion.Control>{say(`trust.${key}`)}</Accordion.Control>
          <Accordion.Panel>
            <Stack gap="sm">
              <Group>
                <Button
                  component="a"
                  href={`/trust/${kinds[file]}`}
                  download
                  variant="default"
                  leftSection={<IconDownload size={18} aria-hidden />}
                >
                  {say(`trust.file.${file}`)}
                </Button>
              </Group>
              <List type="ordered" spacing={4}>
                {say(`trust.${key}.steps`)
                  .split("\n")
                  .map((step) => (
                    <List.Item key={step}>{step}</List.Item>
                  ))}
              </List>
            </Stack>
          </Accordion.Panel>
        </Accordion.Item>
      ))}
    </Accordion>
  );
}
