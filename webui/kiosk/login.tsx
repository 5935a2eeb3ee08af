// Login and password, or PIN, for whoever has neither card nor code with them: with the keys on the screen, or a real keyboard.
import { TextInput, UnstyledButton } from "@mantine/core";
import { IconArrowLeft, IconArrowRight, IconCheck } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { ask } from "../shared/api.ts";
import { Told } from "../shared/states.tsx";
import { still } from "./act.tsx";
import { Erase, Keyboard } from "./keyboard.tsx";
import css from "./login.module.css";
import { useWording } from "./wording.ts";

/** A phone that stands for a screen brings a keyboard of its own. */
const upright = "(orientation: portrait)";

/** As in login.module.css: seven keys to a row are a finger's breadth each. */
const least = "(max-height: 399px) and (orientation: landscape)";

/** What was begun and left is forgotten, as a code is. */
const quietMs = 30_000;

export default function Login({ done }: { readonly done: () => void }) {
  const { say } = useWording();
  const [texts, setTexts] = useState({ login: "", secret: "" });
  const [at, setAt] = useState<keyof typeof texts>("login");
  const [own] = useState(() => !matchMedia(upright).matches);
  const [few] = useState(() => matchMedia(least).matches);
  const inputs = { login: useRef<HTMLInputElement>(null), secret: useRef<HTMLInputElement>(null) };
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => ask("POST /api/v1/kiosk/sign-in", { body: texts }),
    onSuccess: done,
  });
  useQuiet(texts, done);
  const type = (change: (text: string) => string): void => setTexts({ ...texts, [at]: change(texts[at]) });
  const goOn = (): void => {
    if (at === "login" && texts.secret === "") inputs.secret.current?.focus();
    else if (texts.login.trim() !== "" && texts.secret !== "") mutate();
  };
  const field = (name: keyof typeof texts): ReactNode => (
    <TextInput
      ref={inputs[name]}
      type={name === "secret" ? "password" : "text"}
      aria-label={say(name === "login" ? "kiosk.login.name" : "kiosk.login.secret")}
      placeholder={say(name === "login" ? "kiosk.login.name" : "kiosk.login.secret")}
      className={css.cell}
      classNames={{ input: css.field ?? "" }}
      data-at={at === name}
      value={texts[name]}
      maxLength={name === "login" ? 64 : 128}
      inputMode={own ? "none" : "text"}
      onChange={({ currentTarget: { value } }) => setTexts({ ...texts, [name]: value })}
      onFocus={() => setAt(name)}
      autoFocus={name === "login"}
      autoComplete="off"
      autoCapitalize="none"
      spellCheck={false}
    />
  );
  return (
    <form
      className={css.login}
      onSubmit={(event) => {
        event.preventDefault();
        goOn();
      }}
      onKeyDown={({ key }) => key === "Escape" && done()}
    >
      <h1 className={css.unseen}>{say("kiosk.login")}</h1>
      <div className={css.line}>
        <UnstyledButton {...still} className={css.step} aria-label={say("kiosk.back")} onClick={done}>
          <IconArrowLeft aria-hidden />
        </UnstyledButton>
        {field("login")}
        {field("secret")}
        {own && few && <Erase type={type} className={css.step} />}
        <UnstyledButton
          {...still}
          type="submit"
          className={css.step}
          data-kind="main"
          aria-label={say(at === "login" && texts.secret === "" ? "kiosk.login.next" : "kiosk.login.in")}
          disabled={isPending}
        >
          {at === "login" && texts.secret === "" ? <IconArrowRight aria-hidden /> : <IconCheck aria-hidden />}
        </UnstyledButton>
      </div>
      <Told error={error} />
      {own && <Keyboard type={type} few={few} />}
    </form>
  );
}

/** `done` once nothing was typed for a while. */
function useQuiet(typed: unknown, done: () => void): void {
  const end = useRef(done);
  end.current = done;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each key begins the wait anew
  useEffect(() => {
    const timer = window.setTimeout(() => end.current(), quietMs);
    return () => window.clearTimeout(timer);
  }, [typed]);
}
