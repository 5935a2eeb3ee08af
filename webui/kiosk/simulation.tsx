// Whether the demonstration's strip is open. What is in it comes only when it is: no screen beside a real printer pays for it.
import { useState } from "react";
import { part } from "../shared/part.tsx";

const Strip = part(() => import("./strip.tsx").then((file) => file.default));

const keptOpen = "quoin-simulation";
/** Below this the strip would cover what it shows. */
const roomy = "(min-width: 1100px) and (min-height: 640px)";

export interface SimulationState {
  readonly open: boolean;
  readonly toggle: () => void;
}

export function useSimulation(): SimulationState {
  const [open, setOpen] = useState(() => (localStorage.getItem(keptOpen) ?? (matchMedia(roomy).matches ? "yes" : "no")) === "yes");
  const toggle = (): void => {
    localStorage.setItem(keptOpen, open ? "no" : "yes");
    setOpen(!open);
  };
  return { open, toggle };
}

/** `acted`: a card was held up, and a strip that covers the screen makes way for what it shows. */
export function Simulation({ acted }: { readonly acted: () => void }) {
  return <Strip acted={() => (matchMedia(roomy).matches ? undefined : acted())} />;
}
