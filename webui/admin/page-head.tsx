// What every page of the console begins with: its name, a sentence, what can be done.
import { Group, Text, Title } from "@mantine/core";
import { type ReactNode, useEffect } from "react";

interface Props {
  readonly title: string;
  readonly hint?: string;
  readonly children?: ReactNode;
}

export function PageHead({ title, hint, children }: Props) {
  useEffect(() => {
    document.title = `${title} · Quoin`;
  }, [title]);
  return (
    <Group justify="space-between" align="flex-end" mb="md" gap="sm">
      <div style={{ minWidth: 0 }}>
        <Title order={1} size="h2" style={{ overflowWrap: "anywhere" }}>
          {title}
        </Title>
        {hint !== undefined && (
          <Text c="dimmed" maw={720}>
            {hint}
          </Text>
        )}
      </div>
      {children && <Group gap="xs">{children}</Group>}
    </Group>
  );
}
