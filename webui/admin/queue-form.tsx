// A queue to be added or changed: how jobs leave it, where, and how sure the box must be of who sent them.
import { Button, Group, MultiSelect, Radio, Select, Stack, Switch } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { QueueView } from "../../daemon/api/contract/printing.ts";
import { useAct } from "../shared/act.ts";
import { ask } from "../shared/api.ts";
import { Copied } from "../shared/copied.tsx";
import { useWords } from "../shared/words.tsx";
import { printersAsked } from "./asking.ts";
import { ToldOrConflict } from "./conflict.tsx";
import { NameInput } from "./name-input.tsx";
import { Remove } from "./remove.tsx";

const modes = ["pull", "direct", "tracked"] as const;
const leasts = ["none", "named", "bound", "proven"] as const;

interface Props {
  readonly queue?: QueueView;
  /** The first queue is the one printing to the box itself arrives in. */
  readonly first?: boolean;
  readonly done: () => void;
  /** Begins it again with what the box has by now. */
  readonly anew?: () => void;
}

const put = (queue: Pick<QueueView, "name" | "mode" | "printers" | "least" | "default"> & Partial<Pick<QueueView, "tell" | "version">>) =>
  ask("PUT /api/v1/queues/{queue}", {
    params: { queue: queue.name },
    body: {
      mode: queue.mode,
      printers: queue.printers,
      least: queue.least,
      makeDefault: queue.default,
      ...(queue.tell === undefined ? {} : { tell: queue.tell }),
      ...(queue.version === undefined ? {} : { version: queue.version }),
    },
  });

export function QueueForm({ queue, first = false, done, anew }: Props) {
  const { say } = useWords();
  const [name, setName] = useState(queue?.name ?? "");
  const [mode, setMode] = useState<QueueView["mode"]>(queue?.mode ?? "pull");
  const [printers, setPrinters] = useState(queue?.printers ?? []);
  const [least, setLeast] = useState<QueueView["least"]>(queue?.least ?? "named");
  const [isDefault, setDefault] = useState(queue?.default ?? first);
  const { mutate, error, isPending } = useAct(
    (seen: number) => put({ name, mode, printers, least, default: isDefault, version: seen }),
    done,
  );
  const [version] = useState(queue?.version ?? 0);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        mutate(version);
      }}
    >
      <Stack>
        {queue ? (
          <Copied label={say("admin.queue.uri")} value={queue.uri} />
        ) : (
          <NameInput value={name} change={setName} hint={say("admin.queue.name.hint")} />
        )}
        <Mode mode={mode} change={setMode} />
        <Where printers={printers} change={setPrinters} />
        <Least least={least} change={setLeast} />
        <Switch
          label={say("admin.queue.default.make")}
          description={say("admin.queue.default.hint")}
          checked={isDefault}
          // Another queue takes its place; none is left without.
          disabled={queue?.default ?? false}
          onChange={(event) => setDefault(event.currentTarget.checked)}
        />
        <ToldOrConflict
          error={error}
          fields={[
            { label: say("admin.queue.mode"), mine: say(`mode.${mode}`), theirs: queue ? say(`mode.${queue.mode}`) : "" },
            { label: say("admin.page.printers"), mine: printers.join(", "), theirs: queue?.printers.join(", ") ?? "" },
            { label: say("admin.queue.least"), mine: say(`least.${least}`), theirs: queue ? say(`least.${queue.least}`) : "" },
          ]}
          keep={() => queue && mutate(queue.version)}
          take={() => anew?.()}
        />
        <Group justify="space-between">
          <Button type="submit" loading={isPending} disabled={printers.length === 0}>
            {say(queue ? "page.save" : "admin.queues.add")}
          </Button>
          {queue && <RemoveQueue queue={queue} done={done} />}
        </Group>
      </Stack>
    </form>
  );
}

function Mode({ mode, change }: { readonly mode: QueueView["mode"]; readonly change: (mode: QueueView["mode"]) => void }) {
  const { say } = useWords();
  return (
    <Radio.Group label={say("admin.queue.mode")} value={mode} onChange={(value) => change(modes.find((each) => each === value) ?? mode)}>
      <Stack gap="xs" mt={4}>
        {modes.map((each) => (
          <Radio key={each} value={each} label={say(`mode.${each}`)} description={say(`admin.queue.mode.${each}`)} />
        ))}
      </Stack>
    </Radio.Group>
  );
}

function RemoveQueue({ queue, done }: { readonly queue: QueueView; readonly done: () => void }) {
  const { say } = useWords();
  const { version: _gone, ...back } = queue;
  return (
    <Remove
      act={() => ask("DELETE /api/v1/queues/{queue}", { params: { queue: queue.name } })}
      back={() => put(back)}
      sentence={say("admin.queue.removed", { name: queue.name })}
      done={done}
    />
  );
}

function Where({ printers, change }: { readonly printers: string[]; readonly change: (printers: string[]) => void }) {
  const { say } = useWords();
  const { data: all = [] } = useQuery(printersAsked);
  return (
    <MultiSelect
      label={say("admin.page.printers")}
      description={say("admin.queue.printers.hint")}
      value={printers}
      onChange={change}
      data={all.map((printer) => printer.name)}
      maxValues={64}
      searchable
      clearable
      clearButtonProps={{ "aria-label": say("admin.clear") }}
      nothingFoundMessage={say("admin.printers.none")}
    />
  );
}

function Least({ least, change }: { readonly least: QueueView["least"]; readonly change: (least: QueueView["least"]) => void }) {
  const { say } = useWords();
  return (
    <Select
      label={say("admin.queue.least")}
      description={say(`admin.queue.least.${least}`)}
      value={least}
      allowDeselect={false}
      data={leasts.map((value) => ({ value, label: say(`least.${value}`) }))}
      onChange={(value) => change(leasts.find((each) => each === value) ?? least)}
    />
  );
}
