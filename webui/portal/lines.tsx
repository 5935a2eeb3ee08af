// How a charge came about, line by line.
import { Text } from "@mantine/core";
import type { PriceLineView } from "../../daemon/api/contract/my-history.ts";
import { formatDecimal } from "../../daemon/words/format.ts";
import { useWords } from "../shared/words.tsx";

const sizes: Readonly<Record<string, string>> = { a3: "A3", a4: "A4", a5: "A5", letter: "Letter" };

interface Props {
  readonly lines: readonly PriceLineView[];
  readonly refunded: number | undefined;
}

export function Lines({ lines, refunded }: Props) {
  const { say, money, language } = useWords();
  return (
    <>
      {lines.map(({ color, size, impressions, unitPrice, permille, amount }) => (
        <Text key={`${color} ${size}`} size="sm" className="figures">
          {say("portal.line", {
            pages: say(color ? "portal.use.color" : "portal.use.black", { n: impressions }),
            size: size === "other" ? say("portal.line.other-size") : (sizes[size] ?? size),
            price: permille === 1000 ? money(unitPrice) : `${money(unitPrice)} × ${formatDecimal(language, permille / 1000, 1)}`,
            amount: money(amount),
          })}
        </Text>
      ))}
      {refunded !== undefined && (
        <Text size="sm" className="figures">
          {say("portal.line.refunded", { amount: money(refunded) })}
        </Text>
      )}
    </>
  );
}
