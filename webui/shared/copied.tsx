// Something to take elsewhere: shown whole, and copied with one press.
import { Button, Group, Textarea, TextInput } from "@mantine/core";
import { type FocusEvent, useRef, useState } from "react";
import { useWords } from "./words.tsx";

interface Props {
  readonly label: string;
  readonly value: string;
  /** Several lines, for a shell. */
  readonly long?: boolean;
}

export function Copied({ label, value, long = false }: Props) {
  const { say } = useWords();
  const line = useRef<HTMLInputElement>(null);
  const lines = useRef<HTMLTextAreaElement>(null);
  const [copied, setCopied] = useState(false);
  const copy = (): void => {
    (line.current ?? lines.current)?.select();
    // The older way: browsers keep the newer one from pages without TLS.
    setCopied(document.execCommand("copy"));
  };
  const shown = {
    flex: long ? "1 1 320px" : 1,
    label,
    value,
    readOnly: true,
    onFocus: (event: FocusEvent<HTMLInputElement | HTMLTextAreaElement>) => event.currentTarget.select(),
  };
  return (
    <Group align="flex-end" wrap={long ? "wrap" : "nowrap"}>
      {long ? (
        <Textarea ref={lines} autosize styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }} {...shown} />
      ) : (
        <TextInput ref={line} {...shown} />
      )}
      <Button variant="default" onClick={copy}>
        {say(copied ? "page.copied" : "page.copy")}
      </Button>
    </Group>
  );
}
