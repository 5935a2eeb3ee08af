// The first person who will print: name, login, credit, and a card that is held to the reader.
import { SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { IconCircleCheck } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { newKey, ask } from "../../shared/api.ts";
import { useAct } from "../../shared/act.ts";
import { MoneyInput } from "../../shared/money-input.tsx";
import { Told } from "../../shared/states.tsx";
import { useWords } from "../../shared/words.tsx";
import { Acts, Step } from "./step.tsx";
import type { StepProps } from "./step-props.ts";

const creditFirst = 50_000;

export function Person({ run, step, next, back }: StepProps) {
  const { say } = useWords();
  return (
    <Step title={say("first-run.person")} hint={say("first-run.person.hint")} step={step} {...(back ? { back } : {})}>
      <Form run={run} next={next} />
    </Step>
  );
}

function Form({ run, next }: Pick<StepProps, "run" | "next">) {
  const { say } = useWords();
  const [name, setName] = useState("");
  const [typedLogin, setLogin] = useState<string>();
  const [credit, setCredit] = useState<number | undefined>(creditFirst);
  const [card, setCard] = useState("");
  const login = typedLogin ?? loginOf(name);
  const { mutate, error, isPending } = useAdding({ name, login, credit, card }, () => next({ person: login }));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (credit !== undefined) mutate();
      }}
    >
      <Stack>
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <TextInput
            label={say("first-run.person.name")}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            maxLength={200}
            autoComplete="off"
            required
            withAsterisk={false}
          />
          <MoneyInput label={say("first-run.person.credit")} first={creditFirst} onAmount={setCredit} />
        </SimpleGrid>
        <TextInput
          label={say("first-run.person.login")}
          description={say("first-run.person.login.hint")}
          value={login}
          onChange={(event) => setLogin(event.currentTarget.value)}
          maxLength={64}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          required
          withAsterisk={false}
        />
        <CardInput reader={run.reader} card={card} change={setCard} />
        <Told error={error} />
        <Acts
          act={say("first-run.person.add")}
          loading={isPending}
          disabled={credit === undefined || credit < 0}
          skip={{ word: say("first-run.skip"), go: () => next() }}
        />
      </Stack>
    </form>
  );
}

interface CardProps {
  readonly reader: string | undefined;
  readonly card: string;
  readonly change: (card: string) => void;
}

/** Typed, or read by the reader while the page stands. */
function CardInput({ reader, card, change }: CardProps) {
  const { say } = useWords();
  const [read, setRead] = useState<string>();
  useReader(reader, (number) => {
    change(number);
    setRead(number);
  });
  const isRead = read !== undefined && read === card;
  return (
    <>
      <TextInput
        label={say("first-run.person.card")}
        description={say(reader === undefined ? "first-run.person.card.type" : "first-run.person.card.hint")}
        value={card}
        onChange={(event) => change(event.currentTarget.value)}
        maxLength={64}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        rightSection={isRead ? <IconCircleCheck color="var(--mantine-color-green-text)" aria-hidden /> : undefined}
      />
      {isRead && <Text role="status">{say("first-run.person.card.read")}</Text>}
    </>
  );
}

interface Adding {
  readonly name: string;
  readonly login: string;
  readonly credit: number | undefined;
  readonly card: string;
}

/** In three acts; what was done before one of them failed is not done twice. */
function useAdding({ name, login, credit = 0, card }: Adding, done: () => void) {
  const { say } = useWords();
  const key = useRef(newKey());
  const made = useRef<string>(undefined);
  const params = { login };
  return useAct(async () => {
    if (made.current !== login) {
      await ask("POST /api/v1/users", { body: { login, name, limited: true } });
      made.current = login;
    }
    if (credit > 0)
      await ask("POST /api/v1/users/{login}/top-ups", {
        params,
        key: key.current,
        body: { amount: credit, reason: say("first-run.person.reason") },
      });
    if (card.trim() !== "") await ask("POST /api/v1/users/{login}/cards", { params, body: { number: card.trim() } });
  }, done);
}

/** Amélie Brunel → amelie.brunel */
const loginOf = (name: string): string =>
  name
    .normalize("NFD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ".")
    .replace(/^\.+|\.+$/g, "")
    .slice(0, 64);

/** Asks for the next card at the reader for as long as the page stands. */
function useReader(terminal: string | undefined, read: (number: string) => void): void {
  const tell = useRef(read);
  tell.current = read;
  useEffect(() => {
    if (terminal === undefined) return;
    const leaving = new AbortController();
    const listen = async (): Promise<void> => {
      while (!leaving.signal.aborted) {
        const { number } = await ask("POST /api/v1/terminals/{terminal}/card-readings", { params: { terminal }, signal: leaving.signal });
        if (number !== undefined && !leaving.signal.aborted) tell.current(number);
      }
    };
    // Where it cannot be asked, the number is typed.
    void listen().catch(() => undefined);
    return () => leaving.abort();
  }, [terminal]);
}
