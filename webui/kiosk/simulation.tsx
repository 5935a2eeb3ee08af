// The demo's strip: a card held up without a reader. Only where the box has simulated readers.
import { TextInput, UnstyledButton } from "@mantine/core";
import { IconId } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { ask } from "../shared/api.ts";
import { Told } from "../shared/states.tsx";
import { still } from "./act.tsx";
import cover from "./cover.module.css";
import head from "./head.module.css";
import { useWording } from "./wording.ts";

const keptCard = "quoin-simulated-card";
const keptOpen = "quoin-simulation";
/** Below this the strip would take the place of what it shows. */
const roomyPx = 600;

export interface SimulationState {
  readonly open: boolean;
  readonly toggle: () => void;
}

export function useSimulation(): SimulationState {
  const [open, setOpen] = useState(() => (localStorage.getItem(keptOpen) ?? (window.innerHeight < roomyPx ? "no" : "yes")) === "yes");
  const toggle = (): void => {
    localStorage.setItem(keptOpen, open ? "no" : "yes");
    setOpen(!open);
  };
  return { open, toggle };
}

export function Simulation() {
  const { say } = useWording();
  const [number, setNumber] = useState(() => localStorage.getItem(keptCard) ?? "");
  const { mutate, error } = useMutation({
    mutationFn: () => ask("POST /api/v1/kiosk/card", { body: { number } }),
    onMutate: () => localStorage.setItem(keptCard, number),
  });
  return (
    <form
      className={cover.strip}
      aria-label={say("kiosk.simulation")}
      onSubmit={(event) => {
        event.preventDefault();
        // Keys are for the terminal again.
        (document.activeElement as HTMLElement | null)?.blur();
        mutate();
      }}
    >
      <span className={cover.stripName}>{say("kiosk.simulation")}</span>
      <TextInput
        aria-label={say("kiosk.simulation.card")}
        placeholder={say("kiosk.simulation.card")}
        classNames={{ input: cover.field ?? "" }}
        value={number}
        onChange={(event) => setNumber(event.currentTarget.value)}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        required
      />
      <UnstyledButton {...still} type="submit" className={head.tool}>
        <IconId aria-hidden />
        {say("kiosk.simulation.hold")}
      </UnstyledButton>
      <Told error={error} />
    </form>
  );
}
