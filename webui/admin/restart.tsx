// What takes effect at the box's next start, and the button for it. The page waits for the box and goes on by itself.
import { Alert, Button, Group, Text } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ask } from "../shared/api.ts";
import { useAct } from "../shared/act.ts";
import { Told } from "../shared/states.tsx";
import { useWords } from "../shared/words.tsx";
import { statusAsked } from "./asking.ts";

const lookMs = 500;

/** true until the box says that it started at another time than `since`. */
export function useRestarting(since: number | undefined): boolean {
  const { data } = useQuery({ ...statusAsked, queryKey: ["status", "restart"], refetchInterval: lookMs, enabled: since !== undefined });
  return since !== undefined && (data === undefined || data.startedAt === since);
}

export function RestartOffer() {
  const { say } = useWords();
  const [since, setSince] = useState<number>();
  const isRestarting = useRestarting(since);
  const { data: status } = useQuery(statusAsked);
  const { mutate, error, isPending } = useAct(
    () => ask("POST /api/v1/box/restart"),
    ({ startedAt }) => setSince(startedAt),
  );
  const printing = status?.jobs.printing ?? 0;
  return (
    <Alert color="yellow" icon={<IconRefresh aria-hidden />} title={say("settings.restart")} role="status" mb="md">
      <Text mb="sm">{say(printing > 0 ? "settings.restart.printing" : "settings.restart.hint", { n: printing })}</Text>
      <Group>
        <Button loading={isPending || isRestarting} onClick={() => mutate()}>
          {say("settings.restart.now")}
        </Button>
        {isRestarting && <Text>{say("settings.restarting")}</Text>}
      </Group>
      <Told error={error} />
    </Alert>
  );
}
