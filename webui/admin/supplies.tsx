// A printer's toner, ink and waste box: a bar for each, its level in figures, and what is low said in a word.
import { Group, Stack, Text, Title } from "@mantine/core";
import type { PrinterView, SupplyView } from "../../daemon/api/contract/printing.ts";
import { State } from "../shared/states.tsx";
import { useWords, type Words } from "../shared/words.tsx";
import classes from "./supplies.module.css";

export function Supplies({ supplies }: Pick<PrinterView, "supplies">) {
  const { say } = useWords();
  return (
    <section aria-label={say("supplies.head")}>
      <Title order={3} size="h5" mb="xs">
        {say("supplies.head")}
      </Title>
      {supplies.length === 0 && <Text c="dimmed">{say("supplies.none")}</Text>}
      <Stack gap="xs">
        {supplies.map((supply, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a printer may name two alike, and their place is all that tells them apart
          <One key={i} supply={supply} />
        ))}
      </Stack>
    </section>
  );
}

function One({ supply }: { readonly supply: SupplyView }) {
  const { say } = useWords();
  const { name, level, colors, low, waste } = supply;
  return (
    <div>
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <Text dir="auto" style={{ overflowWrap: "anywhere" }}>
          {name || say("supply.unnamed")}
        </Text>
        <Group gap="xs" wrap="nowrap">
          {low && <State tone="waiting">{say(waste ? "supply.nearly-full" : level === 0 ? "supply.empty" : "supply.low")}</State>}
          <Text className="figures" {...(level === undefined ? { c: "dimmed", size: "sm" } : {})} ta="right">
            {levelOf(say, supply)}
          </Text>
        </Group>
      </Group>
      {level !== undefined && (
        <div className={classes.bar} aria-hidden>
          <div className={classes.full} style={{ width: `${level}%`, background: inkOf(colors) }} />
        </div>
      )}
    </div>
  );
}

const levelOf = (say: Words["say"], { level, some }: SupplyView): string =>
  level !== undefined ? say("supply.level", { level }) : say(some ? "supply.some" : "supply.unknown");

/** Side by side where a cartridge holds several. */
const inkOf = (colors: readonly string[]): string =>
  colors.length === 0
    ? "var(--quoin-dimmed)"
    : `linear-gradient(to bottom, ${colors.map((color, i) => `${color} ${(100 * i) / colors.length}% ${(100 * (i + 1)) / colors.length}%`).join(", ")})`;

/** In a list: all of them for the filter and the file. */
export const suppliesText = ({ say }: Pick<Words, "say">, { supplies }: PrinterView): string =>
  supplies.map((supply) => `${supply.name || say("supply.unnamed")} ${levelOf(say, supply)}`).join(", ");

/** The one that ends first; undefined where none has a level. */
export const lowestOf = ({ supplies }: PrinterView): SupplyView | undefined =>
  supplies
    .filter(({ level }) => level !== undefined)
    .toSorted(
      (a, b) =>
        Number(b.low ?? false) - Number(a.low ?? false) ||
        Number(a.waste ?? false) - Number(b.waste ?? false) ||
        (a.level ?? 0) - (b.level ?? 0),
    )[0];

/** A row is one of many; the record has the whole name. */
const short = (name: string): string => (name.length > 28 ? `${name.slice(0, 27)}…` : name);

/** In a list: the one that ends first. */
export function Lowest({ printer }: { readonly printer: PrinterView }) {
  const { say } = useWords();
  const lowest = lowestOf(printer);
  if (!lowest) return null;
  const { name, level = 0, low } = lowest;
  const text = say("supplies.lowest", { name: short(name) || say("supply.unnamed"), level });
  return low ? <State tone="waiting">{text}</State> : <Text className="figures">{text}</Text>;
}
