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
import { Anew } from "./conflict.tsx";
import { PageHead } from "./page-head.tsx";
import { PluggedIn } from "./plugged-in.tsx";
import { terminalKinds } from "./printer-words.ts";
import { Screens } from "./screens.tsx";
import { TerminalDevices } from "./terminal-devices.tsx";
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
      <PluggedIn terminals={terminals ?? []} />
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
            <Anew key={chosen.name}>{(anew) => <TerminalForm terminal={chosen} done={beside.close} anew={anew} />}</Anew>
            <TerminalDevices terminal={chosen} />
            <Screens key={`${chosen.name} screens`} terminal={chosen.name} />
          </>
        )}
      </Aside>
    </>
  );
}

const lastHeard = ({ devices }: TerminalView): number => Math.max(0, ...devices.map(({ heardAt = 0 }) => heardAt));

function columnsIn({ say, date }: Words, addressOf: Beside["addressOf"]): Column<TerminalView>[] {
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
    { key: "devices", head: say("admin.terminal.devices"), text: (terminal) => terminalKinds({ say }, terminal).join(", ") },
    {
      key: "heard",
      head: say("admin.terminal.heard"),
      text: (terminal) => {
        const at = lastHeard(terminal);
        return at === 0 ? "" : date(at);
      },
      sort: lastHeard,
    },
  ];
}
