// A card of a page, with its heading.
import { Card, Group, Stack, Title } from "@mantine/core";
import type { ReactNode } from "react";

export function Section({ title, aside, children }: { readonly title: string; readonly aside?: ReactNode; readonly children: ReactNode }) {
  return (
    <Card bg="var(--quoin-card)" shadow="sm" p="md" component="section">
      <Stack gap="sm">
        <Group justify="space-between">
          <Title order={2} size="h4">
            {title}
          </Title>
          {aside}
        </Group>
        {children}
      </Stack>
    </Card>
  );
}
