// The page beside a printer: bound to its terminal, it draws what the terminal shows and says which keys were touched.
import { IconCloudOff } from "@tabler/icons-react";
import { useEffect, useMemo, useRef, useState } from "react";
import { part } from "../shared/part.tsx";
import { Currency, useWords, Zone } from "../shared/words.tsx";
import { isUnbound, useBinding } from "./binding.ts";
import { Countdown } from "./countdown.tsx";
import { Drawn } from "./drawn.tsx";
import { Head } from "./head.tsx";
import { useHelp } from "./help.tsx";
import { createPress, PressProvider, useKeyboard } from "./keys.ts";
import cover from "./cover.module.css";
import css from "./kiosk.module.css";
import { useLive } from "./live.ts";
import { Here } from "./printers.tsx";
import { type KioskScreen, type KioskView, stageOf } from "./screens.ts";
import { Simulation, useSimulation } from "./simulation.tsx";
import { Waiting } from "./waiting.tsx";

const HelpPanel = part(() => import("./help-panel.tsx").then((file) => file.default));

export function Kiosk() {
  const { say } = useWords();
  const { data, error } = useBinding();
  if (isUnbound(error)) return <Waiting title={say("kiosk.unbound")} hint={say("kiosk.unbound.hint")} />;
  if (data) return <Bound view={data} />;
  if (error) return <Waiting title={say("kiosk.lost")} hint={say("kiosk.lost.hint")} busy />;
  return <Waiting title={say("kiosk.connecting")} busy />;
}

function Bound({ view }: { readonly view: KioskView }) {
  const { say } = useWords();
  const { screen, printers = view.printers, lost } = useLive(true);
  const press = useMemo(createPress, []);
  useKeyboard(press);
  useOwnLanguageAgain(screen);
  if (!screen && lost) return <Waiting title={say("kiosk.lost")} hint={say("kiosk.lost.hint")} busy />;
  if (!screen) return <Waiting title={say("kiosk.connecting")} busy />;
  return (
    <Currency value={view.currency}>
      <Zone value={view.zone}>
        <PressProvider value={press}>
          <Here value={printers}>
            <Shown screen={screen} view={view} lost={lost} />
          </Here>
        </PressProvider>
      </Zone>
    </Currency>
  );
}

function Shown({ screen, view, lost }: { readonly screen: KioskScreen; readonly view: KioskView; readonly lost: boolean }) {
  const { say } = useWords();
  const simulation = useSimulation();
  const counting = screen.state === "countdown";
  const under = counting ? screen.under : screen;
  const settling = useSettling(stageOf(screen));
  const help = useHelp(stageOf(under));
  return (
    <>
      <div className={`${css.base} ${css.page}`} data-settling={settling} inert={counting || lost || help.open}>
        <Head screen={under} view={view} simulation={view.simulated ? simulation : undefined} help={help} />
        <main className={css.main}>
          <Drawn screen={under} view={view} />
        </main>
        {view.simulated && simulation.open && <Simulation acted={simulation.toggle} />}
      </div>
      {help.open && !counting && <HelpPanel screen={under} close={help.toggle} />}
      {counting && <Countdown seconds={screen.seconds} />}
      {lost && (
        <div className={`${css.base} ${cover.lost}`} role="alert">
          <IconCloudOff aria-hidden />
          <span>
            <b>{say("kiosk.lost")}</b> {say("kiosk.lost.hint")}
          </span>
        </div>
      )}
    </>
  );
}

/** What was meant for the screen before does not press a button of the next. */
const settlingMs = 350;

function useSettling(stage: string): boolean {
  const [settled, setSettled] = useState(stage);
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(stage), settlingMs);
    return () => window.clearTimeout(timer);
  }, [stage]);
  return settled !== stage;
}

/** Whoever chose a language and went away without a card leaves the next person their own. */
const lentMs = 30_000;

/** The language chosen for a visit ends with it. */
function useOwnLanguageAgain(screen: KioskScreen | undefined): void {
  const { language, lend } = useWords();
  const state = screen?.state;
  const before = useRef(state);
  useEffect(() => {
    const came = before.current;
    before.current = state;
    // A code erased again is still the same person.
    if (state === "idle" && came !== "idle" && came !== "code") lend(undefined);
  }, [state, lend]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a language chosen again stands as long again
  useEffect(() => {
    if (state !== "idle") return;
    const timer = window.setTimeout(() => lend(undefined), lentMs);
    return () => window.clearTimeout(timer);
  }, [state, language, lend]);
}
