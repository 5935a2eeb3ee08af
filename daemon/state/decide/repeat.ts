// A command sent again after its receipt was trimmed: what it did stands in the books for ever, and is answered from there, never done again.
import type { CommandId } from "../../domain/ids.ts";
import type { MoneyRow, Row } from "../../domain/ledger.ts";
import { money } from "../../domain/money.ts";
import { refuse } from "../../domain/refusal.ts";
import type { Command, Outcome } from "../commands.ts";

/** The rows that the command of this id left in the books. A receipt is trimmed only once they are there. */
export type Past = (id: CommandId) => readonly Row[];

/** undefined: the books know nothing of it, so it is new. Commands that leave no row of their own keep their receipt. */
export function answerOfPast(command: Command, rows: readonly Row[]): Outcome | undefined {
  const [row] = rows;
  if (row === undefined) return undefined;
  if ((row.kind !== "top-up" && row.kind !== "adjustment") || !isSame(command, row)) return refuse("command-conflict");
  return { balance: money(row.legs[0]?.balance ?? 0) };
}

const isSame = (command: Command, row: MoneyRow): boolean =>
  (command.name === "top-up" || command.name === "adjust") &&
  (command.name === "top-up") === (row.kind === "top-up") &&
  command.user === row.user &&
  command.amount === row.legs[0]?.amount &&
  command.reason === row.reason;
