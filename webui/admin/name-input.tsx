// A name that stands in addresses: letters without accents, digits, dot, dash, underscore.
import { TextInput } from "@mantine/core";
import { useWords } from "../shared/words.tsx";

interface Props {
  readonly value: string;
  readonly change: (value: string) => void;
  readonly hint: string;
}

export function NameInput({ value, change, hint }: Props) {
  const { say } = useWords();
  return (
    <TextInput
      label={say("admin.name")}
      description={hint}
      value={value}
      onChange={(event) => change(event.currentTarget.value)}
      pattern="[A-Za-z0-9][A-Za-z0-9._\-]*"
      title={say("admin.name.pattern")}
      maxLength={63}
      autoComplete="off"
      autoCapitalize="none"
      spellCheck={false}
      required
      withAsterisk={false}
      data-autofocus
    />
  );
}
