// What will be done, before it is done: the whole sentence, and two buttons for whoever has no Enter at hand.
import { Button, Group, Stack, Text } from "@mantine/core";
import { useMoneyAct } from "../../shared/act.ts";
import { Told } from "../../shared/states.tsx";
import { useUndo } from "../../shared/undo.tsx";
import { useWords } from "../../shared/words.tsx";
import type { Deed } from "./deeds.ts";

export interface Doing {
  readonly act: (deed: Deed) => void;
  readonly forget: () => void;
  readonly error: unknown;
  readonly isPending: boolean;
  /** The line broke at least once; it is tried on. */
  readonly isLost: boolean;
}

/** Does a deed once, however often it is asked for meanwhile, and offers the way back where there is one. */
export function useDeed(done: () => void): Doing {
  const undo = useUndo();
  const { mutate, reset, error, isPending, failureCount } = useMoneyAct(
    (deed: Deed, key) => deed.act(key),
    (came) => {
      undo(came);
      done();
    },
  );
  return {
    act: (deed) => {
      if (!isPending) mutate(deed);
    },
    forget: () => {
      if (error) reset();
    },
    error,
    isPending,
    isLost: isPending && failureCount > 0,
  };
}

export function Confirm({ deed, doing, back }: { readonly deed: Deed; readonly doing: Doing; readonly back: () => void }) {
  const { say } = useWords();
  return (
    // The hands stay in the field, which has the keys.
    <Stack gap="sm" p="xs" onMouseDown={(event) => event.preventDefault()}>
      <Text fw={550} className="figures" style={{ overflowWrap: "anywhere" }}>
        {deed.sentence}
      </Text>
      {doing.isLost && <Text size="sm">{`${say("page.lost")}. ${say("page.lost.hint")}`}</Text>}
      <Told error={doing.error} />
      <Group justify="space-between" gap="xs">
        <Text size="sm" c="dimmed">
          {say("admin.find.enter")}
        </Text>
        <Group gap="xs">
          <Button variant="default" disabled={doing.isPending} onClick={back}>
            {say("admin.find.back")}
          </Button>
          <Button loading={doing.isPending} onClick={() => doing.act(deed)}>
            {say("admin.find.do")}
          </Button>
        </Group>
      </Group>
    </Stack>
  );
}
