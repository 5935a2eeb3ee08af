// One document: how it will be printed, with the price that follows.
import { UnstyledButton } from "@mantine/core";
import {
  type Icon,
  IconArrowLeft,
  IconCopy,
  IconFiles,
  IconPalette,
  IconPrinter,
  IconSwitchHorizontal,
  IconTrash,
} from "@tabler/icons-react";
import { Act, Body, Heading, Key, Rail, still } from "./act.tsx";
import { usePress } from "./keys.ts";
import css from "./kiosk.module.css";
import parts from "./parts.module.css";
import door from "./door.module.css";
import { Pad } from "./pad.tsx";
import rail from "./rail.module.css";
import { PrinterStates } from "./printers.tsx";
import type { ScreenOf } from "./screens.ts";
import { legible, useWording } from "./wording.ts";

type JobScreen = ScreenOf<"job">;

export function Job({ screen }: { readonly screen: JobScreen }) {
  const { say, title, facts, money } = useWording();
  const { row, missing } = screen;
  const { price, impressions } = row;
  const ready = price !== undefined && impressions !== undefined && missing === undefined;
  return (
    <>
      <Body>
        <Heading quiet>
          <span className={parts.clamped} dir="auto">
            {title(row.title)}
          </span>
        </Heading>
        <p className={`${css.text} ${parts.amount}`}>{facts(row)}</p>
        <Said screen={screen} />
        <Ways screen={screen} />
      </Body>
      <Rail>
        <Act keys="*" icon={IconArrowLeft} label={say("kiosk.back")} />
        <Act keys="4" icon={IconTrash} label={say("kiosk.delete")} />
        <PrinterStates only={[row.printer, row.nearest?.printer].flatMap((name) => name ?? [])} />
        <Act
          keys="#"
          kind="main"
          icon={IconPrinter}
          label={impressions === undefined ? say("kiosk.print") : say("kiosk.print.pages", { n: impressions })}
          sum={
            price === undefined
              ? say(row.refusal ? "screen.impossible" : row.checking ? "screen.examining" : "screen.pricing")
              : money(price)
          }
          disabled={!ready}
        />
      </Rail>
    </>
  );
}

function Said({ screen }: { readonly screen: JobScreen }) {
  const { say, problem, money, outlook } = useWording();
  const { row, missing, repriced } = screen;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <div role="status" className={parts.told} tabIndex={0}>
      {row.checking && <p className={css.text}>{say("screen.examining.hint")}</p>}
      {row.refusal && <p className={css.warning}>{problem(row.refusal)}</p>}
      {outlook(row).map((text) => (
        <p key={text} className={css.warning}>
          {text}
        </p>
      ))}
      {missing !== undefined && <p className={css.warning}>{say("screen.missing", { missing: money(missing) })}</p>}
      {repriced && missing === undefined && row.price !== undefined && (
        <p className={css.warning}>{say("screen.repriced", { total: money(row.price) })}</p>
      )}
    </div>
  );
}

/** What means nothing for this document is not there. */
function Ways({ screen }: { readonly screen: JobScreen }) {
  const { say, count, money } = useWording();
  const { row, options } = screen;
  const { copies, color, sides, otherPrinter } = options;
  return (
    <div className={parts.ways}>
      <Way keys="1" icon={IconCopy} label={say("screen.option.copies")} value={count(copies)} />
      {color !== undefined && <Way keys="2" icon={IconPalette} label={say("screen.option.color")} value={say(`color.short.${color}`)} />}
      {sides !== undefined && <Way keys="3" icon={IconFiles} label={say("screen.option.sides")} value={say(`sides.short.${sides}`)} />}
      {otherPrinter && (
        <Way
          keys="5"
          icon={IconSwitchHorizontal}
          label={row.nearest?.here ? say("kiosk.job.nearest", { printer: legible(row.nearest.printer) }) : say("screen.option.printer")}
          value={row.nearest?.here ? money(row.nearest.price) : legible(row.printer ?? say("printer.unknown"))}
        />
      )}
    </div>
  );
}

function Way({
  keys,
  icon: Icon,
  label,
  value,
}: {
  readonly keys: string;
  readonly icon: Icon;
  readonly label: string;
  readonly value: string;
}) {
  const press = usePress();
  return (
    <UnstyledButton {...still} className={parts.way} onClick={() => press(keys)}>
      <Key of={keys} />
      <span className={rail.lines}>
        <span className={rail.note}>{label}</span>
        <b>{value}</b>
      </span>
      <Icon aria-hidden className={parts.icon} />
    </UnstyledButton>
  );
}

export function Copies({ screen }: { readonly screen: ScreenOf<"copies"> }) {
  const { say, title, count } = useWording();
  return (
    <div className={door.door}>
      <div className={door.aside}>
        <div className={door.said}>
          <Heading>{say("kiosk.job.copies")}</Heading>
          <p className={css.text} dir="auto">
            {title(screen.title)}
          </p>
          <p className={css.figure} data-untouched={screen.digits === ""} role="status">
            {screen.digits || count(screen.copies)}
          </p>
        </div>
        <Act keys={"*".repeat(screen.digits.length + 1)} icon={IconArrowLeft} label={say("kiosk.back")} />
      </div>
      <Pad begun />
    </div>
  );
}
