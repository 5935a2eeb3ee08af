// What came out, what it cost, what came back, and what still waits.
import { IconAlertTriangle, IconCircleCheck, IconList, IconLogout } from "@tabler/icons-react";
import { Act, Body, Heading, Rail } from "./act.tsx";
import css from "./kiosk.module.css";
import parts from "./parts.module.css";
import { PrinterStates } from "./printers.tsx";
import type { EndedJob, ScreenOf } from "./screens.ts";
import { isUnknown, useWording } from "./wording.ts";

type ResultScreen = ScreenOf<"result">;

const isWhole = ({ problem, waits, impressions = 0, expected }: EndedJob): boolean => !problem && !waits && impressions >= expected;

export function Result({ screen }: { readonly screen: ResultScreen }) {
  const { say } = useWording();
  const { waiting, sealed, ended } = screen;
  const whole = ended.every(isWhole);
  return (
    <>
      <Body center>
        {whole ? (
          <IconCircleCheck aria-hidden className={css.emblem} data-tone="ready" />
        ) : (
          <IconAlertTriangle aria-hidden className={css.emblem} data-tone="needs" />
        )}
        <Sum screen={screen} whole={whole} />
        {!whole && (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
          <ul className={parts.list} tabIndex={0} aria-label={say("kiosk.list")}>
            {ended.map((each, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two documents may have one title
              <Line key={place} ended={each} />
            ))}
          </ul>
        )}
        {sealed && <p className={css.text}>{say("screen.result.sealed")}</p>}
        {waiting > 0 && <p className={css.text}>{say("screen.result.waiting", { n: waiting })}</p>}
      </Body>
      <Rail>
        {waiting > 0 && <Act keys="#" icon={IconList} label={say("kiosk.result.list")} />}
        <PrinterStates />
        <Act keys="*" kind="main" icon={IconLogout} label={say("kiosk.leave")} />
      </Rail>
    </>
  );
}

function Sum({ screen, whole }: { readonly screen: ResultScreen; readonly whole: boolean }) {
  const { say, money } = useWording();
  const { impressions, charged, ended } = screen;
  const unknown = ended.filter(isUnknown).length;
  // Only for pages of which it is known that they did not come out.
  const refunded = ended.reduce((sum, each) => sum + (isUnknown(each) ? 0 : (each.refunded ?? 0)), 0);
  const nothing = impressions === 0 && charged === 0;
  return (
    <>
      <Heading>
        {nothing
          ? say(unknown > 0 ? "screen.result.unknown" : "screen.result.none", { n: unknown })
          : say(whole ? "kiosk.result" : "kiosk.result.not")}
      </Heading>
      {!nothing && (
        <p className={css.figure}>
          {say("kiosk.result.pages", { n: impressions })} · {money(charged)}
        </p>
      )}
      {refunded > 0 && <p className={css.good}>{say("screen.result.refunded", { refunded: money(refunded) })}</p>}
    </>
  );
}

function Line({ ended }: { readonly ended: EndedJob }) {
  const { say, title, money, problem, review, count } = useWording();
  const { waits, impressions, expected, charged } = ended;
  const came = waits
    ? say(impressions === undefined ? "screen.result.kept" : "screen.result.waits")
    : isUnknown(ended)
      ? say("screen.result.unsure")
      : say("screen.result.partly", { out: count(impressions ?? 0), n: expected });
  const told = ended.problem ? problem(ended.problem) : [came, review(ended)].filter((text) => text !== "").join(" · ");
  return (
    <li className={parts.line}>
      <span className={parts.name} dir="auto">
        {title(ended.title)}
      </span>
      <span className={parts.price}>{charged === undefined ? "" : money(charged)}</span>
      <span className={parts.facts}>{told}</span>
    </li>
  );
}
