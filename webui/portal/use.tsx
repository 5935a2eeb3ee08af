// What a person printed in a period: a ring with its numbers beside it, and what that is in paper.
import { Card, Group, SegmentedControl, Skeleton, Stack, Text, Title } from "@mantine/core";
import { IconLeaf } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { formatDecimal } from "../../daemon/words/format.ts";
import { ask } from "../shared/api.ts";
import { useWords } from "../shared/words.tsx";
import classes from "./use.module.css";

const periods = ["month", "days", "year"] as const;
const services = ["copy", "print", "scan", "fax"] as const;
type Period = (typeof periods)[number];
type Services = Readonly<Record<(typeof services)[number], { readonly impressions: number; readonly percent: number }>>;

export function Use() {
  const { say, money } = useWords();
  const [period, setPeriod] = useState<Period>("days");
  const { data } = useQuery({
    queryKey: ["me", "use", period],
    queryFn: () => ask("GET /api/v1/me/use", { query: { period } }),
    placeholderData: keepPreviousData,
  });
  return (
    <Card bg="var(--quoin-card)" shadow="sm" p="md" component="section">
      <Stack gap="md">
        <Title order={2} size="h4">
          {say("portal.use.title")}
        </Title>
        <SegmentedControl
          aria-label={say("portal.use.period")}
          value={period}
          onChange={(chosen) => setPeriod(chosen as Period)}
          data={periods.map((value) => ({ value, label: say(`portal.use.${value}`) }))}
        />
        {data ? (
          <>
            <Group gap="lg" wrap="nowrap" align="center">
              <Ring of={data.services} />
              <Numbers of={data.services} />
            </Group>
            <Text size="sm" className="figures">
              {[
                say("portal.use.color", { n: data.color }),
                say("portal.use.sheets", { n: data.sheets }),
                say("portal.use.charged", { amount: money(data.charged) }),
              ].join(" · ")}
            </Text>
            <Paper {...data.paper} sheets={data.sheets} spared={data.spared} />
          </>
        ) : (
          <Skeleton h={252} />
        )}
      </Stack>
    </Card>
  );
}

/** A picture of the numbers that stand beside it, and no more than that. */
function Ring({ of }: { readonly of: Services }) {
  let before = 0;
  return (
    <svg className={classes.ring} viewBox="0 0 42 42" aria-hidden="true">
      <circle className={classes.none} cx="21" cy="21" r="16" pathLength="100" />
      {services.map((service) => {
        const { percent } = of[service];
        const offset = -before;
        before += percent;
        return percent === 0 ? null : (
          <circle
            key={service}
            data-of={service}
            cx="21"
            cy="21"
            r="16"
            pathLength="100"
            strokeDasharray={`${percent} ${100 - percent}`}
            strokeDashoffset={offset}
            transform="rotate(-90 21 21)"
          />
        );
      })}
    </svg>
  );
}

function Numbers({ of }: { readonly of: Services }) {
  const { say } = useWords();
  return (
    <table className={`${classes.numbers} figures`}>
      <tbody>
        {services.map((service) => (
          <tr key={service}>
            <td>
              <svg className={classes.sample} viewBox="0 0 12 12" aria-hidden="true">
                <rect data-of={service} width="12" height="12" rx="3" />
              </svg>
            </td>
            <th scope="row">{say(`portal.use.${service}`)}</th>
            <td>{say("portal.use.percent", { percent: of[service].percent })}</td>
            <td className={classes.pages}>{say("portal.pages", { n: of[service].impressions })}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface PaperProps {
  readonly trees: number;
  readonly sheetsPerTree: number;
  readonly source: string;
  readonly sheets: number;
  readonly spared: number;
}

function Paper({ trees, sheetsPerTree, source, sheets, spared }: PaperProps) {
  const { say, language } = useWords();
  return (
    <Group gap="sm" wrap="nowrap" align="flex-start">
      <IconLeaf aria-hidden color="var(--mantine-color-teal-text)" style={{ flexShrink: 0 }} />
      <div>
        <Text className="figures">
          {say("portal.paper.trees", { sheets: say("portal.use.sheets", { n: sheets }), trees: formatDecimal(language, trees, 2) })}
        </Text>
        {spared > 0 && <Text className="figures">{say("portal.paper.spared", { n: spared })}</Text>}
        <Text size="sm" c="dimmed" className="figures">
          {say("portal.paper.source", { n: sheetsPerTree, source })}
        </Text>
      </div>
    </Group>
  );
}
