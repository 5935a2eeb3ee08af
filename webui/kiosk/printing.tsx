// Sheets coming out; a printer that stopped, and what can be done about it.
import { Loader } from "@mantine/core";
import { IconAlertTriangle, IconHourglass, IconLogout, IconReceiptRefund } from "@tabler/icons-react";
import { Act, Body, Heading, Rail } from "./act.tsx";
import css from "./kiosk.module.css";
import parts from "./parts.module.css";
import { PrinterStates } from "./printers.tsx";
import type { ScreenOf } from "./screens.ts";
import { legible, useWording, type Wording } from "./wording.ts";

type PrintingScreen = ScreenOf<"releasing" | "stopped">;

export function Printing({ screen }: { readonly screen: ScreenOf<"releasing"> }) {
  const { say } = useWording();
  return (
    <>
      <Body center>
        <Heading>{say("kiosk.printing")}</Heading>
        <Which screen={screen} />
        <Sheets screen={screen} />
        <Now screen={screen} />
      </Body>
      <Rail>
        <PrinterStates only={[screen.printer]} />
        <Act keys="*" kind="main" icon={IconLogout} label={say("kiosk.leave")} note={say("kiosk.printing.leave")} />
      </Rail>
    </>
  );
}

export function Stopped({ screen }: { readonly screen: ScreenOf<"stopped"> }) {
  const { say, count, reasons } = useWording();
  const { mayStop, printer, expected, impressions, stopping } = screen;
  return (
    <>
      <Body center>
        <IconAlertTriangle aria-hidden className={css.emblem} data-tone="needs" />
        <Heading>{say("kiosk.stopped")}</Heading>
        <div role="status">
          <p className={css.warning}>
            {stopping
              ? say("screen.releasing.stopping")
              : say("kiosk.stopped.why", { printer: legible(printer), reasons: reasons(screen.reasons) })}
          </p>
        </div>
        <p className={`${css.text} ${css.hint}`}>{say("screen.stopped.hint")}</p>
        <Which screen={screen} />
        {impressions !== undefined && <p className={css.figure}>{say("screen.result.partly", { out: count(impressions), n: expected })}</p>}
      </Body>
      <Rail>
        <Act keys="*" icon={IconLogout} label={say("kiosk.stopped.leave")} />
        {mayStop && <Act keys="1" icon={IconHourglass} label={say("kiosk.stopped.wait")} />}
        {/* The box asks a printer how it is less often than the job that stands in it. */}
        <PrinterStates only={[printer]} state="stopped" />
        {mayStop && <Act keys="2" kind="main" icon={IconReceiptRefund} label={say("kiosk.stopped.stop")} />}
      </Rail>
    </>
  );
}

function Which({ screen: { title: name, place, of } }: { readonly screen: PrintingScreen }) {
  const { say, title } = useWording();
  return (
    <p className={parts.which}>
      <bdi>{title(name)}</bdi>
      {of > 1 && <span>{say("kiosk.printing.place", { place, of })}</span>}
    </p>
  );
}

/** More than these are a number and a bar. */
const mostSheets = 10;

function Sheets({ screen }: { readonly screen: PrintingScreen }) {
  const { say, count } = useWording();
  const { expected, impressions: out = 0 } = screen;
  return (
    <div className={parts.output}>
      {expected <= mostSheets && (
        <div className={parts.sheets} aria-hidden>
          {Array.from({ length: expected }, (_, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a sheet is nothing but its place
            <i key={place} data-out={place < out} />
          ))}
        </div>
      )}
      <p className={css.figure}>{say("screen.result.partly", { out: count(out), n: expected })}</p>
      <progress className={parts.bar} max={Math.max(1, expected)} value={out} aria-label={say("kiosk.printing.sheets")} />
    </div>
  );
}

function Now({ screen }: { readonly screen: ScreenOf<"releasing"> }) {
  const wording = useWording();
  const { say, reasons } = wording;
  const { progress, stopping } = screen;
  const held = progress === "waiting" && screen.reasons.length > 0 && !stopping;
  const now = nowText(screen, wording);
  return (
    <div className={parts.now} role="status">
      {now !== "" && <Loader aria-hidden color="var(--k-strong)" size="sm" />}
      <p className={css.text}>{now}</p>
      {held && <p className={css.warning}>{say("screen.releasing.standstill", { reasons: reasons(screen.reasons) })}</p>}
    </div>
  );
}

function nowText({ stopping, progress, ahead = 0 }: ScreenOf<"releasing">, { say }: Wording): string {
  if (stopping) return say("screen.releasing.stopping");
  if (progress === "printing") return "";
  if (progress !== "waiting") return say("screen.releasing.sending");
  return ahead > 1 ? say("screen.releasing.ahead", { n: ahead }) : say("screen.releasing.waiting");
}
