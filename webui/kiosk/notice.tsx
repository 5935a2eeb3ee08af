// Between two screens: jobs are being looked for, the box has something to tell, or something could not be done.
import { Loader } from "@mantine/core";
import { IconAlertTriangle, IconArrowRight, IconCheck, IconClock, IconInfoCircle } from "@tabler/icons-react";
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

/** What the box tells by itself, one after the other; what is to be confirmed comes again until it is. */
export function MessageToRead({ screen }: { readonly screen: ScreenOf<"told"> }) {
  const { say, told } = useWording();
  const { message, place, of, busy } = screen;
  const confirm = message.notice === "confirm";
  return (
    <>
      <Body center>
        <IconInfoCircle aria-hidden className={css.emblem} data-tone="card" />
        {of > 1 && <p className={css.text}>{say("told.of", { place, of })}</p>}
        <Heading key={message.id} quiet>
          {told(message)}
        </Heading>
      </Body>
      <Rail>
        {confirm && <Act keys="*" icon={IconClock} label={say("told.later")} disabled={busy} />}
        <Act
          keys="#"
          kind="main"
          icon={confirm ? IconCheck : IconArrowRight}
          label={say(confirm ? "told.confirm" : "kiosk.on")}
          disabled={busy}
        />
      </Rail>
    </>
  );
}
