// What can be done on this screen, in a few sentences over it. The whole manual is for the phone that scans its address.
import { UnstyledButton } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { still } from "./act.tsx";
import Code from "../shared/code.tsx";
import phone from "./code.module.css";
import css from "./kiosk.module.css";
import rail from "./rail.module.css";
import help from "./help.module.css";
import { helpOf } from "./help-of.ts";
import type { KioskScreen } from "./screens.ts";
import { useWording } from "./wording.ts";

export default function HelpPanel({ screen, close }: { readonly screen: KioskScreen; readonly close: () => void }) {
  const { say, language } = useWording();
  const { sentences, place } = helpOf(screen.state);
  const address = `${location.origin}/help/${language}/${place}`;
  return (
    <div className={`${css.base} ${help.panel}`} role="dialog" aria-modal="true" aria-labelledby="help-title">
      <h2 id="help-title" className={css.title}>
        {say("help.open")}
      </h2>
      <ul className={help.sentences}>
        {sentences.map((key) => (
          <li key={key}>{say(key)}</li>
        ))}
      </ul>
      <footer className={help.foot}>
        {isReached(location.hostname) && (
          <>
            <Code className={phone.code} text={address} label={say("kiosk.help.code", { address })} />
            <p className={help.phone}>{say("kiosk.help.phone")}</p>
          </>
        )}
        <UnstyledButton {...still} className={`${rail.act} ${help.close}`} onClick={close} autoFocus>
          <IconX aria-hidden />
          {say("kiosk.help.close")}
        </UnstyledButton>
      </footer>
    </div>
  );
}

/** A screen of the box itself knows it by a name that no phone does. */
const isReached = (host: string): boolean => !/^(localhost|127\.|\[::1\])/.test(host);
