// What is done to several jobs at once: released, given to somebody else, moved, deleted. One sentence tells what came of it.
import { Button, Menu, Select, Stack, Text, TextInput } from "@mantine/core";
import { IconChevronDown, IconPrinter, IconRoute, IconTrash, IconUser } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { DoneView, JobAct } from "../../daemon/api/contract/acts.ts";
import type { JobView } from "../../daemon/api/contract/jobs.ts";
import { useMoneyAct } from "../shared/act.ts";
import { ask, newKey } from "../shared/api.ts";
import { Told } from "../shared/states.tsx";
import { useUndo } from "../shared/undo.tsx";
import { useWords } from "../shared/words.tsx";
import { Aside } from "./aside.tsx";
import { printersAsked, queuesAsked } from "./asking.ts";
import { outcomeOf } from "./outcome.ts";
import { PersonSelect } from "./person-select.tsx";
import { useWordOfPrinter } from "./printer-words.ts";

interface Props {
  readonly chosen: readonly JobView[];
  readonly done: () => void;
  /** Nobody's jobs can only be given to somebody. */
  readonly unclaimed?: boolean;
}

type Form = "release" | "assign" | "move";

export function JobActs({ chosen, done, unclaimed = false }: Props) {
  const { say } = useWords();
  const [form, setForm] = useState<Form>();
  const n = chosen.length;
  const act = useJobAct(chosen, () => {
    setForm(undefined);
    done();
  });
  const items = [
    { form: "release", Icon: IconPrinter },
    { form: "assign", Icon: IconUser },
    { form: "move", Icon: IconRoute },
  ] as const;
  return (
    <>
      <Menu position="bottom-end" withinPortal={false}>
        <Menu.Target>
          <Button variant="default" disabled={n === 0} rightSection={<IconChevronDown size={16} aria-hidden />}>
            {say("acts.menu")}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {items
            .filter(({ form }) => form === "assign" || !unclaimed)
            .map(({ form, Icon }) => (
              <Menu.Item key={form} leftSection={<Icon size={18} aria-hidden />} onClick={() => setForm(form)}>
                {say(`acts.jobs.${form}`, { n })}
              </Menu.Item>
            ))}
        </Menu.Dropdown>
      </Menu>
      {!unclaimed && (
        <Button
          variant="default"
          {...(n > 0 ? { c: "var(--quoin-danger)" } : {})}
          leftSection={<IconTrash size={18} aria-hidden />}
          disabled={n === 0}
          loading={act.isPending && form === undefined}
          onClick={() => act.mutate({ act: "delete" })}
        >
          {n === 0 ? say("portal.delete") : say("admin.jobs.delete", { n })}
        </Button>
      )}
      <Aside title={form === undefined ? "" : say(`acts.jobs.${form}`, { n })} opened={form !== undefined} close={() => setForm(undefined)}>
        {form === "release" && <Release n={n} act={act} />}
        {form === "assign" && <Assign act={act} />}
        {form === "move" && <Move act={act} />}
      </Aside>
      {form === undefined && <Told error={act.error} />}
    </>
  );
}

/** Deleted bytes and sheets that come out are gone; what changed hands or queue can go back. */
function useJobAct(chosen: readonly JobView[], done: () => void) {
  const words = useWords();
  const { say, money } = words;
  const undo = useUndo();
  return useMoneyAct(
    (what: JobAct, key) => ask("POST /api/v1/jobs/acts", { body: { jobs: chosen.map(({ id }) => id), what }, key }),
    (came, what) => {
      const before = chosen.filter(({ id }) => came.done.includes(id));
      const sentenceOf: Record<JobAct["act"], (n: number) => string> = {
        delete: (n) => say("acts.jobs.deleted", { n }),
        release: (n) =>
          say("acts.jobs.released", { n, printer: what.act === "release" ? what.printer : "", amount: money(came.reserved ?? 0) }),
        assign: (n) => say("acts.jobs.assigned", { n, login: what.act === "assign" ? what.login : "" }),
        move: (n) => say("acts.jobs.moved", { n, queue: what.act === "move" ? what.queue : "" }),
      };
      const back = what.act === "assign" || what.act === "move" ? backOf(before, what.act, say("acts.undone")) : [];
      undo({
        sentence: outcomeOf(words, came, sentenceOf[what.act]),
        undo:
          back.length === 0 ? undefined : () => Promise.all(back.map((one) => ask("POST /api/v1/jobs/acts", { body: one, key: newKey() }))),
      });
      done();
    },
  );
}

