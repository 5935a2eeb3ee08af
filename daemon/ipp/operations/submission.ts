// Validate-Job, Print-Job, Create-Job, Send-Document, Close-Job. Nothing is decided here about rights or money: a job is taken and waits.
import type { Job } from "../../domain/job.ts";
import type { Queue } from "../../domain/printing.ts";
import { refuse } from "../../domain/refusal.ts";
import { ippStatus } from "../../words/refusals.ts";
import { type Answer, ok, refused, say, shorten, unsupported } from "../answer.ts";
import { booleanOf, group, textOf } from "../build.ts";
import { statuses } from "../codes.ts";
import type { Submission } from "../desk.ts";
import { type Attribute, tags } from "../message.ts";
import { type Offer, offerOf } from "../offer.ts";
import { type Call, clean, hasTag, type House } from "../request.ts";
import { senderOf } from "../sender.ts";
import { readTicket } from "../ticket.ts";
import { fillable, isAddressed, tellJob } from "./addressed.ts";
import { type Arriving, arriving, declaredOf, isAnswer, unknownFormat } from "./format.ts";

export function validateJob(call: Call, house: House): Answer {
  const asked = readSubmission(call, house);
  if (isAnswer(asked)) return asked;
  const declared = declaredOf(call, house, asked.offer);
  if (isAnswer(declared)) return declared;
  if (asked.ignored.length === 0) return ok();
  return { status: statuses.okIgnoredOrSubstituted, groups: [group(tags.unsupported, asked.ignored)] };
}

export async function printJob(call: Call, house: House): Promise<Answer> {
  const asked = readSubmission(call, house);
  if (isAnswer(asked)) return asked;
  const { submission } = asked;
  const document = await documentOf(call, house, asked.offer, submission);
  if (isAnswer(document)) return document;
  try {
    if (document.empty) return nothingCame(call, house, submission);
    return tellJob(call, house, await house.desk.submit(submission, document.format, document.document), asked.ignored);
  } finally {
    document.close();
  }
}

/** The document, or the answer that it is none we take: whoever sent it is told that, too. */
async function documentOf(call: Call, house: House, offer: Offer, whose: Pick<Job, "sender" | "title">): Promise<Arriving | Answer> {
  const declared = declaredOf(call, house, offer);
  const document = isAnswer(declared) ? declared : await arriving(call, house, declared, offer);
  if (isAnswer(document) && document.status === ippStatus(unknownFormat.refused)) house.desk.notTaken(whose, unknownFormat);
  return document;
}

function nothingCame(call: Call, house: House, whose: Pick<Job, "sender" | "title">): Answer {
  const refusal = refuse("document-empty");
  house.desk.notTaken(whose, refusal);
  return refused(refusal, call.language, house.currency);
}

export async function createJob(call: Call, house: House): Promise<Answer> {
  const asked = readSubmission(call, house);
  return isAnswer(asked) ? asked : tellJob(call, house, await house.desk.open(asked.submission), asked.ignored);
}

export async function sendDocument(call: Call, house: House): Promise<Answer> {
  const last = booleanOf(call.operation, "last-document");
  if (last === undefined) return say(statuses.badRequest, "There is no last-document.");
  const found = fillable(call, house);
  if (!isAddressed(found)) return found;
  if (found.queue === undefined) return say(statuses.notFound, "The job's queue is gone.");
  const offer = offerOf(found.queue, house.desk.ask);
  const document = await documentOf(call, house, offer, found.view.job);
  if (isAnswer(document)) return document;
  try {
    return tellJob(call, house, await house.desk.receive(found.view.job.id, document.format, document.document, last));
  } finally {
    document.close();
  }
}

export async function closeJob(call: Call, house: House): Promise<Answer> {
  const found = fillable(call, house);
  return isAddressed(found) ? tellJob(call, house, await house.desk.closeJob(found.view.job.id)) : found;
}

interface Asked {
  readonly submission: Submission;
  readonly offer: Offer;
  /** What the queue cannot do and the client did not insist on. */
  readonly ignored: readonly Attribute[];
}

function readSubmission(call: Call, house: House): Asked | Answer {
  const { queue, operation } = call;
  if (queue === undefined) return say(statuses.badRequest, "There is no printer-uri.");
  const offer = offerOf(queue, house.desk.ask);
  const { ticket, heldByClient, unsupported: ignored } = readTicket(call.template, offer);
  if (ignored.length > 0 && booleanOf(operation, "ipp-attribute-fidelity") === true) {
    return unsupported(
      statuses.attributesOrValuesNotSupported,
      ignored,
      "The client wanted all of it or nothing, and this queue cannot do all of it.",
    );
  }
  const { userAgent } = call.connection;
  const submission: Submission = {
    queue,
    sender: senderOf(call, queue, house.desk.ask),
    title: titleOf(call, queue),
    ticket,
    heldByClient,
    ...(userAgent === undefined ? {} : { userAgent }),
  };
  return { submission, offer, ignored };
}

/** RFC 8011 §5.1.3: a name has at most 255 bytes. */
const titleBytes = 255;

function titleOf({ operation }: Call, queue: Queue): string {
  for (const name of ["job-name", "document-name"]) {
    const title = hasTag(operation, name, tags.name, tags.nameWithLanguage) ? clean(textOf(operation, name) ?? "") : "";
    if (title !== "") return shorten(title, titleBytes);
  }
  return queue.name;
}
