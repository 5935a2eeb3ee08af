// The top line: who is here and their credit, or which printer this is; the language of this visit.
import { UnstyledButton } from "@mantine/core";
import head from "./head.module.css";
import { IconFlask } from "@tabler/icons-react";
import { languageNames } from "../shared/language-names.ts";
import { Mark } from "../shared/mark.tsx";
import { languages } from "../shared/words.tsx";
import { still } from "./act.tsx";
import { HelpKey, type HelpState } from "./help.tsx";
import { PrinterStates } from "./printers.tsx";
import type { KioskScreen, KioskView } from "./screens.ts";
import type { SimulationState } from "./simulation.tsx";
import { legible, useWording } from "./wording.ts";

export function Head({
  screen,
  view,
  simulation,
  help,
}: {
  readonly screen: KioskScreen;
  readonly view: KioskView;
  readonly simulation: SimulationState | undefined;
  readonly help: HelpState;
}) {
  const { say } = useWording();
  return (
    <header className={head.head}>
      <span className={head.mark}>
        <Mark size={32} />
      </span>
      {"person" in screen ? <Person screen={screen} /> : <Place view={view} />}
      <div className={head.tools}>
        <HelpKey state={help} />
        <Languages />
        {simulation && (
          <UnstyledButton
            {...still}
            className={head.tool}
            aria-label={say("kiosk.simulation")}
            aria-expanded={simulation.open}
            onClick={simulation.toggle}
          >
            <IconFlask aria-hidden />
          </UnstyledButton>
        )}
      </div>
    </header>
  );
}

function Person({ screen }: { readonly screen: { readonly person: string; readonly credit?: number } }) {
  const { say, money } = useWording();
  return (
    <>
      <span className={head.who} dir="auto">
        {legible(screen.person)}
      </span>
      {screen.credit !== undefined && <span className={head.credit}>{say("screen.credit", { credit: money(screen.credit) })}</span>}
    </>
  );
}

function Place({ view }: { readonly view: KioskView }) {
  const names = view.printers.map(({ name }) => name);
  return (
    <>
      <span className={`${head.who} ${head.place}`}>{names.length === 1 ? names[0] : view.terminal}</span>
      <div className={names.length > 1 ? head.printers : undefined}>
        <PrinterStates named={names.length > 1} />
      </div>
    </>
  );
}

/** For this visit only; the page's own language comes back with the next person. */
function Languages() {
  const { language, lend } = useWording();
  return languages
    .filter((each) => each !== language)
    .map((each) => (
      <UnstyledButton {...still} key={each} className={head.tool} lang={each} onClick={() => lend(each)}>
        <span className={head.whole}>{languageNames[each]}</span>
        <span className={head.short}>{each.toUpperCase()}</span>
      </UnstyledButton>
    ));
}
