// What waits for the person: each row its number, a touch chooses it, the sum on the big button.
import { UnstyledButton } from "@mantine/core";
import { IconAdjustments, IconCheck, IconChecks, IconChevronRight, IconLogout, IconPrinter, IconX } from "@tabler/icons-react";
import { Act, Body, Heading, Key, Rail, still } from "./act.tsx";
import { usePress } from "./keys.ts";
import css from "./kiosk.module.css";
import tiles from "./rows.module.css";
import { PrinterStates } from "./printers.tsx";
import type { Row, ScreenOf } from "./screens.ts";
import { legible, useWording } from "./wording.ts";

type ListScreen = ScreenOf<"list">;

export function List({ screen }: { readonly screen: ListScreen }) {
  const { say } = useWording();
  const { jobs, page, pages, unlisted } = screen;
  if (jobs === 0) return <Nothing />;
  const where = pages > 1 ? ` · ${say("screen.list.page", { page, pages })}` : "";
  return (
    <>
      <Body>
        <Heading quiet>
          {say("screen.list", { n: jobs })}
          {where}
        </Heading>
        <Rows screen={screen} />
        {unlisted > 0 && <p className={css.text}>{say("screen.list.unlisted", { n: unlisted })}</p>}
      </Body>
      <Acts screen={screen} />
    </>
  );
}

function Nothing() {
  const { say } = useWording();
  return (
    <>
      <Body center>
        <IconPrinter aria-hidden className={css.emblem} data-tone="card" stroke={1.5} />
        <Heading>{say("kiosk.list.none")}</Heading>
        <p className={css.text}>{say("kiosk.list.none.hint")}</p>
      </Body>
      <Rail>
        <PrinterStates />
        <Act keys="*" kind="main" icon={IconLogout} label={say("kiosk.leave")} />
      </Rail>
    </>
  );
}

/** More than one column holds: at the smaller screens, and at the largest. */
const few = 4;
const fewAtLarge = 6;

function Rows({ screen }: { readonly screen: ListScreen }) {
  const { say } = useWording();
  const { rows, pages } = screen;
  const cells = rows.length + (pages > 1 ? 1 : 0);
  return (
    <div className={tiles.rows} data-many={cells > few} data-full={cells > fewAtLarge}>
      {rows.map((row, place) => (
        <Choice key={row.job} row={row} number={place + 1} />
      ))}
      {pages > 1 && <PageTurn label={say("kiosk.list.next")} />}
    </div>
  );
}

function Choice({ row, number }: { readonly row: Row; readonly number: number }) {
  const { say, title, amount, ink, price } = useWording();
  const press = usePress();
  return (
    <UnstyledButton {...still} className={tiles.row} aria-pressed={row.chosen} onClick={() => press(String(number))}>
      <Key of={String(number)} />
      <span className={tiles.name} dir="auto">
        {title(row.title)}
      </span>
      <span className={tiles.facts}>
        {amount(row)}
        <span className={tiles.ink}> · {ink(row)}</span>
        {row.stopped && ` · ${say("kiosk.printer.state", { printer: legible(row.printer ?? ""), state: say("printer.stopped") })}`}
      </span>
      <span className={tiles.price}>{price(row)}</span>
      <span className={tiles.check} aria-hidden>
        {row.chosen && <IconCheck stroke={3} />}
      </span>
    </UnstyledButton>
  );
}

function PageTurn({ label }: { readonly label: string }) {
  const press = usePress();
  return (
    <UnstyledButton {...still} className={tiles.row} data-turn onClick={() => press("9")}>
      <Key of="9" />
      <span className={tiles.name}>{label}</span>
      <IconChevronRight aria-hidden className={tiles.check} />
    </UnstyledButton>
  );
}

function Acts({ screen }: { readonly screen: ListScreen }) {
  const { say } = useWording();
  const { chosen, jobs, rows } = screen;
  const where = rows.filter((row) => row.chosen).flatMap(({ printer }) => printer ?? []);
  return (
    <Rail>
      {/* Once to choose nothing, once to leave. */}
      <Act keys={chosen > 0 ? "**" : "*"} icon={IconLogout} label={say("kiosk.leave")} />
      {chosen < jobs ? (
        <Act keys="0" icon={IconChecks} label={say("kiosk.list.all")} />
      ) : (
        <Act keys="*" icon={IconX} label={say("kiosk.list.clear")} />
      )}
      {mayPrintAtOnce(screen) && <Act keys="#" icon={IconAdjustments} label={say("kiosk.options")} />}
      <PrinterStates only={where} />
      <Print screen={screen} />
    </Rail>
  );
}

/** Everything chosen is in sight, has its price here, is covered, and comes out now and as it is: there is nothing to look at before. */
function mayPrintAtOnce({ rows, chosen, total, credit }: ListScreen): boolean {
  const ready = rows.filter(
    (row) => row.chosen && row.price !== undefined && !row.refusal && !row.checking && !row.stopped && !row.leavesOut,
  );
  return chosen > 0 && ready.length === chosen && (credit === undefined || total <= credit);
}

function Print({ screen }: { readonly screen: ListScreen }) {
  const { say, money } = useWording();
  const { chosen, total, jobs } = screen;
  if (chosen === 0)
    return (
      <Act
        keys="#"
        kind="main"
        icon={IconPrinter}
        label={say(jobs === 1 ? "kiosk.print" : "kiosk.go.all")}
        note={say("kiosk.go.all.hint")}
      />
    );
  if (!mayPrintAtOnce(screen)) return <Act keys="#" kind="main" icon={IconPrinter} label={say("kiosk.on")} sum={money(total)} />;
  return <Act keys="##" kind="main" icon={IconPrinter} label={say("kiosk.print.jobs", { n: chosen })} sum={money(total)} />;
}
