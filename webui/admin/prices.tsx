// Price profiles: what a page costs. One change holds for every printer that follows the profile; what was printed keeps its price.
import { Anchor, Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { Link } from "wouter";
import type { PriceView, PrinterView } from "../../daemon/api/contract/printing.ts";
import { type Column, DataTable } from "../shared/table.tsx";
import { useWords, type Words } from "../shared/words.tsx";
import { Failed } from "./failed.tsx";
import { Aside, type Beside, useBeside } from "./aside.tsx";
import { pricesAsked, printersAsked } from "./asking.ts";
import { Anew } from "./conflict.tsx";
import { PageHead } from "./page-head.tsx";
import { PriceForm } from "./price-form.tsx";
import { showTimes } from "./times.ts";

export function Prices() {
  const words = useWords();
  const { say } = words;
  const { data: prices, error, refetch } = useQuery(pricesAsked);
  const { data: printers } = useQuery(printersAsked);
  const beside = useBeside();
  const { addressOf } = beside;
  const columns = useMemo(() => columnsIn(words, printers ?? [], addressOf), [words, printers, addressOf]);
  const chosen = prices?.find(({ name }) => name === beside.open);
  if (error && !prices) return <Failed error={error} again={() => void refetch()} />;
  return (
    <>
      <PageHead title={say("admin.page.prices")} hint={say("admin.prices.hint")}>
        <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={beside.add}>
          {say("admin.prices.add")}
        </Button>
      </PageHead>
      <DataTable
        name={say("admin.page.prices")}
        columns={columns}
        rows={prices}
        keyOf={({ name }) => name}
        empty={{ title: say("admin.prices.none"), hint: say("admin.prices.none.hint") }}
      />
      <Aside title={say("admin.prices.add")} opened={beside.adding} close={beside.close} size={720}>
        {prices && <PriceForm done={beside.close} {...(prices.length === 0 ? { name: "default" } : {})} />}
      </Aside>
      <Aside title={chosen?.name ?? ""} opened={chosen !== undefined} close={beside.close} size={720}>
        {chosen && <Anew key={chosen.name}>{(anew) => <PriceForm price={chosen} done={beside.close} anew={anew} />}</Anew>}
      </Aside>
    </>
  );
}

function columnsIn({ say, money, language }: Words, printers: readonly PrinterView[], addressOf: Beside["addressOf"]): Column<PriceView>[] {
  const amount = (key: "mono" | "color", head: string): Column<PriceView> => ({
    key,
    head,
    text: (price) => money(price[key]),
    sort: (price) => price[key],
    cell: (price) => price[key] / 10_000,
    figures: true,
  });
  const size = (key: "a3" | "a5", head: string): Column<PriceView> => ({
    key,
    head,
    text: ({ sizes }) => `× ${showTimes(language, sizes[key] ?? 1000)}`,
    sort: ({ sizes }) => sizes[key] ?? 1000,
    cell: ({ sizes }) => (sizes[key] ?? 1000) / 1000,
    figures: true,
  });
  return [
    {
      key: "name",
      head: say("admin.name"),
      text: ({ name }) => name,
      show: ({ name }) => (
        <Anchor component={Link} href={addressOf(name)} fw={550}>
          {name}
        </Anchor>
      ),
    },
    amount("mono", say("admin.price.mono")),
    amount("color", say("admin.price.color")),
    size("a3", say("admin.price.a3")),
    size("a5", say("admin.price.a5")),
    {
      key: "printers",
      head: say("admin.page.printers"),
      text: ({ name }) =>
        printers
          .filter(({ price }) => price === name)
          .map((printer) => printer.name)
          .join(", "),
    },
  ];
}
