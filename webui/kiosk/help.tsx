// Help at the printer: the key that asks for it, and when it ends. What it says is loaded when it is asked for.
import { UnstyledButton } from "@mantine/core";
import { IconHelp } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { still } from "./act.tsx";
import head from "./head.module.css";
import { useWording } from "./wording.ts";

export interface HelpState {
  readonly open: boolean;
  readonly toggle: () => void;
}

/** Closed by whatever comes next: a card, the printer's answer, a key. */
export function useHelp(stage: string): HelpState {
  const [openAt, setOpenAt] = useState<string | undefined>();
  const open = openAt === stage;
  useEffect(() => {
    if (!open) return;
    const close = (event: KeyboardEvent): void => {
      // Tab and Enter are for the panel's own button; any other key is not meant for what lies below it.
      if (event.key === "Tab" || event.key === "Shift" || event.key === "Enter") return;
      event.preventDefault();
      event.stopPropagation();
      setOpenAt(undefined);
    };
    window.addEventListener("keydown", close, true);
    return () => window.removeEventListener("keydown", close, true);
  }, [open]);
  return { open, toggle: () => setOpenAt(open ? undefined : stage) };
}

export function HelpKey({ state: { open, toggle } }: { readonly state: HelpState }) {
  const { say } = useWording();
  return (
    <UnstyledButton {...still} className={head.tool} aria-label={say("help.open")} aria-expanded={open} onClick={toggle}>
      <IconHelp aria-hidden />
    </UnstyledButton>
  );
}
