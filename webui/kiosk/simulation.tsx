// Whether the demonstration's strip is open. What is in it comes only when it is: no screen beside a real printer pays for it.
import { lazy, Suspense, useState } from "react";

const Strip = lazy(() => import("./strip.tsx"));

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
  return (
    <Suspense>
      <Strip acted={() => (matchMedia(roomy).matches ? undefined : acted())} />
    </Suspense>
  );
}
