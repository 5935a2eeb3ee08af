// Nobody touched anything for a while: a last word before the visit ends. Any touch stays.
import { UnstyledButton } from "@mantine/core";
import { useRef, useState } from "react";
import { still } from "./act.tsx";
import { usePress } from "./keys.ts";
import cover from "./cover.module.css";
import css from "./kiosk.module.css";
import { useWording } from "./wording.ts";

export function Countdown({ seconds }: { readonly seconds: number }) {
  const { say } = useWording();
  const press = usePress();
  const touched = useRef(false);
  // Read out once, not each second.
  const [first] = useState(seconds);
  const stay = (): void => {
    // A second touch would already be for the screen below.
    if (touched.current) return;
    touched.current = true;
    press("*");
  };
  return (
    <UnstyledButton {...still} className={`${css.base} ${cover.countdown}`} onClick={stay}>
      <span className={cover.there}>{say("kiosk.countdown.there")}</span>
      <span role="alert" className={css.unseen}>
        {say("kiosk.countdown", { n: first })}
      </span>
      <span className={css.figure} aria-hidden>
        {say("kiosk.countdown", { n: seconds })}
      </span>
      <span className={cover.stay}>{say("kiosk.countdown.stay")}</span>
    </UnstyledButton>
  );
}
