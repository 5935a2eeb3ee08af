// An amount as people type it, "5" or "5,00"; what comes out is whole ten-thousandths, or nothing where it is no amount.
import { TextInput, type TextInputProps } from "@mantine/core";
import { useState } from "react";
import { formatAmount, readAmount } from "../../daemon/words/format.ts";
import { useWords } from "./words.tsx";

type Props = Omit<TextInputProps, "value" | "onChange" | "defaultValue"> & {
  /** What stands there first. */
  readonly first?: number;
  readonly onAmount: (amount: number | undefined) => void;
};

export function MoneyInput({ first, onAmount, ...rest }: Props) {
  const { say, language, currency } = useWords();
  const [typed, setTyped] = useState(first === undefined ? "" : formatAmount(language, first));
  const [left, setLeft] = useState(false);
  const wrong = left && typed !== "" && readAmount(typed) === undefined;
  return (
    <TextInput
      {...rest}
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        onAmount(readAmount(event.currentTarget.value));
      }}
      onBlur={() => setLeft(true)}
      error={wrong ? say("page.amount.wrong") : undefined}
      rightSection={currency}
      rightSectionWidth={52}
      inputMode="decimal"
      autoComplete="off"
      classNames={{ input: "figures" }}
    />
  );
}
