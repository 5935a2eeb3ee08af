// Two numbers: a page in black, a page in colour.
import { SimpleGrid, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { PriceView } from "../../../daemon/api/contract/printing.ts";
import { useAct } from "../../shared/act.ts";
import { ask } from "../../shared/api.ts";
import { MoneyInput } from "../../shared/money-input.tsx";
import { Opening, Told } from "../../shared/states.tsx";
import { useWords } from "../../shared/words.tsx";
import { pricesAsked } from "../asking.ts";
import { Acts, Step } from "./step.tsx";
import type { StepProps } from "./step-props.ts";

/** The one every printer has that names no other. */
const usual = "default";
/** What schools charge; in ten-thousandths. */
const [monoFirst, colorFirst] = [500, 2000];

export function Prices(props: StepProps) {
  const { say } = useWords();
  const { data: prices } = useQuery(pricesAsked);
  const { step, back } = props;
  return (
    <Step title={say("first-run.prices")} hint={say("first-run.prices.hint")} step={step} {...(back ? { back } : {})}>
      {prices ? <Form price={prices.find(({ name }) => name === usual)} {...props} /> : <Opening />}
    </Step>
  );
}

function Form({ price, next }: StepProps & { readonly price: PriceView | undefined }) {
  const { say } = useWords();
  const [mono, setMono] = useState<number | undefined>(price?.mono ?? monoFirst);
  const [color, setColor] = useState<number | undefined>(price?.color ?? colorFirst);
  const isReady = mono !== undefined && color !== undefined && mono >= 0 && color >= 0;
  const { mutate, error, isPending } = useAct(
    () => ask("PUT /api/v1/prices/{price}", { params: { price: usual }, body: isReady ? { mono, color } : {} }),
    () => next(),
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) mutate();
      }}
    >
      <Stack>
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <MoneyInput label={say("admin.price.mono")} first={price?.mono ?? monoFirst} onAmount={setMono} size="md" />
          <MoneyInput label={say("admin.price.color")} first={price?.color ?? colorFirst} onAmount={setColor} size="md" />
        </SimpleGrid>
        <Text size="sm" c="dimmed">
          {say("first-run.prices.free")}
        </Text>
        <Told error={error} />
        <Acts
          act={say("first-run.next")}
          loading={isPending}
          disabled={!isReady}
          skip={{ word: say("first-run.skip"), go: () => next() }}
        />
      </Stack>
    </form>
  );
}
