// A terminal to be added or changed: its name and the printers that stand beside it.
import { Button, Group, MultiSelect, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { PluggedInView } from "../../daemon/api/contract/discovery.ts";
import type { TerminalView } from "../../daemon/api/contract/printing.ts";
import { useAct } from "../shared/act.ts";
import { ask } from "../shared/api.ts";
import { useWords } from "../shared/words.tsx";
import { printersAsked } from "./asking.ts";
import { ToldOrConflict } from "./conflict.tsx";
import { NameInput } from "./name-input.tsx";
import { Remove } from "./remove.tsx";

interface Props {
  readonly terminal?: TerminalView;
  /** What is plugged in, to be used there. */
  readonly device?: PluggedInView;
  readonly done: (name: string) => void;
  /** Begins it again with what the box has by now. */
  readonly anew?: () => void;
}

export function TerminalForm({ terminal, device, done, anew }: Props) {
  const { say } = useWords();
  const { data: all = [] } = useQuery(printersAsked);
  const [name, setName] = useState(terminal?.name ?? "");
  const [printers, setPrinters] = useState(terminal?.printers ?? []);
  const [version] = useState(terminal?.version ?? 0);
  const { mutate, error, isPending } = useAct(
    async (seen: number) => {
      const params = { terminal: name };
      await ask("PUT /api/v1/terminals/{terminal}", { params, body: { printers, version: seen } });
      if (!device) return;
      const { kind: _kind, ...body } = device;
      await ask("POST /api/v1/terminals/{terminal}/devices", { params, body });
    },
    () => done(name),
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        mutate(version);
      }}
    >
      <Stack>
        {terminal && device && <Text fw={550}>{name}</Text>}
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
        <ToldOrConflict
          error={error}
          fields={[{ label: say("admin.page.printers"), mine: printers.join(", "), theirs: terminal?.printers.join(", ") ?? "" }]}
          keep={() => terminal && mutate(terminal.version)}
          take={() => anew?.()}
        />
        <Group>
          <Button type="submit" variant={terminal && !device ? "default" : "filled"} loading={isPending} disabled={printers.length === 0}>
            {say(device ? "admin.plugged-in.use" : terminal ? "page.save" : "admin.terminals.add")}
          </Button>
          {terminal && !device && <RemoveTerminal terminal={terminal} done={() => done(name)} />}
        </Group>
      </Stack>
    </form>
  );
}

/** What comes back is the place, not its screens: their addresses were shown once. */
function RemoveTerminal({ terminal: { name, printers, screens }, done }: { readonly terminal: TerminalView; readonly done: () => void }) {
  const { say } = useWords();
  const params = { terminal: name };
  return (
    <Remove
      act={() => ask("DELETE /api/v1/terminals/{terminal}", { params })}
      back={() => ask("PUT /api/v1/terminals/{terminal}", { params, body: { printers } })}
      sentence={screens > 0 ? say("admin.terminal.removed.screens", { n: screens, name }) : say("admin.terminal.removed", { name })}
      done={done}
    />
  );
}
