// What was just done, and the way back where there is one: instead of asking before.
import { Button, CloseButton, Group, Paper, Text } from "@mantine/core";
import { IconArrowBackUp } from "@tabler/icons-react";
import { createContext, type ReactNode, useContext, useEffect, useEffectEvent, useState } from "react";
import { useAct } from "./act.ts";
import { Told } from "./states.tsx";
import classes from "./undo.module.css";
import { useWords } from "./words.tsx";

interface Deed {
  readonly sentence: string;
  /** Absent where it cannot be undone. */
  readonly undo?: (() => Promise<unknown>) | undefined;
}

/** What can only be read goes by itself: twice the time a long sentence takes. */
const readMs = 15_000;

const Context = createContext<(deed: Deed) => void>(() => undefined);
export const useUndo = (): ((deed: Deed) => void) => useContext(Context);

export function Undoing({ children }: { readonly children: ReactNode }) {
  const [deed, setDeed] = useState<Deed>();
  return (
    <Context value={setDeed}>
      {children}
      <div role="status">{deed && <Bar key={deed.sentence} deed={deed} close={() => setDeed(undefined)} />}</div>
    </Context>
  );
}

function Bar({ deed, close }: { readonly deed: Deed; readonly close: () => void }) {
  const { say } = useWords();
  const leave = useEffectEvent(close);
  useEffect(() => {
    if (deed.undo) return;
    const timer = setTimeout(() => leave(), readMs);
    return () => clearTimeout(timer);
  }, [deed]);
  const { mutate, error, isPending } = useAct(async () => deed.undo?.(), close);
  return (
    <Paper className={classes.bar} shadow="sm" p="sm" withBorder>
      <Group wrap="nowrap">
        <Text flex={1}>{deed.sentence}</Text>
        {deed.undo && (
          <Button variant="light" leftSection={<IconArrowBackUp size={18} aria-hidden />} loading={isPending} onClick={() => mutate()}>
            {say("page.undo")}
          </Button>
        )}
        <CloseButton aria-label={say("page.close")} onClick={close} />
      </Group>
      <Told error={error} />
    </Paper>
  );
}
