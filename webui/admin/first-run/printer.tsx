// The first printer: chosen from those that announce themselves, or asked for at an address; with a queue people print to, and a reader.
import { Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useAct } from "../../shared/act.ts";
import { ask } from "../../shared/api.ts";
import { Told } from "../../shared/states.tsx";
import { useWords } from "../../shared/words.tsx";
import { FindPrinter } from "../find-printer.tsx";
import { NameInput } from "../name-input.tsx";
import { PrinterAnswered } from "../printer-form.tsx";
import { Acts, Step } from "./step.tsx";
import type { StepProps } from "./step-props.ts";

export function Printer({ run, step, next, back }: StepProps) {
  const { say } = useWords();
  const [uri, setUri] = useState("");
  const [name, setName] = useState("");
  const { mutate, data, error, isPending } = useAct(
    async () => {
      const added = await ask("PUT /api/v1/printers/{printer}", { params: { printer: name }, body: { uri } });
      const { queues } = await ask("GET /api/v1/queues");
      const usual = queues.find((queue) => queue.default);
      // One queue for the house: a second printer joins it.
      const printers = [...new Set([...(usual?.mode === "pull" ? usual.printers : []), name])];
      const queue = usual?.mode === "pull" ? usual.name : say("first-run.queue");
      await ask("PUT /api/v1/queues/{queue}", { params: { queue }, body: { mode: "pull", printers, makeDefault: true } });
      await ask("POST /api/v1/first-run/terminal", { body: { printer: name } });
      return added;
    },
    (added) => added.reached && next({ printer: name }),
  );
  const skip = () => (data ? next({ printer: name }) : next());
  const word = run.printer === undefined && !data ? say("first-run.printer.without") : say("first-run.next");
  return (
    <Step title={say("first-run.printer")} hint={say("first-run.printer.hint")} step={step} {...(back ? { back } : {})}>
      <FindPrinter
        chosen={uri}
        choose={(found) => {
          setUri(found.uri);
          setName(found.suggested);
        }}
      />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          mutate();
        }}
      >
        <Stack>
          {uri !== "" && (
            <>
              <Text className="figures" size="sm" c="dimmed" style={{ overflowWrap: "anywhere" }}>
                {uri}
              </Text>
              <NameInput value={name} change={setName} hint={say("admin.printer.name.hint")} />
            </>
          )}
          <Told error={error} />
          {data && !data.reached && (
            <>
              <PrinterAnswered {...data} />
              <Text>{say("first-run.printer.anyway")}</Text>
            </>
          )}
          <Acts act={say("first-run.printer.add")} loading={isPending} disabled={uri === ""} skip={{ word, go: skip }} />
        </Stack>
      </form>
    </Step>
  );
}
