// What can be pressed beside the page: each button is a key of the pad, and shows which.
import { UnstyledButton } from "@mantine/core";
import type { Icon } from "@tabler/icons-react";
import { type MouseEvent, type ReactNode, useEffect, useRef } from "react";
import { usePress } from "./keys.ts";
import css from "./kiosk.module.css";
import rail from "./rail.module.css";

/** A touch leaves the focus where it was: Enter on a keypad must not press again what a finger pressed before. */
export const still = { onMouseDown: (event: MouseEvent) => event.preventDefault() } as const;

interface ActProps {
  readonly keys: string;
  readonly label: string;
  readonly kind?: "plain" | "main" | "danger";
  readonly icon?: Icon;
  /** A second line: the sum, or what comes of it. */
  readonly sum?: string;
  readonly note?: string;
  readonly disabled?: boolean;
}

export function Act({ keys, label, kind = "plain", icon: Icon, sum, note, disabled = false }: ActProps) {
  const press = usePress();
  return (
    <UnstyledButton {...still} className={rail.act} data-kind={kind} disabled={disabled} onClick={() => press(keys)}>
      {Icon && kind === "plain" && <Icon aria-hidden />}
      <span className={rail.lines}>
        <span>{label}</span>
        {note !== undefined && <span className={rail.note}>{note}</span>}
      </span>
      {sum !== undefined && <span className={rail.sum}>{sum}</span>}
      {Icon && kind !== "plain" && sum === undefined && <Icon aria-hidden className={rail.picture} />}
      <Key of={keys} />
    </UnstyledButton>
  );
}

/** The key of the pad that does the same. */
export function Key({ of }: { readonly of: string }) {
  return (
    <kbd className={rail.key} aria-hidden>
      {of.length > 2 ? of.at(-1) : of}
    </kbd>
  );
}

/** The heading of a screen takes the focus: it is read out, and Tab goes on from there. */
export function Heading({ children, quiet = false }: { readonly children: ReactNode; readonly quiet?: boolean }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <h1 ref={heading} tabIndex={-1} className={quiet ? css.quietTitle : css.title}>
      {children}
    </h1>
  );
}

export const Body = ({ children, center = false }: { readonly children: ReactNode; readonly center?: boolean }) => (
  <div className={css.body} data-center={center}>
    {children}
  </div>
);

export const Rail = ({ children }: { readonly children: ReactNode }) => <div className={rail.rail}>{children}</div>;
