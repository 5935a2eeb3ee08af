// Somebody else changed what this form changes: both stand side by side, and the one at the form decides. Nothing typed is lost.
import { Alert, Button, Group, Stack, Table, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { IconUsers } from "@tabler/icons-react";
import { Fragment, type ReactNode, useState } from "react";
import { Problem } from "../shared/api.ts";
import { Told } from "../shared/states.tsx";
import { useWords } from "../shared/words.tsx";

export interface Field {
  readonly label: string;
  readonly mine: string;
  readonly theirs: string;
}

interface Props {
  readonly error: unknown;
  readonly fields: readonly Field[];
  /** Stores what was typed, over theirs. */
  readonly keep: () => void;
  /** Fills the form with theirs. */
  readonly take: () => void;
}

/** A form that begins anew with what the box has by now, asked for first, and still open: how most forms take theirs. */
export function Anew({ children }: { readonly children: (anew: () => void) => ReactNode }) {
  const client = useQueryClient();
  const [turn, setTurn] = useState(0);
  const anew = (): void => void client.invalidateQueries().finally(() => setTurn((before) => before + 1));
  return <Fragment key={turn}>{children(anew)}</Fragment>;
}

/** What the box said no to; where it was because of somebody else's change, with both. */
export function ToldOrConflict({ error, fields, keep, take }: Props) {
  const { say } = useWords();
  if (!(error instanceof Problem && error.code === "changed-meanwhile")) return <Told error={error} />;
  const other = fields.filter(({ mine, theirs }) => mine !== theirs);
  return (
    <Alert role="alert" color="yellow" icon={<IconUsers aria-hidden />}>
      <Stack gap="sm">
        <Text fw={650}>{say("conflict.title")}</Text>
        <Text size="sm">{say("conflict.hint")}</Text>
        {other.length > 0 && (
          <Table verticalSpacing={4}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{say("conflict.field")}</Table.Th>
                <Table.Th>{say("conflict.mine")}</Table.Th>
                <Table.Th>{say("conflict.theirs")}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {other.map(({ label, mine, theirs }) => (
                <Table.Tr key={label}>
                  <Table.Td>{label}</Table.Td>
                  <Table.Td dir="auto" style={{ overflowWrap: "anywhere" }}>
                    {mine || "–"}
                  </Table.Td>
                  <Table.Td dir="auto" style={{ overflowWrap: "anywhere" }}>
                    {theirs || "–"}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
        <Group gap="xs">
          <Button size="xs" onClick={keep}>
            {say("conflict.keep")}
          </Button>
          <Button size="xs" variant="default" onClick={take}>
            {say("conflict.take")}
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}
