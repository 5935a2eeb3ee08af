// What is plugged in and used by no terminal, offered: it goes to a terminal with the form that is filled in for it.
import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { IconPlugConnected } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { TerminalView } from "../../daemon/api/contract/printing.ts";
import type { PluggedInView } from "../../daemon/api/contract/discovery.ts";
import { ask } from "../shared/api.ts";
import { useWords } from "../shared/words.tsx";
import { Aside } from "./aside.tsx";
import { pluggedInAsked } from "./asking.ts";
import { RestartOffer } from "./restart.tsx";
import { TerminalForm } from "./terminal-form.tsx";

export function PluggedIn({ terminals }: { readonly terminals: readonly TerminalView[] }) {
  const { say, language } = useWords();
  const { data: devices = [] } = useQuery(pluggedInAsked);
  const { data: settings } = useQuery({ queryKey: ["settings", language], queryFn: () => ask("GET /api/v1/settings") });
  const [chosen, setChosen] = useState<PluggedInView>();
  const waits = settings?.settings.some(({ name, waits: isWaiting }) => name === "terminals" && isWaiting);
  // Where one place alone is without, it is meant; its form is there at once.
  const without = terminals.filter((terminal) => !terminal.devices.some(({ kind }) => kind === chosen?.kind));
  const [only] = without.length === 1 ? without : [];
  return (
    <>
      {waits ? (
        <RestartOffer />
      ) : (
        devices.map((device) => (
          <Alert
            key={`${device.vendorId} ${device.productId} ${device.serialNumber}`}
            color="teal"
            icon={<IconPlugConnected aria-hidden />}
            mb="md"
          >
            <Group justify="space-between">
              <Text>{say(`admin.plugged-in.${device.kind}`, { ids: `${device.vendorId}:${device.productId}` })}</Text>
              <Button onClick={() => setChosen(device)}>{say("admin.plugged-in.use")}</Button>
            </Group>
          </Alert>
        ))
      )}
      <Aside title={say("admin.plugged-in.use")} opened={chosen !== undefined} close={() => setChosen(undefined)}>
        {chosen && (
          <Stack>
            <Text>{say("admin.plugged-in.hint")}</Text>
            <TerminalForm {...(only ? { terminal: only } : {})} device={chosen} done={() => setChosen(undefined)} />
          </Stack>
        )}
      </Aside>
    </>
  );
}
