// Which operation answers a request. Unknown ones are refused before anything else of the request is looked at.
import { type Answer, isVersion, say } from "./answer.ts";
import { operations, statuses } from "./codes.ts";
import type { Message } from "./message.ts";
import { cancelJob, cancelMyJobs, holdJob, releaseJob } from "./operations/changes.ts";
import { needsProof } from "./operations/addressed.ts";
import { getJobAttributes, getJobs } from "./operations/jobs.ts";
import { getPrinterAttributes, identifyPrinter } from "./operations/printer.ts";
import { closeJob, createJob, printJob, sendDocument, validateJob } from "./operations/submission.ts";
import { type Call, type Connection, type House, isCall, readCall } from "./request.ts";

export type Operation = (call: Call, house: House) => Answer | Promise<Answer>;

const table: ReadonlyMap<number, Operation> = new Map<number, Operation>([
  [operations.printJob, printJob],
  [operations.validateJob, validateJob],
  [operations.createJob, createJob],
  [operations.sendDocument, sendDocument],
  [operations.closeJob, closeJob],
  [operations.cancelJob, cancelJob],
  [operations.cancelMyJobs, cancelMyJobs],
  [operations.getJobAttributes, getJobAttributes],
  [operations.getJobs, getJobs],
  [operations.getPrinterAttributes, getPrinterAttributes],
  [operations.holdJob, holdJob],
  [operations.releaseJob, releaseJob],
  [operations.identifyPrinter, identifyPrinter],
]);

/** The challenge is HTTP's: the client must come again with a name and password. */
export const challenge = "challenge";

/** Operations that make a job, or ask whether one could be made: they share one policy about who may (PRINTING.md). */
const submissions: ReadonlySet<number> = new Set([operations.printJob, operations.validateJob, operations.createJob]);
/** They go on with a job that was made, under the proof it was made with. */
const additions: ReadonlySet<number> = new Set([operations.sendDocument, operations.closeJob]);

/** Throws what the desk or the document throws. */
export async function operate(
  message: Message,
  connection: Connection,
  document: AsyncIterable<Uint8Array>,
  house: House,
): Promise<Answer | typeof challenge> {
  const operation = table.get(message.code);
  if (operation === undefined && isVersion(message.version)) return say(statuses.operationNotSupported, "This operation is not there.");
  const call = readCall(message, connection, document, house);
  if (!isCall(call)) return call;
  if (operation === undefined) return say(statuses.operationNotSupported, "This operation is not there.");
  if (mustSignIn(call, house)) return challenge;
  return operation(call, house);
}

/** Clients send a password only when asked. Where nothing less than proof makes a job somebody's, and the line is encrypted, they are asked. */
function mustSignIn({ message, connection, proven, queue, jobNumber }: Call, { desk }: House): boolean {
  if (!connection.secure || proven !== undefined) return false;
  if (submissions.has(message.code)) return queue?.leastStrength === "proven";
  const job = additions.has(message.code) && jobNumber !== undefined ? desk.find(jobNumber)?.job : undefined;
  return job !== undefined && needsProof(job);
}