/** One request for each owner, or queue, they came from. */
function backOf(jobs: readonly JobView[], act: "assign" | "move", reason: string): { jobs: string[]; what: JobAct }[] {
  const from = Map.groupBy(jobs, ({ login, queue }) => (act === "assign" ? login : queue));
  return [...from].flatMap(([was, these]) => {
    if (was === undefined) return [];
    const what = act === "assign" ? { act, login: was, reason } : { act, queue: was };
    return [{ jobs: these.map(({ id }) => id), what: what as JobAct }];
  });
}

interface Acting {
  readonly act: {
    mutate: (what: JobAct) => void;
    readonly error: unknown;
    readonly isPending: boolean;
    readonly data?: DoneView | undefined;
  };
}

function Release({ n, act }: Acting & { readonly n: number }) {
  const { say } = useWords();
  const wordOf = useWordOfPrinter();
  const { data: printers = [] } = useQuery(printersAsked);
  const [printer, setPrinter] = useState<string | null>(null);
  const at = printer ?? printers[0]?.name;
  return (
    <Stack>
      <Text>{say("acts.jobs.release.hint")}</Text>
      <Select
        label={say("admin.job.release.where")}
        value={at ?? null}
        allowDeselect={false}
        onChange={setPrinter}
        data={printers.map(({ name, state }) => ({ value: name, label: `${name} · ${wordOf(state)}` }))}
        nothingFoundMessage={say("admin.printers.none")}
      />
      <Told error={act.error} />
      <Button
        loading={act.isPending}
        disabled={at === undefined}
        onClick={() => at !== undefined && act.mutate({ act: "release", printer: at as never })}
      >
        {say("acts.jobs.release.act", { n, printer: at ?? "" })}
      </Button>
    </Stack>
  );
}

function Assign({ act }: Acting) {
  const { say } = useWords();
  const [login, setLogin] = useState<string>();
  const [reason, setReason] = useState("");
  const ready = login !== undefined && reason.trim() !== "";
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) act.mutate({ act: "assign", login, reason });
      }}
    >
      <Stack>
        <PersonSelect label={say("admin.job.assign.to")} chosen={login} choose={setLogin} />
        <TextInput
          label={say("admin.job.assign.reason")}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          maxLength={200}
        />
        <Told error={act.error} />
        <Button type="submit" loading={act.isPending} disabled={!ready}>
          {say("admin.job.assign")}
        </Button>
      </Stack>
    </form>
  );
}

function Move({ act }: Acting) {
  const { say } = useWords();
  const [queue, setQueue] = useState<string>();
  return (
    <Stack>
      <QueueSelect chosen={queue} choose={setQueue} />
      <Told error={act.error} />
      <Button
        loading={act.isPending}
        disabled={queue === undefined}
        onClick={() => queue !== undefined && act.mutate({ act: "move", queue: queue as never })}
      >
        {queue === undefined ? say("acts.job.other-queue") : say("acts.job.move", { queue })}
      </Button>
    </Stack>
  );
}

interface QueueProps {
  readonly chosen: string | undefined;
  readonly choose: (queue: string | undefined) => void;
  /** Where it is already. */
  readonly but?: string;
}

/** Queues that hold jobs: one that only records charges nobody it does not know. */
export function QueueSelect({ chosen, choose, but }: QueueProps) {
  const { say } = useWords();
  const { data: queues = [] } = useQuery(queuesAsked);
  return (
    <Select
      label={say("admin.job.queue")}
      description={say("acts.job.queue.hint")}
      value={chosen ?? null}
      onChange={(queue) => choose(queue ?? undefined)}
      data={queues
        .filter(({ name, mode }) => mode !== "tracked" && name !== but)
        .map(({ name, printers }) => ({ value: name, label: `${name} · ${printers.join(", ")}` }))}
      nothingFoundMessage={say("table.none")}
    />
  );
}
