// How the printers beside this screen are, each in a colour, an icon and a word.
import { createContext, useContext } from "react";
import { isKey } from "../../daemon/words/index.ts";
import { toneIcons, toneOfPrinter } from "../shared/states.tsx";
import { toneColor } from "../shared/theme.ts";
import css from "./kiosk.module.css";
import type { KioskView } from "./screens.ts";
import { useWording } from "./wording.ts";

type Printer = KioskView["printers"][number];

const Context = createContext<readonly Printer[]>([]);
export const Here = Context.Provider;

interface PrinterStatesProps {
  /** Where the documents in question come out. */
  readonly only?: readonly string[] | undefined;
  readonly named?: boolean;
  /** Known better than from the printer's last answer. */
  readonly state?: string;
}

export function PrinterStates({ only, named = true, state }: PrinterStatesProps) {
  const { say } = useWording();
  const here = useContext(Context);
  const shown = here.filter(({ name }) => only === undefined || only.length === 0 || only.includes(name));
  if (here.length === 0) return <span className={css.state}>{say("kiosk.printer.none")}</span>;
  return (
    <ul className={css.states} aria-label={say("kiosk.printers")}>
      {shown.map((printer) => (
        <PrinterState key={printer.name} printer={state === undefined ? printer : { ...printer, state }} named={named} />
      ))}
    </ul>
  );
}

function PrinterState({ printer, named }: { readonly printer: Printer; readonly named: boolean }) {
  const { say } = useWording();
  const tone = toneOfPrinter(printer.state);
  const Icon = toneIcons[tone];
  const key = `printer.${printer.state}`;
  const state = say(isKey(key) ? (key as "printer.idle") : "printer.unknown");
  return (
    <li className={css.state}>
      <Icon aria-hidden color={`var(--mantine-color-${toneColor[tone]}-text)`} />
      {named ? say("kiosk.printer.state", { printer: printer.name, state }) : state}
    </li>
  );
}

/** Why a printer here stands still: said before anybody presents a card in vain. */
export function StoppedPrinters() {
  const { say, reasons } = useWording();
  return useContext(Context)
    .filter(({ state }) => state === "stopped")
    .map((printer) => (
      <p key={printer.name} className={css.warning}>
        {say("kiosk.stopped.why", { printer: printer.name, reasons: reasons(printer.reasons) })}
      </p>
    ));
}
