// The frame of every page of the first run: how far one is, the language on top, one act below.
import { Button, Card, Group, Progress, Stack, Text, Title } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { HelpLink } from "../../shared/help.tsx";
import { LanguageChoice } from "../../shared/language-choice.tsx";
import { Mark } from "../../shared/mark.tsx";
import { useWords } from "../../shared/words.tsx";
import { helpBeside, helpOfStep } from "../help.ts";
import classes from "./step.module.css";

const steps = 8;

interface Props {
  readonly title: string;
  readonly hint?: string;
  /** From 1. */
  readonly step: number;
  readonly back?: () => void;
  readonly help?: ReactNode;
  readonly children: ReactNode;
}

export function Step({ title, hint, step, back, help, children }: Props) {
  const { say } = useWords();
  return (
    <main className={classes.page}>
      <Group justify="space-between" wrap="nowrap">
        <Group c="teal" gap="xs" wrap="nowrap">
          <Mark size={32} />
          <Text fw={650} size="lg" c="var(--mantine-color-text)">
            Quoin
          </Text>
        </Group>
        <Group gap="sm" wrap="nowrap">
          <HelpLink place={helpOfStep[step - 1] ?? helpBeside["set-up"]} />
          <LanguageChoice />
        </Group>
      </Group>
      <Stack gap={6}>
        <Text size="sm" c="dimmed" className="figures">
          {say("first-run.of", { step, steps })}
        </Text>
        <Progress value={(step / steps) * 100} size="sm" aria-hidden />
      </Stack>
      <Card bg="var(--quoin-card)" shadow="sm" p="lg">
        <Stack>
          <div>
            <Title order={1} size="h2">
              {title}
            </Title>
            {hint !== undefined && (
              <Text c="dimmed" mt={4}>
                {hint}
              </Text>
            )}
          </div>
          {children}
        </Stack>
      </Card>
      {help}
      {back && (
        <Group>
          <Button variant="subtle" color="gray" leftSection={<IconArrowLeft size={18} aria-hidden />} onClick={back}>
            {say("first-run.back")}
          </Button>
        </Group>
      )}
    </main>
  );
}

interface ActsProps {
  readonly act: string;
  readonly loading?: boolean;
  readonly disabled?: boolean;
  /** The other way, with its word. */
  readonly skip?: { readonly word: string; readonly go: () => void };
}

/** What a page asks for, as the button of its form; and the way past it. */
export function Acts({ act, loading = false, disabled = false, skip }: ActsProps) {
  return (
    <Group justify="space-between" mt="xs" className={classes.acts}>
      <Button type="submit" size="md" loading={loading} disabled={disabled}>
        {act}
      </Button>
      {skip && (
        <Button type="button" size="md" variant="default" disabled={loading} onClick={skip.go}>
          {skip.word}
        </Button>
      )}
    </Group>
  );
}
