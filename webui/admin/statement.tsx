// Every movement of one account, newest first, with the balance after each.
import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { StatementRow } from "../../daemon/api/contract/box.ts";
import { ask } from "../shared/api.ts";
import { type Column, DataTable } from "../shared/table.tsx";
import { useWords, type Words } from "../shared/words.tsx";
import { Failed } from "./failed.tsx";

const most = 1000;

export function Statement({ of }: { readonly of: string }) {
  const words = useWords();
  const { say } = words;
  const { data, error, refetch } = useQuery({
    queryKey: ["statement", of],
    queryFn: () => ask("GET /api/v1/ledger/statements/{login}", { params: { login: of }, query: { limit: most } }),
  });
  const columns = useMemo(() => columnsIn(words), [words]);
  if (error && !data) return <Failed error={error} again={() => void refetch()} />;
  return (
    <DataTable
      name={say("admin.statement.of", { login: of })}
      columns={columns}
      rows={data?.rows}
      keyOf={({ id }) => id}
      empty={{ title: say("portal.statement.none"), hint: say("admin.statement.none.hint") }}
    />
  );
}

const kinds = ["charge", "refund", "top-up", "adjustment"] as const;
const kindOf = (kind: string): (typeof kinds)[number] => kinds.find((each) => each === kind) ?? "adjustment";

function columnsIn({ say, money, date }: Words): Column<StatementRow>[] {
  return [
    { key: "at", head: say("admin.statement.at"), text: ({ at }) => date(at), sort: ({ at }) => at },
    {
      key: "kind",
      head: say("admin.statement.kind"),
      text: ({ kind, reason = "" }) => `${say(`money.${kindOf(kind)}`)} ${reason}`.trim(),
      show: ({ kind, reason }) => (
        <div>
          <Text>{say(`money.${kindOf(kind)}`)}</Text>
          {reason !== undefined && (
            <Text size="sm" c="dimmed" lineClamp={2} dir="auto">
              {reason}
            </Text>
          )}
        </div>
      ),
    },
    { key: "by", head: say("admin.statement.by"), text: ({ by }) => by },
    {
      key: "amount",
      head: say("admin.statement.amount"),
      text: ({ amount }) => (amount > 0 ? `+${money(amount)}` : money(amount)),
      sort: ({ amount }) => amount,
      cell: ({ amount }) => amount / 10_000,
      figures: true,
    },
    {
      key: "balance",
      head: say("admin.statement.balance"),
      text: ({ balance }) => money(balance),
      sort: ({ balance }) => balance,
      cell: ({ balance }) => balance / 10_000,
      figures: true,
    },
  ];
}
