// Printers: what each is, where it stands, what it costs, what comes to it.
import { Anchor, Button, Text } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { Link } from "wouter";
import type { PriceView, PrinterView, QueueView, TerminalView } from "../../daemon/api/contract/printing.ts";
import { reasonSentence } from "../../daemon/words/reasons.ts";
import { State, toneOfPrinter } from "../shared/states.tsx";
import { type Column, DataTable } from "../shared/table.tsx";
import { useWords, type Words } from "../shared/words.tsx";
import { Failed } from "./failed.tsx";
import { Aside, type Beside, useBeside } from "./aside.tsx";
import { pricesAsked, printersAsked, queuesAsked, statusAsked, terminalsAsked } from "./asking.ts";
import { Anew } from "./conflict.tsx";
import { PageHead } from "./page-head.tsx";
import { PrinterActs } from "./printer-acts.tsx";
import { PrinterForm } from "./printer-form.tsx";
import { Lowest, lowestOf, suppliesText } from "./supplies.tsx";
import { terminalKinds, useWordOfPrinter } from "./printer-words.ts";

export function Printers() {
  const words = useWords();
  const { say } = words;
  const wordOf = useWordOfPrinter();
  const { data: printers, error, refetch } = useQuery(printersAsked);
  const { data: prices } = useQuery(pricesAsked);
  const { data: queues } = useQuery(queuesAsked);
  const { data: terminals } = useQuery(terminalsAsked);
  const computer = useQuery(statusAsked).data?.name ?? "";
  const beside = useBeside();
  const { addressOf } = beside;
  const columns = useMemo(
    () => columnsIn({ words, wordOf, prices, queues, terminals, computer, addressOf }),
    [words, wordOf, prices, queues, terminals, computer, addressOf],
  );
  const chosen = printers?.find(({ name }) => name === beside.open);
  if (error && !printers) return <Failed error={error} again={() => void refetch()} />;
  const add = (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={beside.add}>
      {say("admin.printers.add")}
    </Button>
  );
  return (
    <>
      <PageHead title={say("admin.page.printers")}>{add}</PageHead>
      <DataTable
        name={say("admin.page.printers")}
        columns={columns}
        rows={printers}
        keyOf={({ name }) => name}
        empty={{ title: say("admin.printers.none"), hint: say("admin.printers.none.hint") }}
      />
      <Aside title={say("admin.printers.add")} opened={beside.adding} close={beside.close}>
        <PrinterForm done={beside.show} />
      </Aside>
      <Aside title={chosen?.name ?? ""} opened={chosen !== undefined} close={beside.close}>
        {chosen && (
          <>
            <PrinterActs printer={chosen} gone={beside.close} />
            <Anew key={chosen.name}>{(anew) => <PrinterForm printer={chosen} anew={anew} />}</Anew>
          </>
        )}
      </Aside>
    </>
  );
}

interface Around {
  readonly words: Words;
  readonly wordOf: (state: string) => string;
  readonly prices: readonly PriceView[] | undefined;
  readonly queues: readonly QueueView[] | undefined;
  readonly terminals: readonly TerminalView[] | undefined;
  /** The box it stands beside. */
  readonly computer: string;
  readonly addressOf: Beside["addressOf"];
}

function columnsIn({ words, wordOf, prices = [], queues = [], terminals = [], computer, addressOf }: Around): Column<PrinterView>[] {
  const { say, money, language } = words;
  const costOf = ({ price }: PrinterView): PriceView | undefined => prices.find(({ name }) => name === price);
  const namesOf = (all: readonly (QueueView | TerminalView)[], { name }: PrinterView): string =>
    all
      .filter(({ printers }) => printers.includes(name))
      .map((one) => one.name)
      .join(", ");
  const reasonsOf = ({ reasons }: PrinterView): string => reasons.flatMap((reason) => reasonSentence(language, reason) ?? []).join(", ");
  return [
    {
      key: "name",
      head: say("admin.printer.name"),
      text: ({ name }) => name,
      show: ({ name }) => (
        <Anchor component={Link} href={addressOf(name)} fw={550}>
          {name}
        </Anchor>
      ),
    },
    {
      key: "state",
      head: say("admin.printer.state"),
      text: (printer) => [wordOf(printer.state), reasonsOf(printer)].filter((part) => part !== "").join(", "),
      show: (printer) => (
        <div>
          <State tone={toneOfPrinter(printer.state)}>{wordOf(printer.state)}</State>
          {printer.state === "stopped" && (
            <Text size="sm" c="dimmed">
              {reasonsOf(printer)}
            </Text>
          )}
        </div>
      ),
    },
    { key: "model", head: say("admin.printer.model"), text: ({ makeModel = "" }) => makeModel },
    {
      key: "cost",
      head: say("admin.printer.cost"),
      text: (printer) => {
        const cost = costOf(printer);
        return `${cost ? `${money(cost.mono)} / ${money(cost.color)}` : say("admin.printer.no-price")} ${printer.price}`;
      },
      sort: (printer) => costOf(printer)?.mono ?? -1,
      show: (printer) => {
        const cost = costOf(printer);
        return (
          <div>
            {cost ? (
              <Text className="figures" style={{ whiteSpace: "nowrap" }}>
                {`${money(cost.mono)} / ${money(cost.color)}`}
              </Text>
            ) : (
              <State tone="needs">{say("admin.printer.no-price")}</State>
            )}
            <Text size="sm" c="dimmed">
              {printer.price}
            </Text>
          </div>
        );
      },
    },
    {
      key: "spool",
      head: say("admin.printer.spool"),
      text: ({ name }) =>
        [...new Set(queues.filter(({ printers }) => printers.includes(name)).map(({ mode }) => say(`mode.${mode}`)))].join(", "),
    },
    { key: "queues", head: say("admin.printer.queues"), text: (printer) => namesOf(queues, printer) },
    { key: "terminals", head: say("admin.printer.terminals"), text: (printer) => namesOf(terminals, printer) },
    {
      key: "terminal-kind",
      head: say("admin.printer.terminal-kind"),
      text: ({ name }) =>
        [...new Set(terminals.filter(({ printers }) => printers.includes(name)).flatMap((one) => terminalKinds(words, one)))].join(", "),
    },
    {
      key: "supplies",
      head: say("supplies.head"),
      text: (printer) => suppliesText(words, printer),
      sort: (printer) => lowestOf(printer)?.level ?? 101,
      show: (printer) => <Lowest printer={printer} />,
    },
    { key: "comment", head: say("admin.printer.comment"), text: ({ comment = "" }) => comment },
    { key: "computer", head: say("admin.printer.computer"), text: () => computer },
    { key: "uri", head: say("admin.printer.uri"), text: ({ uri }) => uri },
  ];
}
