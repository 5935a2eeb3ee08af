// Language, currency and time zone of the place: found out by the box and the browser, changed by whoever knows better.
import { Select, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import type { PlaceView } from "../../../daemon/api/contract/place.ts";
import { formatTime } from "../../../daemon/words/format.ts";
import { useAct } from "../../shared/act.ts";
import { ask } from "../../shared/api.ts";
import { languageNames } from "../../shared/language-names.ts";
import { Opening, Told } from "../../shared/states.tsx";
import { languages, useWords } from "../../shared/words.tsx";
import { placeAsked } from "../asking.ts";
import { backAgain } from "./back-again.ts";
import { Acts, Step } from "./step.tsx";
import type { StepProps } from "./step-props.ts";

export function Place(props: StepProps) {
  const { say } = useWords();
  const { data: place } = useQuery(placeAsked);
  const { step, back } = props;
  return (
    <Step title={say("first-run.place")} hint={say("first-run.place.hint")} step={step} {...(back ? { back } : {})}>
      {place ? <Form place={place} {...props} /> : <Opening />}
    </Step>
  );
}

function Form({ place, run, next }: StepProps & { readonly place: PlaceView }) {
  const { say, language: read } = useWords();
  // On the first visit what the browser knows is likelier than what a new box was born with.
  const isFirst = run.step === "place";
  const [language, setLanguage] = useState(isFirst ? read : place.language);
  const [currency, setCurrency] = useState(place.currency);
  const [zone, setZone] = useState(isFirst ? (Intl.DateTimeFormat().resolvedOptions().timeZone ?? place.zone) : place.zone);
  const currencies = useCurrencies(read);
  const zones = useMemo(() => [...new Set([zone, ...Intl.supportedValuesOf("timeZone")])], [zone]);
  const { mutate, error, isPending } = useAct(
    async () => {
      const { restarts } = await ask("PUT /api/v1/place", { body: { language, currency, zone } });
      if (restarts) await backAgain();
    },
    () => next(),
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        mutate();
      }}
    >
      <Stack>
        <Select
          label={say("first-run.language")}
          value={language}
          onChange={(value) => setLanguage(languages.find((each) => each === value) ?? language)}
          data={languages.map((value) => ({ value, label: languageNames[value] }))}
          allowDeselect={false}
        />
        <Select
          label={say("first-run.currency")}
          description={place.currencyFixed ? say("first-run.currency.fixed", { currency: place.currency }) : say("first-run.currency.free")}
          value={currency}
          onChange={(value) => setCurrency(value ?? currency)}
          data={currencies}
          disabled={place.currencyFixed}
          searchable
          allowDeselect={false}
        />
        <Select
          label={say("first-run.zone")}
          description={say("first-run.zone.hint", { time: formatTime(read, Date.now(), zone) })}
          value={zone}
          onChange={(value) => setZone(value ?? zone)}
          data={zones}
          searchable
          allowDeselect={false}
        />
        <Told error={error} />
        {isPending && <Text role="status">{say("first-run.waits")}</Text>}
        <Acts act={say("first-run.next")} loading={isPending} skip={{ word: say("first-run.skip"), go: () => next() }} />
      </Stack>
    </form>
  );
}

/** ISO 4217, the euro first, each with its name. */
function useCurrencies(language: string): { value: string; label: string }[] {
  return useMemo(() => {
    const names = new Intl.DisplayNames([language], { type: "currency" });
    const others = Intl.supportedValuesOf("currency").filter((code) => code !== "EUR");
    return ["EUR", ...others].map((value) => ({ value, label: `${value} · ${names.of(value) ?? value}` }));
  }, [language]);
}
