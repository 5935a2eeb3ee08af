// What a person can still print for.
import { Card, Group, Skeleton, Text } from "@mantine/core";
import type { MeView } from "../../daemon/api/contract/people.ts";
import { useWords } from "../shared/words.tsx";

/** Credit, large and first: it is what people came to know. */
export function Credit({ me }: { readonly me: MeView | undefined }) {
  const { say, money } = useWords();
  return (
    <Card bg="var(--quoin-card)" shadow="sm" p="md">
      <Group justify="space-between" align="flex-end" wrap="nowrap">
        <div>
          <Text c="dimmed" size="sm">
            {say("portal.credit")}
          </Text>
          {me ? (
            <Text className="figures" fz={36} fw={650} lh={1.15}>
              {me.limited ? money(me.spendable) : say("portal.unlimited")}
            </Text>
          ) : (
            <Skeleton h={41} w={140} />
          )}
        </div>
        {me && me.reserved > 0 && (
          <Text c="dimmed" size="sm" className="figures" ta="right">
            {say("portal.reserved", { amount: money(me.reserved) })}
          </Text>
        )}
      </Group>
    </Card>
  );
}
