// Keys for letters and signs on the screen itself: rows of ten where there is room, of seven on the least screen.
import { UnstyledButton } from "@mantine/core";
import { IconBackspace } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { still } from "./act.tsx";
import css from "./login.module.css";
import { useWording } from "./wording.ts";

const digits = "1234567890";

/** Three rows, the last with room for three keys more. */
const broad = {
  fr: [`${digits}azertyuiopqsdfghjklm`, "wxcvbn."],
  en: [`${digits}qwertyuiopasdfghjkl.`, "zxcvbnm"],
  signs: [`${digits}@.-_+'"!?,;:/\\()[]{}`, "#$%&*=~"],
} as const;

/** At most 26 in each, with room for two keys more. */
const narrow = ["abcdefghijklmnopqrstuvwxyz", `${digits}.-_@+'"!?,;:/&#*`, "\\()[]{}$%=~"] as const;

type Type = (change: (text: string) => string) => void;

export function Keyboard({ type, few }: { readonly type: Type; readonly few: boolean }) {
  const { say, language } = useWording();
  const [capitals, setCapitals] = useState(false);
  const [layer, setLayer] = useState(0);
  const layers: readonly (readonly [string, string])[] = few ? narrow.map((keys) => [keys, ""]) : [broad[language], broad.signs];
  const [first, last] = layers[layer] ?? ["", ""];
  const next = (layer + 1) % layers.length;
  const key = (letter: string): ReactNode => {
    const shown = capitals && layer === 0 ? letter.toUpperCase() : letter;
    return (
      <UnstyledButton
        {...still}
        key={letter}
        className={css.key}
        onClick={() => {
          type((text) => text + shown);
          setCapitals(false);
        }}
      >
        {shown}
      </UnstyledButton>
    );
  };
  return (
    <fieldset className={css.keyboard} aria-label={say("kiosk.login.keyboard")}>
      {[...first].map(key)}
      <UnstyledButton
        {...still}
        className={css.key}
        aria-pressed={capitals}
        aria-label={say("kiosk.login.shift")}
        onClick={() => setCapitals(!capitals)}
      >
        ⇧
      </UnstyledButton>
      {[...last].map(key)}
      <UnstyledButton
        {...still}
        className={css.key}
        aria-label={say(next === 0 ? "kiosk.login.letters" : "kiosk.login.signs")}
        onClick={() => setLayer(next)}
      >
        {next === 0 ? "abc" : "#+="}
      </UnstyledButton>
      {!few && <Erase type={type} className={css.key} />}
    </fieldset>
  );
}

export function Erase({ type, className }: { readonly type: Type; readonly className: string | undefined }) {
  const { say } = useWording();
  return (
    <UnstyledButton {...still} className={className} aria-label={say("kiosk.pad.erase")} onClick={() => type((text) => text.slice(0, -1))}>
      <IconBackspace aria-hidden />
    </UnstyledButton>
  );
}
