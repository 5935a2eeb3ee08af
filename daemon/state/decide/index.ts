// decide: the one function that says what a command does. Pure; reads single keys through the view and writes through it.
import { unreachable } from "../../domain/bug.ts";
import type { CommandId } from "../../domain/ids.ts";
import { isRefusal, refuse } from "../../domain/refusal.ts";
import type { Command, CommandName, Outcome } from "../commands.ts";
import { keys } from "../keys.ts";
import type { Stamp, View } from "../view.ts";
import { addCard, removeCard, setCode, addQueueToken, removeQueueToken } from "./credentials.ts";
import { acceptJob, assignJob, cancelJob, changeJob, claimJob, describeDocument } from "./jobs.ts";
import { adjust, topUp } from "./money.ts";
import { removePrinter, removeQueue, reportPrinter, setPrice, setPrinter, setQueue, setTerminal } from "./printing.ts";
import { reserveJob, settleReservation, voidReservation } from "./release.ts";
import { addUser, changeUser, closeUser, countWrongTry, forgiveTries, initBox } from "./users.ts";

/** Answers a command and leaves its writes in the view. The caller drops the writes of a refusal. */
export function decide<N extends CommandName>(command: Command<N>, view: View, stamp: Stamp): Outcome<N> {
  const { id } = command;
  if (id === undefined) return act(command, view, stamp) as Outcome<N>;
  return once(command, id, view, stamp) as Outcome<N>;
}

/** The same command id is the same act: the stored answer is given again, and other content under it is refused. */
function once(command: Command, id: CommandId, view: View, stamp: Stamp): Outcome {
  const fingerprint = JSON.stringify({ ...command, by: undefined });
  const before = view.get(keys.receipt(id));
  if (before) return before.fingerprint === fingerprint ? (before.outcome as Outcome) : refuse("command-conflict");
  const outcome = act(command, view, stamp);
  if (!isRefusal(outcome)) view.put(keys.receipt(id), { fingerprint, outcome, at: stamp.at });
  return outcome;
}

function act(command: Command, view: View, stamp: Stamp): Outcome {
  switch (command.name) {
    case "init-box":
      return initBox(command, view);
    case "add-user":
      return addUser(command, view);
    case "change-user":
      return changeUser(command, view);
    case "close-user":
      return closeUser(command, view);
    case "add-card":
      return addCard(command, view);
    case "remove-card":
      return removeCard(command, view);
    case "set-code":
      return setCode(command, view);
    case "add-queue-token":
      return addQueueToken(command, view, stamp);
    case "remove-queue-token":
      return removeQueueToken(command, view);
    case "count-wrong-try":
      return countWrongTry(command, view, stamp);
    case "forgive-tries":
      return forgiveTries(command, view);
    case "top-up":
      return topUp(command, view);
    case "adjust":
      return adjust(command, view);
    case "set-printer":
      return setPrinter(command, view);
    case "report-printer":
      return reportPrinter(command, view);
    case "remove-printer":
      return removePrinter(command, view);
    case "set-queue":
      return setQueue(command, view);
    case "remove-queue":
      return removeQueue(command, view);
    case "set-price":
      return setPrice(command, view);
    case "set-terminal":
      return setTerminal(command, view);
    case "accept-job":
      return acceptJob(command, view);
    case "describe-document":
      return describeDocument(command, view);
    case "change-job":
      return changeJob(command, view);
    case "claim-job":
      return claimJob(command, view);
    case "assign-job":
      return assignJob(command, view);
    case "cancel-job":
      return cancelJob(command, view);
    case "reserve":
      return reserveJob(command, view, stamp);
    case "settle":
      return settleReservation(command, view);
    case "void":
      return voidReservation(command, view);
    default:
      return unreachable(command);
  }
}
