// A person's cards: removed when lost, added by number, or shown at a reader and confirmed here.
import { Alert, Button, Card, Group, Select, Stack, Text, TextInput, Title } from "@mantine/core";
import { IconCreditCard, IconNfc } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ask } from "../shared/api.ts";
import { Told } from "../shared/states.tsx";
import { useWords } from "../shared/words.tsx";

/** Somebody stands at a reader and looks at the phone: no news comes of a card nobody has. */
const readEveryMs = 1_000;

type Deed = { readonly add: string } | { readonly remove: string } | { readonly wait: string } | { readonly is: "mine" | "not-mine" };

const act = (deed: Deed): Promise<unknown> => {
  if ("add" in deed) return ask("POST /api/v1/me/cards", { body: { number: deed.add } });
  if ("remove" in deed) return ask("DELETE /api/v1/me/cards/{card}", { params: { card: deed.remove } });
  if ("wait" in deed) return ask("POST /api/v1/me/cards/reading", { body: { terminal: deed.wait } });
  return deed.is === "mine" ? ask("POST /api/v1/me/cards", { body: {} }) : ask("DELETE /api/v1/me/cards/reading");
};

export function Cards() {
  const { say } = useWords();
  const client = useQueryClient();
  const { data } = useQuery({
    queryKey: ["me", "cards"],
    queryFn: () => ask("GET /api/v1/me/cards"),
    refetchInterval: ({ state }) => (state.data?.reading ? readEveryMs : false),
  });
  const [number, setNumber] = useState("");
  const { mutate, error, isPending } = useMutation({
    mutationFn: act,
    onSuccess: () => setNumber(""),
    onSettled: () => client.invalidateQueries({ queryKey: ["me", "cards"] }),
  });
  return (
    <Card bg="var(--quoin-card)" shadow="sm" p="md" component="section">
      <Stack>
        <div>
          <Title order={2} size="h4">
            {say("portal.cards")}
          </Title>
          <Text size="sm" c="dimmed">
            {say(data?.cards.length === 0 ? "portal.cards.none" : "portal.cards.hint")}
          </Text>
        </div>
        {data?.cards.map((card) => (
          <One key={card.id} card={card} remove={() => mutate({ remove: card.id })} />
        ))}
        <form
          onSubmit={(event) => {
            event.preventDefault();
            mutate({ add: number.trim() });
          }}
        >
          <Group align="flex-end">
            <TextInput
              flex={1}
              label={say("portal.card.add")}
              placeholder={say("portal.card.number")}
              value={number}
              onChange={(event) => setNumber(event.currentTarget.value)}
              maxLength={64}
              autoComplete="off"
              autoCapitalize="characters"
              spellCheck={false}
            />
            <Button type="submit" variant="default" loading={isPending} disabled={number.trim().length < 4}>
              {say("portal.card.add-it")}
            </Button>
          </Group>
        </form>
        {data && data.terminals.length > 0 && <Reader data={data} act={mutate} />}
        <Told error={error} />
      </Stack>
    </Card>
  );
}

interface OneProps {
  readonly card: { readonly ends?: string; readonly addedAt?: number };
  readonly remove: () => void;
}

/** It cannot be undone without the card, so it is asked once more. */
function One({ card: { ends, addedAt }, remove }: OneProps) {
  const { say, date } = useWords();
  const [asked, setAsked] = useState(false);
  return (
    <Group justify="space-between">
      <Group gap="sm" wrap="nowrap">
        <IconCreditCard aria-hidden />
        <div>
          <Text className="figures">{ends === undefined ? say("portal.card.plain") : say("portal.card", { ends })}</Text>
          {addedAt !== undefined && (
            <Text size="sm" c="dimmed">
              {say("portal.card.since", { date: date(addedAt) })}
            </Text>
          )}
        </div>
      </Group>
      {asked ? (
        <Group gap="xs">
          <Button variant="default" onClick={() => setAsked(false)}>
            {say("portal.card.keep")}
          </Button>
          <Button color="red" onClick={remove}>
            {say("portal.card.sure")}
          </Button>
        </Group>
      ) : (
        <Button variant="default" onClick={() => setAsked(true)}>
          {say("portal.card.remove")}
        </Button>
      )}
    </Group>
  );
}

interface ReaderProps {
  readonly data: { readonly terminals: readonly string[]; readonly reading?: { readonly terminal: string; readonly ends?: string } };
  readonly act: (deed: Deed) => void;
}

function Reader({ data: { terminals, reading }, act: go }: ReaderProps) {
  const { say } = useWords();
  const [chosen, setChosen] = useState<string | null>(null);
  const terminal = chosen ?? terminals[0] ?? "";
  if (!reading)
    return (
      <Group align="flex-end">
        <Select
          flex={1}
          label={say("portal.card.or-show")}
          aria-label={say("portal.card.reader")}
          value={terminal}
          allowDeselect={false}
          onChange={setChosen}
          data={[...terminals]}
        />
        <Button variant="default" onClick={() => go({ wait: terminal })}>
          {say("portal.card.show")}
        </Button>
      </Group>
    );
  const { ends } = reading;
  return (
    <Alert color="teal" icon={<IconNfc aria-hidden />} role="status">
      <Stack align="flex-start" gap="sm">
        {ends === undefined
          ? say("portal.card.waiting", { terminal: reading.terminal })
          : say("portal.card.read", { terminal: reading.terminal, ends })}
        <Group gap="xs">
          {ends !== undefined && <Button onClick={() => go({ is: "mine" })}>{say("portal.card.mine")}</Button>}
          <Button variant="default" onClick={() => go({ is: "not-mine" })}>
            {say(ends === undefined ? "portal.card.stop" : "portal.card.not-mine")}
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}
