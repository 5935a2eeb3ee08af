// What is done to several people at once: closed, moved to a department, limited or not, given credit or corrected, each with its reason.
import { Button, Menu, SegmentedControl, Stack, Text, TextInput } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { useState } from "react";
import type { UserAct } from "../../daemon/api/contract/acts.ts";
import type { UserView } from "../../daemon/api/contract/users.ts";
import { useMoneyAct } from "../shared/act.ts";
import { ask, newKey } from "../shared/api.ts";
import { MoneyInput } from "../shared/money-input.tsx";
import { Told } from "../shared/states.tsx";
import { useUndo } from "../shared/undo.tsx";
import { useWords } from "../shared/words.tsx";
import { Aside } from "./aside.tsx";
import { outcomeOf } from "./outcome.ts";

const forms = ["top-up", "adjust", "department", "limit", "close"] as const;
type Form = (typeof forms)[number];

interface Props {
  readonly chosen: readonly UserView[];
  readonly done: () => void;
}

export function UserActs({ chosen, done }: Props) {
  const { say } = useWords();
  const [form, setForm] = useState<Form>();
  const n = chosen.length;
  const { mutate, error, isPending } = useUserAct(chosen, () => {
    setForm(undefined);
    done();
  });
  return (
    <>
      <Menu position="bottom-end" withinPortal={false}>
        <Menu.Target>
          <Button variant="default" disabled={n === 0} rightSection={<IconChevronDown size={16} aria-hidden />}>
            {say("acts.menu")}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {forms.map((each) => (
            <Menu.Item key={each} {...(each === "close" ? { c: "var(--quoin-danger)" } : {})} onClick={() => setForm(each)}>
              {say(`acts.users.${each}`, { n })}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Aside
        title={form === undefined ? "" : say(`acts.users.${form}`, { n })}
        opened={form !== undefined}
        close={() => setForm(undefined)}
      >
        {form !== undefined && <ActForm key={form} form={form} n={n} act={mutate} error={error} isPending={isPending} />}
      </Aside>
    </>
  );
}

function useUserAct(chosen: readonly UserView[], done: () => void) {
  const words = useWords();
  const { say, money } = words;
  const undo = useUndo();
  const sentenceOf = (what: UserAct, n: number): string => {
    switch (what.act) {
      case "close":
        return say("acts.users.closed", { n });
      case "department":
        return what.department === ""
          ? say("acts.users.no-department", { n })
          : say("acts.users.moved", { n, department: what.department });
      case "limit":
        return say(what.limited ? "acts.users.limited" : "acts.users.unlimited", { n });
      case "top-up":
        return say("acts.users.topped-up", { n, amount: money(what.amount) });
      case "adjust":
        return say("acts.users.adjusted", { n, amount: money(what.amount) });
    }
  };
  return useMoneyAct(
    (what: UserAct, key) => ask("POST /api/v1/users/acts", { body: { users: chosen.map(({ id }) => id), what }, key }),
    (came, what) => {
      const back = backOf(
        chosen.filter(({ id }) => came.done.includes(id)),
        what,
        say("acts.undone"),
      );
      // Under one key each: pressed twice, or sent again, it is undone once.
      const sent = back.map((body) => ({ body, key: newKey() }));
      undo({
        sentence: outcomeOf(words, came, (n) => sentenceOf(what, n)),
        undo: sent.length === 0 ? undefined : () => Promise.all(sent.map((one) => ask("POST /api/v1/users/acts", one))),
      });
      done();
    },
  );
}

/** As they were before, one request for each way they were. A closed account stays closed. */
function backOf(users: readonly UserView[], what: UserAct, reason: string): { users: string[]; what: UserAct }[] {
  if (what.act === "close" || users.length === 0) return [];
  if (what.act === "top-up" || what.act === "adjust") {
    const amount = -what.amount as typeof what.amount;
    return [{ users: users.map(({ id }) => id), what: { act: "adjust", amount, reason } }];
  }
  const before = Map.groupBy(users, ({ department = "", limited }) => (what.act === "department" ? department : limited));
  return [...before].map(([was, these]) => ({
    users: these.map(({ id }) => id),
    what: typeof was === "string" ? { act: "department", department: was } : { act: "limit", limited: was },
  }));
}

interface FormProps {
  readonly form: Form;
  readonly n: number;
  readonly act: (what: UserAct) => void;
  readonly error: unknown;
  readonly isPending: boolean;
}

function ActForm({ form, n, act, error, isPending }: FormProps) {
  const { say, money } = useWords();
  const [amount, setAmount] = useState<number>();
  const [text, setText] = useState("");
  const [typed, setTyped] = useState("");
  const [limited, setLimited] = useState(true);
  const what = whatOf(form, { amount, text: text.trim(), limited, isSure: typed.trim() === String(n) });
  const isMoney = form === "top-up" || form === "adjust";
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (what) act(what);
      }}
    >
      <Stack>
        {isMoney && (
          <MoneyInput
            label={say("admin.credit.amount")}
            description={`${say(`admin.credit.${form === "top-up" ? "top-up" : "adjustment"}.amount`)}, ${say("acts.users.each")}`}
            onAmount={setAmount}
          />
        )}
        {form === "close" && <Text>{say("acts.users.close.hint")}</Text>}
        {form === "limit" ? (
          <SegmentedControl
            aria-label={say("admin.account.limited")}
            value={String(limited)}
            onChange={(value) => setLimited(value === "true")}
            data={[
              { value: "true", label: say("admin.account.limited") },
              { value: "false", label: say("portal.unlimited") },
            ]}
          />
        ) : (
          <TextInput
            label={say(
              form === "department" ? "admin.account.department" : form === "close" ? "admin.close.reason" : "admin.credit.reason",
            )}
            {...(form === "department" ? { description: say("acts.users.department.hint") } : {})}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            maxLength={200}
          />
        )}
        {form === "close" && (
          <TextInput
            label={say("acts.users.typed", { n })}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            inputMode="numeric"
            autoComplete="off"
          />
        )}
        <Told error={error} />
        <Button type="submit" loading={isPending} disabled={!what} {...(form === "close" ? { color: "red" } : {})}>
          {`${say(`acts.users.${form}`, { n })}${isMoney && amount !== undefined ? ` · ${money(amount)}` : ""}`}
        </Button>
      </Stack>
    </form>
  );
}

interface Typed {
  readonly amount: number | undefined;
  readonly text: string;
  readonly limited: boolean;
  readonly isSure: boolean;
}

/** undefined: something is missing. */
function whatOf(form: Form, { amount = 0, text, limited, isSure }: Typed): UserAct | undefined {
  switch (form) {
    case "department":
      return { act: "department", department: text };
    case "limit":
      return { act: "limit", limited };
    case "close":
      return isSure ? { act: "close", ...(text === "" ? {} : { reason: text }) } : undefined;
    default:
      return text === "" || amount === 0 || (form === "top-up" && amount < 0)
        ? undefined
        : { act: form, amount: amount as never, reason: text };
  }
}
