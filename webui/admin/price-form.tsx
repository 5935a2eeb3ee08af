// A price profile, with what a document would cost beside it while it is typed.
import { Button, Group, NumberInput, Paper, SimpleGrid, Stack, Text, TextInput, Title } from "@mantine/core";
import { useState } from "react";
import type { PriceView } from "../../daemon/api/contract/printing.ts";
import { useAct } from "../shared/act.ts";
import { ask } from "../shared/api.ts";
import { MoneyInput } from "../shared/money-input.tsx";
import { useWords } from "../shared/words.tsx";
import { ToldOrConflict } from "./conflict.tsx";
import { Facts } from "./facts.tsx";
import { NameInput } from "./name-input.tsx";
import { Remove } from "./remove.tsx";
import { atSize, readTimes, showTimes } from "./times.ts";

interface Props {
  readonly price?: PriceView;
  readonly name?: string;
  readonly done: () => void;
  /** Begins it again with what the box has by now. */
  readonly anew?: () => void;
}

export function PriceForm({ price, name: first = "", done, anew }: Props) {
  const { say, money, language } = useWords();
  const [name, setName] = useState(price?.name ?? first);
  const [mono, setMono] = useState(price?.mono);
  const [color, setColor] = useState(price?.color);
  const [a3, setA3] = useState<number | undefined>(price?.sizes.a3 ?? 1000);
  const [a5, setA5] = useState<number | undefined>(price?.sizes.a5 ?? 1000);
  const ready = mono !== undefined && color !== undefined && mono >= 0 && color >= 0 && a3 !== undefined && a5 !== undefined;
  const [version] = useState(price?.version ?? 0);
  const { mutate, error, isPending } = useAct(
    (seen: number) =>
      ask("PUT /api/v1/prices/{price}", {
        params: { price: name },
        body: ready ? { mono, color, sizes: { a3, a5 }, version: seen } : {},
      }),
    done,
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) mutate(version);
      }}
    >
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg">
        <Stack>
          {!price && <NameInput value={name} change={setName} hint={say("admin.price.name.hint")} />}
          <MoneyInput label={say("admin.price.mono")} {...(mono === undefined ? {} : { first: mono })} onAmount={setMono} />
          <MoneyInput label={say("admin.price.color")} {...(color === undefined ? {} : { first: color })} onAmount={setColor} />
          <Times label={say("admin.price.a3")} first={a3 ?? 1000} change={setA3} />
          <Times label={say("admin.price.a5")} first={a5 ?? 1000} change={setA5} />
          <ToldOrConflict
            error={error}
            fields={[
              { label: say("admin.price.mono"), mine: money(mono ?? 0), theirs: money(price?.mono ?? 0) },
              { label: say("admin.price.color"), mine: money(color ?? 0), theirs: money(price?.color ?? 0) },
              { label: say("admin.price.a3"), mine: showTimes(language, a3 ?? 0), theirs: showTimes(language, price?.sizes.a3 ?? 1000) },
              { label: say("admin.price.a5"), mine: showTimes(language, a5 ?? 0), theirs: showTimes(language, price?.sizes.a5 ?? 1000) },
            ]}
            keep={() => price && mutate(price.version)}
            take={() => anew?.()}
          />
          <Group>
            <Button type="submit" loading={isPending} disabled={!ready}>
              {say(price ? "page.save" : "admin.prices.add")}
            </Button>
            {price && <RemovePrice price={price} done={done} />}
          </Group>
        </Stack>
        <Example mono={mono ?? 0} color={color ?? 0} a3={a3 ?? 1000} />
      </SimpleGrid>
    </form>
  );
}

function RemovePrice({ price: { name, mono, color, sizes }, done }: { readonly price: PriceView; readonly done: () => void }) {
  const { say } = useWords();
  const params = { price: name };
  return (
    <Remove
      act={() => ask("DELETE /api/v1/prices/{price}", { params })}
      back={() => ask("PUT /api/v1/prices/{price}", { params, body: { mono, color, sizes } })}
      sentence={say("admin.price.removed", { name })}
      done={done}
    />
  );
}

interface TimesProps {
  readonly label: string;
  readonly first: number;
  readonly change: (permille: number | undefined) => void;
}

function Times({ label, first, change }: TimesProps) {
  const { say, language } = useWords();
  const [typed, setTyped] = useState(showTimes(language, first));
  return (
    <TextInput
      label={label}
      description={say("admin.price.times.hint")}
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        change(readTimes(event.currentTarget.value));
      }}
      error={readTimes(typed) === undefined ? say("admin.price.times.wrong") : undefined}
      leftSection="×"
      inputMode="decimal"
      autoComplete="off"
    />
  );
}

/** A document of so many pages, so many of them in colour. */
function Example({ mono, color, a3 }: { readonly mono: number; readonly color: number; readonly a3: number }) {
  const { say, money } = useWords();
  const [pages, setPages] = useState(10);
  const [colored, setColored] = useState(2);
  const inColor = Math.min(colored, pages);
  const [black, colors] = [(pages - inColor) * mono, inColor * color];
  const number = (change: (n: number) => void) => (typed: string | number) => typeof typed === "number" && change(typed);
  return (
    <Paper withBorder p="md" bg="transparent" component="section" aria-label={say("admin.price.example")}>
      <Stack gap="sm">
        <Title order={3} size="h4">
          {say("admin.price.example")}
        </Title>
        <Group grow preventGrowOverflow={false} align="flex-end">
          <NumberInput label={say("admin.price.pages")} value={pages} onChange={number(setPages)} min={1} max={9999} allowDecimal={false} />
          <NumberInput
            label={say("admin.price.colored")}
            value={colored}
            onChange={number(setColored)}
            min={0}
            max={pages}
            allowDecimal={false}
          />
        </Group>
        <Facts
          facts={[
            [say("admin.price.black-of", { n: pages - inColor }), money(black)],
            [say("admin.price.color-of", { n: inColor }), money(colors)],
          ]}
        />
        <Text fz={28} fw={650} className="figures" role="status">
          {money(black + colors)}
        </Text>
        <Text c="dimmed" className="figures">
          {say("admin.price.in-a3", { amount: money(atSize(black, a3) + atSize(colors, a3)) })}
        </Text>
      </Stack>
    </Paper>
  );
}
