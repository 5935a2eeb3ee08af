// Terminals: the places where people show a card, the printers beside each, and the screens that stand for it.
import { Anchor, Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { Link } from "wouter";
import type { TerminalView } from "../../daemon/api/contract/printing.ts";
import { type Column, DataTable } from "../shared/table.tsx";
import { useWords, type Words } from "../shared/words.tsx";
import { Failed } from "./failed.tsx";
import { Aside, type Beside, useBeside } from "./aside.tsx";
import { terminalsAsked } from "./asking.ts";
import { PageHead } from "./page-head.tsx";
import { Screens } from "./screens.tsx";
import { TerminalForm } from "./terminal-form.tsx";

export function Terminals() {
  const words = useWords();
  const { say } = words;
  const { data: terminals, error, refetch } = useQuery(terminalsAsked);
  const beside = useBeside();
  const { addressOf } = beside;
  const columns = useMemo(() => columnsIn(words, addressOf), [words, addressOf]);
  const chosen = terminals?.find(({ name }) => name === beside.open);
  if (error && !terminals) return <Failed error={error} again={() => void refetch()} />;
  return (
    <>
      <PageHead title={say("admin.page.terminals")} hint={say("admin.terminals.hint")}>
        <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={beside.add}>
          {say("admin.terminals.add")}
        </Button>
      </PageHead>
      <DataTable
        name={say("admin.page.terminals")}
        columns={columns}
        rows={terminals}
        keyOf={({ name }) => name}
        empty={{ title: say("admin.terminals.none"), hint: say("admin.terminals.none.hint") }}
      />
      <Aside title={say("admin.terminals.add")} opened={beside.adding} close={beside.close}>
        <TerminalForm done={beside.show} />
      </Aside>
      <Aside title={chosen?.name ?? ""} opened={chosen !== undefined} close={beside.close}>
        {chosen && (
          <>
            <TerminalForm key={chosen.name} terminal={chosen} done={beside.close} />
            <Screens key={`${chosen.name} screens`} terminal={chosen.name} />
          </>
        )}
      </Aside>
    </>
  );
}

function columnsIn({ say }: Words, addressOf: Beside["addressOf"]): Column<TerminalView>[] {
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
    { key: "printers", head: say("admin.page.printers"), text: ({ printers }) => printers.join(", ") },
  ];
}
