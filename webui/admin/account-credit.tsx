// Credit, and the two ways to change it by hand: money paid in, and a correction. Each needs its reason, which is written in the books.
import { Alert, Button, Group, SegmentedControl, Stack, Text, TextInput } from "@mantine/core";
import { IconCircleCheck } from "@tabler/icons-react";
import { useState } from "react";
import type { UserView } from "../../daemon/api/contract/users.ts";
import { useMoneyAct } from "../shared/act.ts";
import { ask } from "../shared/api.ts";
import { MoneyInput } from "../shared/money-input.tsx";
import { Told } from "../shared/states.tsx";
import { useWords } from "../shared/words.tsx";
import { Section } from "./section.tsx";

const kinds = ["top-up", "adjustment"] as const;
type Kind = (typeof kinds)[number];

export function AccountCredit({ user }: { readonly user: UserView }) {
  const { say, money } = useWords();
  const [round, setRound] = useState(0);
  const [done, setDone] = useState<string>();
  // What somebody left is paid out: nothing is paid in any more.
  const [kind, setKind] = useState<Kind>(user.closed ? "adjustment" : "top-up");
  return (
    <Section
      title={say("admin.account.credit")}
      aside={
        user.closed ? undefined : (
          <SegmentedControl
            aria-label={say("admin.credit.kind")}
            value={kind}
            onChange={(value) => setKind(kinds.find((each) => each === value) ?? "top-up")}
            data={kinds.map((value) => ({ value, label: say(`admin.credit.${value}`) }))}
          />
        )
      }
    >
      <Group gap="xl" align="baseline">
        <Text className="figures" fz={32} fw={650} lh={1.2}>
          {user.limited || user.closed ? money(user.closed ? user.balance : user.spendable) : say("portal.unlimited")}
        </Text>
        <Text c="dimmed" className="figures">
          {[
            user.limited ? undefined : say("admin.credit.balance", { amount: money(user.balance) }),
            user.reserved > 0 ? say("portal.reserved", { amount: money(user.reserved) }) : undefined,
          ]
            .filter((part) => part !== undefined)
            .join(" · ")}
        </Text>
      </Group>
      <Form
        key={`${kind} ${round}`}
        user={user}
        kind={kind}
        done={(sentence) => {
          setDone(sentence);
          setRound(round + 1);
        }}
      />
      <div role="status">
        {done !== undefined && (
          <Alert color="green" icon={<IconCircleCheck aria-hidden />}>
            {done}
          </Alert>
        )}
      </div>
    </Section>
  );
}

interface FormProps {
  readonly user: UserView;
  readonly kind: Kind;
  readonly done: (sentence: string) => void;
}

function Form({ user, kind, done }: FormProps) {
  const { say, money } = useWords();
  const [amount, setAmount] = useState<number>();
  const [reason, setReason] = useState("");
  const login = user.closed ? user.id : user.login;
  const { mutate, error, isPending, failureCount } = useMoneyAct(
    (body: { amount: number; reason: string }, key) =>
      kind === "top-up"
        ? ask("POST /api/v1/users/{login}/top-ups", { params: { login }, body, key })
        : ask("POST /api/v1/users/{login}/adjustments", { params: { login }, body, key }),
    ({ balance }, given) =>
      done(say(`admin.credit.${kind}.done`, { name: user.name, amount: money(given.amount), balance: money(balance) })),
  );
  const ready = amount !== undefined && amount !== 0 && (kind === "adjustment" || amount > 0) && reason.trim() !== "";
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) mutate({ amount, reason });
      }}
    >
      <Stack gap="sm">
        <Group align="flex-start" gap="sm" preventGrowOverflow={false}>
          <MoneyInput
            w={160}
            label={say("admin.credit.amount")}
            description={say(`admin.credit.${kind}.amount`)}
            onAmount={setAmount}
            disabled={isPending}
          />
          <TextInput
            flex="1 1 200px"
            label={say("admin.credit.reason")}
            description={say("admin.credit.reason.hint")}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            maxLength={200}
            disabled={isPending}
          />
        </Group>
        {isPending && failureCount > 0 && <Text role="status">{`${say("page.lost")}. ${say("page.lost.hint")}`}</Text>}
        <Told error={error} />
        <Group>
          <Button type="submit" loading={isPending} disabled={!ready}>
            {say(ready ? `admin.credit.${kind}.act` : `admin.credit.${kind}`, { amount: money(amount ?? 0) })}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
