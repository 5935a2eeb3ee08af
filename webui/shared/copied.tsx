// Something to take elsewhere: shown whole, and copied with one press.
import { Button, Group, TextInput } from "@mantine/core";
import { useRef, useState } from "react";
import { useWords } from "./words.tsx";

export function Copied({ label, value }: { readonly label: string; readonly value: string }) {
  const { say } = useWords();
  const field = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState(false);
  const copy = (): void => {
    field.current?.select();
    // The older way: browsers keep the newer one from pages without TLS.
    setCopied(document.execCommand("copy"));
  };
  return (
    <Group align="flex-end" wrap="nowrap">
      <TextInput ref={field} flex={1} label={label} value={value} readOnly onFocus={(event) => event.currentTarget.select()} />
      <Button variant="default" onClick={copy}>
        {say(copied ? "page.copied" : "page.copy")}
      </Button>
    </Group>
  );
}
