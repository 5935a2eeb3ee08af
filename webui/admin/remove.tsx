// Removes a record that is open, and offers the way back.
import { Button } from "@mantine/core";
import { useAct } from "../shared/act.ts";
import { Told } from "../shared/states.tsx";
import { useUndo } from "../shared/undo.tsx";
import { useWords } from "../shared/words.tsx";

interface Props {
  readonly act: () => Promise<unknown>;
  readonly back: () => Promise<unknown>;
  readonly sentence: string;
  readonly done: () => void;
}

export function Remove({ act, back, sentence, done }: Props) {
  const { say } = useWords();
  const undo = useUndo();
  const { mutate, error, isPending } = useAct(act, () => {
    done();
    undo({ sentence, undo: back });
  });
  return (
    <>
      <Button variant="default" c="var(--quoin-danger)" loading={isPending} onClick={() => mutate()}>
        {say("admin.remove")}
      </Button>
      <Told error={error} />
    </>
  );
}
