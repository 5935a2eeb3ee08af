// Before anybody is signed in: how to print here, and a card or a code. The pad stays where it is from the first digit to the PIN.
import { Loader, UnstyledButton } from "@mantine/core";
import { IconAlertTriangle, IconArrowRight, IconId, IconKeyboard } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { part } from "../shared/part.tsx";
import { Act, still } from "./act.tsx";
import phone from "./code.module.css";
import css from "./kiosk.module.css";
import rail from "./rail.module.css";
import door from "./door.module.css";
import { Dots, Pad } from "./pad.tsx";
import { StoppedPrinters } from "./printers.tsx";
import type { DoorScreen, ScreenOf } from "./screens.ts";
import { legible, useWording } from "./wording.ts";

/** The page stands before its code does, and most people have a card. */
const Code = part(() => import("../shared/code.tsx").then((file) => file.default), { coming: <svg className={phone.code} aria-hidden /> });
const Login = part(() => import("./login.tsx").then((file) => file.default));

export function Door({ screen, uri }: { readonly screen: DoorScreen; readonly uri: string | undefined }) {
  const { state } = screen;
  const [typing, setTyping] = useState(false);
  const open = state === "idle" || state === "identify";
  // A card or a code came first.
  useEffect(() => {
    if (!open) setTyping(false);
  }, [open]);
  if (open && typing) return <Login done={() => setTyping(false)} />;
  return (
    <div className={door.door}>
      <div className={door.aside}>
        <Said screen={screen} />
        {open && <WithLogin act={() => setTyping(true)} />}
        {open && uri !== undefined && <Send uri={uri} />}
      </div>
      <Pad disabled={state === "checking"} begun={(state === "code" || state === "pin") && screen.digits > 0} />
    </div>
  );
}

function Said({ screen }: { readonly screen: DoorScreen }) {
  const { say, problem } = useWording();
  switch (screen.state) {
    case "idle":
      return <Invitation screen={screen} />;
    case "identify":
      return <Invitation screen={screen} notice={say("kiosk.queue", { queue: legible(screen.queue) })} />;
    case "code":
      return <Typing title={say("kiosk.code")} digits={screen.digits} />;
    case "pin":
      return <Typing title={say("kiosk.pin")} digits={screen.digits} {...(screen.problem ? { problem: problem(screen.problem) } : {})} />;
    case "checking":
      return (
        <div className={door.said} role="status">
          <Loader aria-hidden color="var(--k-strong)" size="xl" />
          <h1 className={css.title}>{say("screen.checking")}</h1>
        </div>
      );
    case "message":
      return (
        <div className={door.said}>
          <IconAlertTriangle aria-hidden className={css.emblem} data-tone="needs" />
          <div role="alert">
            <h1 className={css.quietTitle}>{problem(screen.problem)}</h1>
          </div>
          <Act keys="*" icon={IconArrowRight} label={say("kiosk.on")} />
        </div>
      );
    default:
      return screen satisfies never;
  }
}

function WithLogin({ act }: { readonly act: () => void }) {
  const { say } = useWording();
  return (
    <UnstyledButton {...still} className={`${rail.act} ${door.login}`} onClick={act}>
      <IconKeyboard aria-hidden /> {say("kiosk.login")}
    </UnstyledButton>
  );
}

function Invitation({ screen, notice }: { readonly screen: ScreenOf<"idle" | "identify">; readonly notice?: string }) {
  const { say } = useWording();
  return (
    <div className={`${door.said} ${door.invites}`}>
      <IconId aria-hidden className={css.emblem} data-tone="card" stroke={1.5} />
      <h1 className={door.invitation}>
        {say("kiosk.card")} <small>{say("kiosk.card.or")}</small>
      </h1>
      {notice !== undefined && <p className={css.text}>{notice}</p>}
      <Behind behind={screen.behind} />
      <StoppedPrinters />
    </div>
  );
}

/** Somebody left while their pages still come out: the next one can begin. */
function Behind({ behind = [] }: { readonly behind: ScreenOf<"idle">["behind"] }) {
  const { say, count } = useWording();
  return (
    <div role="status">
      {behind.map(({ printer, impressions: out, expected: n, stopped }, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two may print at one printer, one after the other
        <p key={place} className={css.text}>
          {stopped
            ? say("screen.behind.stopped", { printer: legible(printer) })
            : say("screen.behind", { printer: legible(printer), out: count(out), n })}
        </p>
      ))}
    </div>
  );
}

interface TypingProps {
  readonly title: string;
  readonly digits: number;
  readonly problem?: string;
}

function Typing({ title, digits, problem }: TypingProps) {
  const { say } = useWording();
  return (
    <div className={door.said}>
      {problem !== undefined && (
        <p className={css.warning} role="alert">
          {problem}
        </p>
      )}
      <h1 className={css.title}>{title}</h1>
      <Dots count={digits} />
      <p className={css.text}>{say("kiosk.typed.hint")}</p>
    </div>
  );
}

/** The address to print to, for eyes and for phones. */
function Send({ uri }: { readonly uri: string }) {
  const { say } = useWording();
  return (
    <section className={door.send}>
      <Code className={phone.code} text={uri} label={say("kiosk.send.code", { uri })} />
      <div>
        <h2 className={door.sendTitle}>{say("kiosk.send")}</h2>
        <p className={door.sendHint}>{say("kiosk.send.hint")}</p>
        <p className={door.uri}>{uri}</p>
      </div>
    </section>
  );
}
