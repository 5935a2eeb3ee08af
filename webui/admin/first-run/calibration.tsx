// How the first printer counts: a few sheets, so that people pay exactly what came out.
import { Alert, List, Stack, Text } from "@mantine/core";
import { IconCircleCheck } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useAct } from "../../shared/act.ts";
import { ask } from "../../shared/api.ts";
import { Told } from "../../shared/states.tsx";
import { useWords } from "../../shared/words.tsx";
import { Acts, Step } from "./step.tsx";
import type { StepProps } from "./step-props.ts";

export function Calibration({ run, step, next, back }: StepProps) {
  const { say } = useWords();
  const printer = run.printer ?? "";
  const { mutate, data, error, isPending } = useAct(() => ask("POST /api/v1/printers/{printer}/calibration", { params: { printer } }));
  const seconds = useSeconds(isPending);
  return (
    <Step title={say("first-run.calibration", { printer })} step={step} {...(back ? { back } : {})}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (data) next();
          else mutate();
        }}
      >
        <Stack>
          <Text>{say("first-run.calibration.what")}</Text>
          <List>
            <List.Item>{say("first-run.calibration.paper")}</List.Item>
            <List.Item>{say("first-run.calibration.later")}</List.Item>
          </List>
          {isPending && (
            <Text role="status">
              {say("admin.printer.calibrating")} {say("first-run.calibration.running", { n: seconds })}
            </Text>
          )}
          {data && (
            <Alert role="status" color="green" icon={<IconCircleCheck aria-hidden />}>
              {say("first-run.calibration.done", { printer })}
            </Alert>
          )}
          <Told error={error} />
          <Acts
            act={say(data ? "first-run.next" : "first-run.calibration.print")}
            loading={isPending}
            {...(data ? {} : { skip: { word: say("first-run.skip"), go: () => next() } })}
          />
        </Stack>
      </form>
    </Step>
  );
}

/** How long it has been going on. */
function useSeconds(running: boolean): number {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    if (!running) return;
    setSeconds(0);
    const timer = setInterval(() => setSeconds((before) => before + 1), 1_000);
    return () => clearInterval(timer);
  }, [running]);
  return seconds;
}
