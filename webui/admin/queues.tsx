// Queues: what people print to, and how a job leaves each.
import { Anchor, Badge, Button, Group, Text } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { Link } from "wouter";
import type { QueueView } from "../../daemon/api/contract/printing.ts";
import { type Column, DataTable } from "../shared/table.tsx";
import { useWords, type Words } from "../shared/words.tsx";
import { Failed } from "./failed.tsx";
import { Aside, type Beside, useBeside } from "./aside.tsx";
import { queuesAsked } from "./asking.ts";
import { Anew } from "./conflict.tsx";
import { PageHead } from "./page-head.tsx";
import { QueueForm } from "./queue-form.tsx";

export function Queues() {
  const words = useWords();
  const { say } = words;
  const { data: queues, error, refetch } = useQuery(queuesAsked);
  const beside = useBeside();
  const { addressOf } = beside;
  const columns = useMemo(() => columnsIn(words, addressOf), [words, addressOf]);
  const chosen = queues?.find(({ name }) => name === beside.open);
  if (error && !queues) return <Failed error={error} again={() => void refetch()} />;
  return (
    <>
      <PageHead title={say("admin.page.queues")} hint={say("admin.queues.hint")}>
        <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={beside.add}>
          {say("admin.queues.add")}
        </Button>
      </PageHead>
      <DataTable
        name={say("admin.page.queues")}
        columns={columns}
        rows={queues}
        keyOf={({ name }) => name}
        empty={{ title: say("admin.queues.none"), hint: say("admin.queues.none.hint") }}
      />
      <Aside title={say("admin.queues.add")} opened={beside.adding} close={beside.close}>
        {queues && <QueueForm first={queues.length === 0} done={beside.close} />}
      </Aside>
      <Aside title={chosen?.name ?? ""} opened={chosen !== undefined} close={beside.close}>
        {chosen && <Anew key={chosen.name}>{(anew) => <QueueForm queue={chosen} done={beside.close} anew={anew} />}</Anew>}
      </Aside>
    </>
  );
}

function columnsIn({ say }: Words, addressOf: Beside["addressOf"]): Column<QueueView>[] {
  return [
    {
      key: "name",
      head: say("admin.name"),
      text: ({ name, default: isDefault }) => (isDefault ? `${name} (${say("admin.queue.default")})` : name),
      show: ({ name, default: isDefault }) => (
        <Group gap="xs">
          <Anchor component={Link} href={addressOf(name)} fw={550}>
            {name}
          </Anchor>
          {isDefault && (
            <Badge variant="light" color="gray" c="var(--mantine-color-text)" tt="none" fw={550}>
              {say("admin.queue.default")}
            </Badge>
          )}
        </Group>
      ),
    },
    {
      key: "mode",
      head: say("admin.queue.mode"),
      text: ({ mode }) => `${say(`mode.${mode}`)} ${say(`admin.queue.mode.${mode}`)}`,
      show: ({ mode }) => (
        <div>
          <Text>{say(`mode.${mode}`)}</Text>
          <Text size="sm" c="dimmed">
            {say(`admin.queue.mode.${mode}`)}
          </Text>
        </div>
      ),
    },
    { key: "printers", head: say("admin.page.printers"), text: ({ printers }) => printers.join(", ") },
    { key: "least", head: say("admin.queue.least"), text: ({ least }) => say(`least.${least}`) },
    { key: "uri", head: say("admin.queue.uri"), text: ({ uri }) => uri },
  ];
}
