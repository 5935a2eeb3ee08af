// Screens bound to a terminal. The address that binds one is shown once: whoever opens it is that terminal.
import { Alert, Button, Group, Skeleton, Stack, Text, Title } from "@mantine/core";
import { IconDeviceTablet } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useAct } from "../shared/act.ts";
import { ask } from "../shared/api.ts";
import { Copied } from "../shared/copied.tsx";
import { Told } from "../shared/states.tsx";
import { useWords } from "../shared/words.tsx";

export function Screens({ terminal }: { readonly terminal: string }) {
  const { say, date } = useWords();
  const params = { terminal };
  const { data } = useQuery({
    queryKey: ["screens", terminal],
    queryFn: () => ask("GET /api/v1/terminals/{terminal}/screens", { params }),
  });
  const bind = useAct(() => ask("POST /api/v1/terminals/{terminal}/screens", { params }));
  const unbind = useAct((screen: string) => ask("DELETE /api/v1/terminals/{terminal}/screens/{screen}", { params: { terminal, screen } }));
  return (
    <Stack mt="xl" component="section" gap="sm">
      <Title order={2} size="h4">
        {say("admin.screens")}
      </Title>
      <Text c="dimmed" size="sm">
        {say("admin.screens.hint")}
      </Text>
      {!data && <Skeleton h={40} />}
      {data?.screens.length === 0 && <Text>{say("admin.screens.none")}</Text>}
      {data?.screens.map(({ id, createdAt }) => (
        <Group key={id} justify="space-between" wrap="nowrap">
          <Text className="figures">{say("admin.screens.since", { at: date(createdAt) })}</Text>
          <Button variant="default" size="xs" onClick={() => unbind.mutate(id)}>
            {say("admin.screens.unbind")}
          </Button>
        </Group>
      ))}
      {bind.data && (
        <Alert color="teal" icon={<IconDeviceTablet aria-hidden />} title={say("admin.screens.address")} role="status">
          <Stack gap="xs">
            <Text size="sm">{say("admin.screens.address.hint")}</Text>
            <Copied label={say("admin.screens.address.label")} value={bind.data.address} />
          </Stack>
        </Alert>
      )}
      <Told error={bind.error ?? unbind.error} />
      <Group>
        <Button loading={bind.isPending} onClick={() => bind.mutate()}>
          {say("admin.screens.bind")}
        </Button>
      </Group>
    </Stack>
  );
}
