// A list with nothing in it.
import { Card, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";

/** Nothing here yet, and what to do about it. */
export function Empty({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Card bg="var(--quoin-card)" p="xl" withBorder>
      <Stack gap={4} align="center" ta="center">
        <Text fw={600}>{title}</Text>
        <Text c="dimmed" maw={440}>
          {children}
        </Text>
      </Stack>
    </Card>
  );
}
