// Several documents at once: what they cost together, deleting them, and a price that changed on the way.
import { IconArrowLeft, IconPrinter, IconSwitchHorizontal, IconTrash } from "@tabler/icons-react";
import { Loader } from "@mantine/core";
import { Act, Body, Heading, Rail } from "./act.tsx";
import css from "./kiosk.module.css";
import parts from "./parts.module.css";
import { PrinterStates } from "./printers.tsx";
import type { Row, ScreenOf } from "./screens.ts";
import { legible, useWording } from "./wording.ts";

type BasketScreen = ScreenOf<"basket">;

export function Basket({ screen }: { readonly screen: BasketScreen }) {
  const { say } = useWording();
  const { rows, otherPrinter } = screen;
  return (
    <>
      <Body>
        <Heading quiet>{say("kiosk.basket", { n: rows.length })}</Heading>
        <Said screen={screen} />
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
        <ul className={parts.list} tabIndex={0} aria-label={say("kiosk.list")}>
          {rows.map((row) => (
            <Line key={row.job} row={row} />
          ))}
        </ul>
      </Body>
      <Rail>
        <Act keys="*" icon={IconArrowLeft} label={say("kiosk.back")} />
        <Act keys="4" icon={IconTrash} label={say("kiosk.delete")} />
        {otherPrinter && <Act keys="5" icon={IconSwitchHorizontal} label={say("kiosk.job.next-printer")} />}
        <PrinterStates only={rows.flatMap(({ printer, nearest }) => [printer, nearest?.printer].flatMap((name) => name ?? []))} />
        <Print screen={screen} />
      </Rail>
    </>
  );
}

function Line({ row }: { readonly row: Row }) {
  const { title, facts, price, problem, outlook } = useWording();
  return (
    <li className={parts.line}>
      <span className={parts.name} dir="auto">
        {title(row.title)}
      </span>
      <span className={parts.price}>{price(row)}</span>
      <span className={parts.facts}>
        {[row.refusal ? problem(row.refusal) : facts(row), outlook(row).join(" ")].filter((text) => text !== "").join(" · ")}
      </span>
    </li>
  );
}

function Said({ screen }: { readonly screen: BasketScreen }) {
  const { say, money } = useWording();
  const { rows, missing, covered, repriced, total } = screen;
  return (
    <div role="status">
      {missing !== undefined && <p className={css.warning}>{say("screen.missing", { missing: money(missing) })}</p>}
      {covered && <p className={css.text}>{say("screen.covered", { n: covered.count, of: rows.length, total: money(covered.total) })}</p>}
      {repriced && missing === undefined && <p className={css.warning}>{say("screen.repriced", { total: money(total) })}</p>}
      {rows.some((row) => row.checking) && <p className={css.text}>{say("screen.examining.hint")}</p>}
    </div>
  );
}

function Print({ screen }: { readonly screen: BasketScreen }) {
  const { say, money } = useWording();
  const { covered, missing, rows } = screen;
  const { impressions, total } = covered ?? screen;
  const label = covered ? say("kiosk.print.covered", { n: covered.count, of: rows.length }) : say("kiosk.print.pages", { n: impressions });
  const ready = impressions > 0 && (missing === undefined || covered !== undefined);
  return <Act keys="#" kind="main" icon={IconPrinter} label={label} sum={money(total)} disabled={!ready} />;
}

export function Deleting({ screen }: { readonly screen: ScreenOf<"deleting"> }) {
  const { say, title } = useWording();
  const { titles, busy } = screen;
  return (
    <>
      <Body center>
        {busy ? (
          <Loader aria-hidden color="var(--k-strong)" size="xl" />
        ) : (
          <IconTrash aria-hidden className={css.emblem} data-tone="needs" stroke={1.5} />
        )}
        <Heading>{busy ? say("screen.deleting.busy") : say("kiosk.delete.ask", { n: titles.length })}</Heading>
        {!busy && <p className={css.text}>{say("kiosk.delete.hint", { n: titles.length })}</p>}
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
        <ul className={parts.titles} tabIndex={0} aria-label={say("kiosk.list")}>
          {titles.map((each, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two documents may have one title
            <li key={place} dir="auto">
              {title(each)}
            </li>
          ))}
        </ul>
      </Body>
      <Rail>
        <Act keys="*" icon={IconArrowLeft} label={say("kiosk.delete.keep")} disabled={busy} />
        <Act keys="#" kind="danger" icon={IconTrash} label={say("kiosk.delete")} disabled={busy} />
      </Rail>
    </>
  );
}

export function PriceChanged({ screen }: { readonly screen: ScreenOf<"price-changed"> }) {
  const { say, title, money } = useWording();
  const { printer, before, total } = screen;
  return (
    <>
      <Body center>
        <Heading>{say("kiosk.price")}</Heading>
        <p className={css.figure}>
          <s>{money(before)}</s> {money(total)}
        </p>
        <p className={css.text}>
          {say("screen.price-changed", {
            title: title(screen.title),
            printer: legible(printer),
            before: money(before),
            total: money(total),
          })}
        </p>
      </Body>
      <Rail>
        <Act keys="*" icon={IconArrowLeft} label={say("kiosk.price.keep")} />
        <PrinterStates only={[printer]} />
        <Act keys="#" kind="main" icon={IconPrinter} label={say("kiosk.price.accept")} sum={money(total)} />
      </Rail>
    </>
  );
}
