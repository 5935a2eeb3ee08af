// decide: the one function that says what a command does. Pure; reads single keys through the view and writes through it.
import type { CommandId } from "../../domain/ids.ts";
import { isRefusal, refuse } from "../../domain/refusal.ts";
import type { Command, CommandName, Outcome } from "../commands.ts";
import { keys } from "../keys.ts";
import type { Stamp, View } from "../view.ts";
import {
  addCard,
  addQueueToken,
  addScreen,
  endSession,
  openSession,
  removeCard,
  removeQueueToken,
  removeScreen,
  seeSession,
  setCode,
} from "./credentials.ts";
import { acceptJob, assignJob, cancelJob, changeJob, claimJob, describeDocument, moveJob } from "./jobs.ts";
import { chooseNotice, confirmMessage, setNotices, tellRefusal } from "./messages.ts";
import { adjust, topUp } from "./money.ts";
import {
  removePrice,
  removePrinter,
  removeQueue,
  removeTerminal,
  reportPrinter,
  setPrice,
  setPrinter,
  setQueue,
  setTerminal,
} from "./printing.ts";
import { answerOfPast, type Past } from "./repeat.ts";
import { reserveJob, settleReservation, voidReservation } from "./release.ts";
import { addUser, changeUser, claimBox, closeUser, countWrongTry, forgiveTries, initBox, recordRestore } from "./users.ts";

/** Answers a command and leaves its writes in the view. The caller drops the writes of a refusal. */
export function decide<N extends CommandName>(command: Command<N>, view: View, stamp: Stamp, past: Past = nothingTrimmed): Outcome<N> {
  const { id } = command;
  if (id === undefined) return act(command, view, stamp) as Outcome<N>;
  return once(command, id, view, stamp, past) as Outcome<N>;
}

/** Where receipts are never trimmed they alone say what was done. */
const nothingTrimmed: Past = () => [];

/** The same command id is the same act: the answer is given again, from its receipt or the books, and other content under it is refused. */
function once(command: Command, id: CommandId, view: View, stamp: Stamp, past: Past): Outcome {
  const fingerprint = JSON.stringify({ ...command, by: undefined });
  const before = view.get(keys.receipt(id));
  if (before) return before.fingerprint === fingerprint ? (before.outcome as Outcome) : refuse("command-conflict");
  const answered = answerOfPast(command, past(id));
  if (answered) return answered;
  const outcome = act(command, view, stamp);
  if (!isRefusal(outcome)) view.put(keys.receipt(id), { fingerprint, outcome, at: stamp.at });
  return outcome;
}

const act = (command: Command, view: View, stamp: Stamp): Outcome => deciders[command.name](command as never, view, stamp);

/** A command nobody decides does not compile. */
const deciders: { readonly [N in CommandName]: (command: Command<N>, view: View, stamp: Stamp) => Outcome<N> } = {
  "init-box": initBox,
  "claim-box": claimBox,
  "add-user": addUser,
  "change-user": changeUser,
  "close-user": closeUser,
  "add-card": addCard,
  "remove-card": removeCard,
  "set-code": setCode,
  "add-queue-token": addQueueToken,
  "remove-queue-token": removeQueueToken,
  "open-session": openSession,
  "see-session": seeSession,
  "end-session": endSession,
  "add-screen": addScreen,
  "remove-screen": removeScreen,
  "count-wrong-try": countWrongTry,
  "forgive-tries": forgiveTries,
  "record-restore": recordRestore,
  "set-notices": setNotices,
  "choose-notice": chooseNotice,
  "tell-refusal": tellRefusal,
  "confirm-message": confirmMessage,
  "top-up": topUp,
  adjust,
  "set-printer": setPrinter,
  "report-printer": reportPrinter,
  "remove-printer": removePrinter,
  "set-queue": setQueue,
  "remove-queue": removeQueue,
  "set-price": setPrice,
  "remove-price": removePrice,
  "set-terminal": setTerminal,
  "remove-terminal": removeTerminal,
  "accept-job": acceptJob,
  "describe-document": describeDocument,
  "change-job": changeJob,
  "claim-job": claimJob,
  "assign-job": assignJob,
  "move-job": moveJob,
  "cancel-job": cancelJob,
  reserve: reserveJob,
  settle: settleReservation,
  void: voidReservation,
};
