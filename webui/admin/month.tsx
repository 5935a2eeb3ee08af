// Thirty days as one chart: pages as bars, black below colour; what was charged as a line. By pointer, by keyboard, or in figures.
import { Button, Group, Stack, Table, Text } from "@mantine/core";
import { useElementSize } from "@mantine/hooks";
import { type KeyboardEvent, useState } from "react";
import type { DayView } from "../../daemon/api/contract/overview.ts";
import { Empty } from "../shared/empty.tsx";
import { useWords, type Words } from "../shared/words.tsx";
import classes from "./month.module.css";
import { roundUp } from "./scale.ts";

const height = 220;
/** The tops of the axes where next to nothing happened: ten pages, one unit of the currency. Halves of them are round, too. */
const [leastPages, leastMoney] = [10, 10_000];
/** Room for the marks of both axes and the days below. */
const [left, right, bottom, top] = [44, 60, 24, 8];

const dayName = ({ language }: Words, { day }: DayView): string =>
  // Noon in UTC is that day everywhere it is written.
  new Date(`${day}T12:00:00Z`).toLocaleDateString(language, { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" });
const dayShort = ({ language }: Words, { day }: DayView): string =>
  new Date(`${day}T12:00:00Z`).toLocaleDateString(language, { day: "numeric", month: "short", timeZone: "UTC" });

export function Month({ days }: { readonly days: readonly DayView[] }) {
  const words = useWords();
  const { say, money, count } = words;
  const [chosen, setChosen] = useState<number>();
  const [inFigures, setInFigures] = useState(false);
  if (days.every(({ mono, color, paidIn }) => mono + color + paidIn === 0))
    return <Empty title={say("overview.none")}>{say("overview.none.hint")}</Empty>;
  const day = days[chosen ?? days.length - 1];
  const line =
    day &&
    say("overview.day", {
      day: dayName(words, day),
      mono: count(day.mono),
      color: count(day.color),
      charged: money(day.charged),
      paid: money(day.paidIn),
    });
  return (
    <Stack gap="sm">
      <Chart days={days} chosen={chosen} choose={setChosen} told={line ?? ""} />
      <Text size="sm" className="figures" mih={44}>
        {line}
      </Text>
      <Group justify="space-between">
        <Group gap="md">
          {(["mono", "color", "money"] as const).map((what) => (
            <Text key={what} size="sm" c="dimmed" component="span" className={classes.legend}>
              <span
                className={`${classes.swatch} ${what === "money" ? classes.stroke : ""}`}
                style={{
                  background:
                    what === "mono"
                      ? "var(--mantine-color-gray-5)"
                      : what === "color"
                        ? "var(--mantine-color-teal-filled)"
                        : "currentcolor",
                }}
              />
              {say(`overview.${what}`)}
            </Text>
          ))}
        </Group>
        <Button variant="default" size="xs" aria-expanded={inFigures} onClick={() => setInFigures(!inFigures)}>
          {say("overview.figures")}
        </Button>
      </Group>
      {inFigures && <Figures days={days} />}
    </Stack>
  );
}

interface ChartProps {
  readonly days: readonly DayView[];
  readonly chosen: number | undefined;
  readonly choose: (day: number | undefined) => void;
  /** The chosen day in words. */
  readonly told: string;
}

function Chart({ days, chosen, choose, told }: ChartProps) {
  const words = useWords();
  const { say, money, count } = words;
  const { ref, width: measured } = useElementSize();
  const width = measured || 640;
  const [mostPages, mostMoney] = [
    roundUp(Math.max(leastPages, ...days.map(({ mono, color }) => mono + color))),
    roundUp(Math.max(leastMoney, ...days.map(({ charged }) => charged))),
  ];
  const step = (width - left - right) / days.length;
  const bar = Math.max(2, Math.min(24, step * 0.64));
  const yOf = (share: number): number => top + (height - top - bottom) * (1 - share);
  const xOf = (day: number): number => left + step * (day + 0.5);
  const points = days.map(({ charged }, i) => `${xOf(i)},${yOf(charged / mostMoney)}`).join(" ");
  const press = (event: KeyboardEvent): void => {
    const by = { ArrowLeft: -1, ArrowRight: 1, Home: -days.length, End: days.length }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    choose(Math.max(0, Math.min(days.length - 1, (chosen ?? days.length - 1) + by)));
  };
  return (
    <div
      ref={ref}
      className={classes.frame}
      role="slider"
      tabIndex={0}
      aria-label={say("overview.chart")}
      aria-valuemin={1}
      aria-valuemax={days.length}
      aria-valuenow={(chosen ?? days.length - 1) + 1}
      aria-valuetext={told}
      onKeyDown={press}
      onPointerLeave={() => choose(undefined)}
    >
      <svg className={classes.chart} viewBox={`0 0 ${width} ${height}`} aria-hidden>
        <Axes
          width={width}
          yOf={yOf}
          pages={(share) => count(Math.round(mostPages * share))}
          amount={(share) => money(Math.round(mostMoney * share))}
        />
        {days.map((day, i) => {
          const [mono, all] = [yOf(day.mono / mostPages), yOf((day.mono + day.color) / mostPages)];
          return (
            <g key={day.day} onPointerEnter={() => choose(i)}>
              <rect
                x={xOf(i) - step / 2}
                y={top}
                width={step}
                height={height - top - bottom}
                className={chosen === i ? classes.here : ""}
                fill="transparent"
              />
              <rect x={xOf(i) - bar / 2} y={mono} width={bar} height={yOf(0) - mono} className={classes.mono} />
              <rect x={xOf(i) - bar / 2} y={all} width={bar} height={mono - all} className={classes.color} />
              {(i === days.length - 1 || (i % 7 === days.length % 7 && i < days.length - 4)) && (
                <text x={xOf(i)} y={height - 6} textAnchor="middle" className={classes.label}>
                  {dayShort(words, day)}
                </text>
              )}
            </g>
          );
        })}
        <polyline points={points} className={classes.money} pointerEvents="none" />
        {chosen !== undefined && days[chosen] && (
          <circle cx={xOf(chosen)} cy={yOf(days[chosen].charged / mostMoney)} r={4} className={classes.point} pointerEvents="none" />
        )}
      </svg>
    </div>
  );
}

interface AxesProps {
  readonly width: number;
  readonly yOf: (share: number) => number;
  readonly pages: (share: number) => string;
  readonly amount: (share: number) => string;
}

/** Pages on the left, money on the right, on the same lines. */
function Axes({ width, yOf, pages, amount }: AxesProps) {
  return [0, 0.5, 1].map((share) => (
    <g key={share}>
      <line x1={left} x2={width - right} y1={yOf(share)} y2={yOf(share)} className={classes.grid} />
      <text x={left - 8} y={yOf(share) + 4} textAnchor="end" className={classes.label}>
        {pages(share)}
      </text>
      <text x={width - right + 8} y={yOf(share) + 4} className={classes.label}>
        {amount(share)}
      </text>
    </g>
  ));
}

/** The same for whoever would rather read it, newest first. */
function Figures({ days }: { readonly days: readonly DayView[] }) {
  const words = useWords();
  const { say, money, count } = words;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section tabIndex={0} aria-label={say("overview.figures")} style={{ maxHeight: 320, overflow: "auto" }}>
      <Table className="figures" verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{say("overview.day-head")}</Table.Th>
            {[say("overview.mono"), say("overview.color"), say("overview.charged"), say("overview.paid-in")].map((head) => (
              <Table.Th key={head} ta="right">
                {head}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {days.toReversed().map((day) => (
            <Table.Tr key={day.day}>
              <Table.Td>{dayShort(words, day)}</Table.Td>
              {[count(day.mono), count(day.color), money(day.charged), money(day.paidIn)].map((cell, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: four columns that never move
                <Table.Td key={place} ta="right">
                  {cell}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}
