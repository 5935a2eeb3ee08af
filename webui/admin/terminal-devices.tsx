// What is connected to a terminal, how it is, and when it was last heard. Which card it was is told to nobody.
import { Group, Stack, Text, Title } from "@mantine/core";
import type { TerminalView } from "../../daemon/api/contract/printing.ts";
import { State } from "../shared/states.tsx";
import type { Tone } from "../shared/theme.ts";
import { useWords } from "../shared/words.tsx";

const tones: Readonly<Record<TerminalView["devices"][number]["state"], Tone>> = { ready: "ready", absent: "cutoff", failed: "needs" };

export function TerminalDevices({ terminal }: { readonly terminal: TerminalView }) {
  const { say, date } = useWords();
  return (
    <Stack mt="xl" component="section" gap="sm">
      <Title order={2} size="h4">
        {say("admin.terminal.devices")}
      </Title>
      {terminal.devices.length === 0 && <Text>{say("admin.terminal.devices.none")}</Text>}
      {terminal.devices.map(({ name, kind, state, sentence, changedAt, heardAt, droppedAt }) => (
        <div key={name}>
          <Group gap="xs">
            <Text fw={550}>{kind === "reader" || kind === "keypad" ? say(`device.${kind}`) : kind}</Text>
            <State tone={tones[state]}>{say(`device.${state}`)}</State>
          </Group>
          <Text size="sm" c="dimmed" style={{ overflowWrap: "anywhere" }}>
            {[name, changedAt === undefined ? undefined : say("admin.terminal.device.since", { at: date(changedAt) })]
              .filter((part) => part !== undefined)
              .join(" · ")}
          </Text>
          {sentence !== undefined && <Text size="sm">{sentence}</Text>}
          <Text size="sm">
            {heardAt === undefined ? say("admin.terminal.device.silent") : say("admin.terminal.device.heard", { at: date(heardAt) })}
          </Text>
          {droppedAt !== undefined && <Text size="sm">{say("admin.terminal.device.dropped", { at: date(droppedAt) })}</Text>}
        </div>
      ))}
    </Stack>
  );
}
