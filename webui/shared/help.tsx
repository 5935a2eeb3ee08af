// What leads from a page to its place in the manual: in a tab of its own, so that nothing typed is lost.
import { Anchor } from "@mantine/core";
import { IconHelp } from "@tabler/icons-react";
import type { Place } from "../help/chapters.ts";
import classes from "./help.module.css";
import { useWords } from "./words.tsx";

/** One tab for the manual, however often help is asked for. */
export const helpTab = "quoin-help";

export function HelpButton({ place }: { readonly place: Place }) {
  const { say, language } = useWords();
  return (
    <a
      href={`/help/${language}/${place}`}
      target={helpTab}
      className={classes.button}
      title={say("help.open")}
      aria-label={say("help.open.tab")}
    >
      <IconHelp aria-hidden />
    </a>
  );
}

/** For a page without a head. */
export function HelpLink({ place }: { readonly place: Place }) {
  const { say, language } = useWords();
  return (
    <Anchor href={`/help/${language}/${place}`} target={helpTab} aria-label={say("help.open.tab")}>
      {say("help.open")}
    </Anchor>
  );
}
