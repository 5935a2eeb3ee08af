// Twelve keys for a finger, as on any keypad.
import { UnstyledButton } from "@mantine/core";
import { IconBackspace, IconCheck } from "@tabler/icons-react";
import { still } from "./act.tsx";
import { usePress } from "./keys.ts";
import css from "./kiosk.module.css";
import door from "./door.module.css";
import { useWording } from "./wording.ts";

const digits = ["1", "2", "3", "4", "5", "6", "7", "8", "9"] as const;

interface PadProps {
  readonly disabled?: boolean;
  /** Something to confirm, and to erase. */
  readonly begun: boolean;
}

export function Pad({ disabled = false, begun }: PadProps) {
  const { say } = useWording();
  return (
    <fieldset className={door.pad} disabled={disabled} aria-label={say("kiosk.pad")}>
      {digits.map((digit) => (
        <PadKey key={digit} of={digit} />
      ))}
      <PadKey of="*" label={say("kiosk.pad.erase")} disabled={!begun} />
      <PadKey of="0" />
      <PadKey of="#" label={say("kiosk.pad.confirm")} disabled={!begun} />
    </fieldset>
  );
}

function PadKey({ of, label, disabled = false }: { readonly of: string; readonly label?: string; readonly disabled?: boolean }) {
  const press = usePress();
  return (
    <UnstyledButton {...still} className={door.padKey} data-key={of} aria-label={label} disabled={disabled} onClick={() => press(of)}>
      {of === "*" ? <IconBackspace aria-hidden /> : of === "#" ? <IconCheck aria-hidden /> : of}
    </UnstyledButton>
  );
}

/** What was typed is never shown: how much of it is. */
export function Dots({ count }: { readonly count: number }) {
  const { say } = useWording();
  return (
    <p className={door.dots} role="status">
      <span className={css.unseen}>{say("kiosk.typed", { n: count })}</span>
      {Array.from({ length: count }, (_, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a dot is nothing but its place
        <i key={place} />
      ))}
    </p>
  );
}
