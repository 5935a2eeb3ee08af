// Between two screens: jobs are being looked for, or something could not be done.
import { Loader } from "@mantine/core";
import { IconAlertTriangle, IconArrowRight } from "@tabler/icons-react";
import { Act, Body, Heading, Rail } from "./act.tsx";
import css from "./kiosk.module.css";
import { PrinterStates } from "./printers.tsx";
import type { ScreenOf } from "./screens.ts";
import { legible, useWording } from "./wording.ts";

export function Opening({ screen }: { readonly screen: ScreenOf<"opening"> }) {
  const { say } = useWording();
  return (
    <Body center>
      <Loader aria-hidden color="var(--k-strong)" size="xl" />
      <Heading>{say("screen.opening", { person: legible(screen.person) })}</Heading>
    </Body>
  );
}

export function Notice({ screen }: { readonly screen: ScreenOf<"notice"> }) {
  const { say, problem } = useWording();
  return (
    <>
      <Body center>
        <IconAlertTriangle aria-hidden className={css.emblem} data-tone="needs" />
        <Heading>{problem(screen.problem)}</Heading>
      </Body>
      <Rail>
        <PrinterStates />
        <Act keys="#" kind="main" icon={IconArrowRight} label={say("kiosk.on")} />
      </Rail>
    </>
  );
}
