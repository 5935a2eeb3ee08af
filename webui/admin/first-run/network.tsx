// What the network and the clock are; changed only where somebody wants to.
import { useWords } from "../../shared/words.tsx";
import { NetworkPanel } from "../network-panel.tsx";
import { Acts, Step } from "./step.tsx";
import type { StepProps } from "./step-props.ts";

export function Network({ step, next, back }: StepProps) {
  const { say } = useWords();
  return (
    <Step title={say("first-run.network")} hint={say("first-run.network.hint")} step={step} {...(back ? { back } : {})}>
      <NetworkPanel brief />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          next();
        }}
      >
        <Acts act={say("first-run.next")} />
      </form>
    </Step>
  );
}
