// A terminal to be added or changed: its name and the printers that stand beside it.
import { Button, Group, MultiSelect, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { TerminalView } from "../../daemon/api/contract/printing.ts";
import { useAct } from "../shared/act.ts";
import { ask } from "../shared/api.ts";
import { Told } from "../shared/states.tsx";
import { useWords } from "../shared/words.tsx";
import { printersAsked } from "./asking.ts";
import { NameInput } from "./name-input.tsx";

export function TerminalForm({ terminal, done }: { readonly terminal?: TerminalView; readonly done: (name: string) => void }) {
  const { say } = useWords();
  const { data: all = [] } = useQuery(printersAsked);
  const [name, setName] = useState(terminal?.name ?? "");
  const [printers, setPrinters] = useState(terminal?.printers ?? []);
  const { mutate, error, isPending } = useAct(
    () => ask("PUT /api/v1/terminals/{terminal}", { params: { terminal: name }, body: { printers } }),
    () => done(name),
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        mutate();
      }}
    >
      <Stack>
        {!terminal && <NameInput value={name} change={setName} hint={say("admin.terminal.name.hint")} />}
        <MultiSelect
          label={say("admin.page.printers")}
          description={say("admin.terminal.printers.hint")}
          value={printers}
          onChange={setPrinters}
          data={all.map((printer) => printer.name)}
          maxValues={16}
          searchable
          clearable
          clearButtonProps={{ "aria-label": say("admin.clear") }}
          nothingFoundMessage={say("admin.printers.none")}
        />
        <Told error={error} />
        <Group>
          <Button type="submit" variant={terminal ? "default" : "filled"} loading={isPending} disabled={printers.length === 0}>
            {say(terminal ? "page.save" : "admin.terminals.add")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
