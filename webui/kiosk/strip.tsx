// The demonstration's strip: cards by name, a keypad, hands on the printers, and the paper that came out. Only where devices are simulated.
import { TextInput, UnstyledButton } from "@mantine/core";
import { type Icon, IconCheck, IconFileAlert, IconFileOff, IconId, IconPower } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { SimulationView } from "../../daemon/api/contract/simulation.ts";
import { ask } from "../shared/api.ts";
import { Told } from "../shared/states.tsx";
import { still } from "./act.tsx";
import { usePress } from "./keys.ts";
import { Paper } from "./paper.tsx";
import css from "./strip.module.css";
import { useWording } from "./wording.ts";

/** A page that comes out is seen coming out. */
const refreshMs = 400;

export default function Strip({ acted }: { readonly acted: () => void }) {
  const { say } = useWording();
  const { data, error } = useQuery({
    queryKey: ["simulation"],
    queryFn: () => ask("GET /api/v1/kiosk/simulation"),
    refetchInterval: refreshMs,
    networkMode: "always",
  });
  const printers = data?.printers ?? [];
  return (
    <section className={css.strip} aria-label={say("kiosk.simulation")}>
      <Cards cards={data?.cards ?? []} acted={acted} />
      <Keys />
      {printers.length > 0 && <Printers printers={printers} />}
      {printers.length > 0 && <Paper printers={printers} />}
      {error && <p className={css.lost}>{say("kiosk.simulation.lost")}</p>}
    </section>
  );
}

function Cards({ cards, acted }: { readonly cards: SimulationView["cards"]; readonly acted: () => void }) {
  const { say } = useWording();
  const [number, setNumber] = useState("");
  const { mutate, error } = useMutation({
    mutationFn: (card: string) => ask("POST /api/v1/kiosk/card", { body: { number: card } }),
    onSuccess: acted,
  });
  const hold = (card: string): void => {
    // Keys are for the terminal again.
    (document.activeElement as HTMLElement | null)?.blur();
    mutate(card);
  };
  return (
    <fieldset className={css.part}>
      <legend>{say("kiosk.simulation.cards")}</legend>
      <div className={css.cards}>
        {cards.map((card) => (
          <UnstyledButton {...still} key={card.number} className={css.chip} onClick={() => hold(card.number)}>
            {card.name}
          </UnstyledButton>
        ))}
        <form
          className={css.other}
          onSubmit={(event) => {
            event.preventDefault();
            hold(number);
          }}
        >
          <TextInput
            aria-label={say("kiosk.simulation.card")}
            placeholder={say("kiosk.simulation.card")}
            classNames={{ input: css.field ?? "" }}
            value={number}
            onChange={(event) => setNumber(event.currentTarget.value)}
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            required
          />
          <UnstyledButton {...still} type="submit" className={css.chip} aria-label={say("kiosk.simulation.hold")}>
            <IconId aria-hidden />
          </UnstyledButton>
        </form>
      </div>
      <Told error={error} />
    </fieldset>
  );
}

function Keys() {
  const { say } = useWording();
  const press = usePress();
  return (
    <fieldset className={css.part}>
      <legend>{say("kiosk.simulation.keys")}</legend>
      <div className={css.keys}>
        {[..."123456789*0#"].map((key) => (
          <UnstyledButton {...still} key={key} className={css.chip} onClick={() => press(key)}>
            {key}
          </UnstyledButton>
        ))}
      </div>
    </fieldset>
  );
}

type Printer = SimulationView["printers"][number];

const states = [
  { trouble: undefined, word: "kiosk.simulation.mended", icon: IconCheck },
  { trouble: "jam", word: "kiosk.simulation.jam", icon: IconFileAlert },
  { trouble: "empty", word: "kiosk.simulation.empty", icon: IconFileOff },
  { trouble: "off", word: "kiosk.simulation.off", icon: IconPower },
] as const satisfies readonly { trouble: Printer["trouble"] | undefined; word: string; icon: Icon }[];

function Printers({ printers }: { readonly printers: readonly Printer[] }) {
  const { say } = useWording();
  return (
    <fieldset className={css.part}>
      <legend>{say("kiosk.simulation.printers")}</legend>
      {printers.map((printer) => (
        <Hand key={printer.name} printer={printer} />
      ))}
    </fieldset>
  );
}

function Hand({ printer: { name, trouble } }: { readonly printer: Printer }) {
  const { say } = useWording();
  const client = useQueryClient();
  const { mutate } = useMutation({
    mutationFn: (wanted: Printer["trouble"]) =>
      ask("PUT /api/v1/kiosk/simulation/printers/{printer}", {
        params: { printer: name },
        body: wanted === undefined ? {} : { trouble: wanted },
      }),
    onSettled: () => client.invalidateQueries(),
  });
  return (
    <fieldset className={css.printer} aria-label={name}>
      <span className={css.name}>{name}</span>
      {states.map(({ trouble: wanted, word, icon: Icon }) => (
        <UnstyledButton
          {...still}
          key={word}
          className={css.chip}
          aria-pressed={trouble === wanted}
          title={say(word)}
          aria-label={`${name} : ${say(word)}`}
          onClick={() => mutate(wanted)}
        >
          <Icon aria-hidden /> <span className={css.word}>{say(word)}</span>
        </UnstyledButton>
      ))}
    </fieldset>
  );
}
