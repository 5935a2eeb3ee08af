// What a page shows while it waits for the box, and when the box does not answer.
import { Alert, Badge, Button, Center, Loader, Stack } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck, IconCloudOff, IconHelpCircle, IconHourglass, IconPlugConnectedX } from "@tabler/icons-react";
import { type ReactNode, useEffect, useEffectEvent } from "react";
import { OutOfReach, Problem } from "./api.ts";
import { type Tone, toneColor } from "./theme.ts";
import { useWords } from "./words.tsx";

export function Opening() {
  const { say } = useWords();
  return (
    <Center mih="60dvh">
      <Loader aria-label={say("page.loading")} />
    </Center>
  );
}

const againMs = 3_000;

/** The box does not answer: what was typed stays, and the page asks again by itself. */
export function Lost({ again }: { readonly again: () => void }) {
  const { say } = useWords();
  const ask = useEffectEvent(again);
  useEffect(() => {
    const timer = setInterval(() => ask(), againMs);
    return () => clearInterval(timer);
  }, []);
  return (
    <Center mih="60dvh" p="md">
      <Alert color="violet" icon={<IconCloudOff aria-hidden />} title={say("page.lost")} maw={420}>
        <Stack align="flex-start">
          {say("page.lost.hint")}
          <Button onClick={again} variant="default">
            {say("page.again")}
          </Button>
        </Stack>
      </Alert>
    </Center>
  );
}

/** What the box said no to, in its own words. */
export function Told({ error }: { readonly error: unknown }) {
  const { say } = useWords();
  if (error === null || error === undefined) return null;
  const sentence = error instanceof Problem ? error.message : error instanceof OutOfReach ? say("page.lost.hint") : say("page.bug");
  return (
    <Alert color="red" icon={<IconAlertTriangle aria-hidden />} role="alert">
      {sentence}
    </Alert>
  );
}

export const toneIcons: Readonly<Record<Tone, typeof IconHelpCircle>> = {
  ready: IconCircleCheck,
  waiting: IconHourglass,
  needs: IconAlertTriangle,
  cutoff: IconPlugConnectedX,
  unknown: IconHelpCircle,
};

/** A state: colour, icon and word, never colour alone. */
export function State({ tone, children }: { readonly tone: Tone; readonly children: ReactNode }) {
  const Icon = toneIcons[tone];
  return (
    <Badge
      color={toneColor[tone]}
      variant="light"
      c="var(--mantine-color-text)"
      tt="none"
      fw={550}
      size="lg"
      miw="max-content"
      leftSection={<Icon size={16} color={`var(--mantine-color-${toneColor[tone]}-text)`} aria-hidden />}
    >
      {children}
    </Badge>
  );
}

const printerTones: Readonly<Record<string, Tone>> = { idle: "ready", processing: "ready", stopped: "needs", unreachable: "cutoff" };
export const toneOfPrinter = (state: string): Tone => printerTones[state] ?? "unknown";
