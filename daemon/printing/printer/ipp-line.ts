// The line to one IPP printer and the one job on it: every question asked of the printer goes through here.
import type { ReservationId } from "../../domain/ids.ts";
import { type IppCall, ippCall } from "../../ipp/client.ts";
import { isSuccess, statuses } from "../../ipp/codes.ts";
import type { Message } from "../../ipp/message.ts";
import type { Clock } from "../../runtime/clock.ts";
import { Fault, type PrinterTrouble } from "../../runtime/faults.ts";
import {
  type Asker,
  askJob,
  askJobs,
  askStatus,
  cancelJob,
  findJob,
  type JobReading,
  readStatus,
  readTheJob,
  tokenOf,
} from "./ipp-messages.ts";
import type { PrinterStatus } from "./contract.ts";
import type { Found, JobView } from "./ipp-watch.ts";
import type { CertificateTrust } from "./trust.ts";

export interface IppDeps {
  readonly clock: Clock;
  readonly trust: Pick<CertificateTrust, "accept">;
}

/** The way to one printer. */
export class Line {
  readonly uri: string;
  readonly clock: Clock;
  readonly #accept: CertificateTrust["accept"];

  constructor(uri: string, { clock, trust }: IppDeps) {
    this.uri = uri;
    this.clock = clock;
    this.#accept = (authority, fingerprint) => trust.accept(authority, fingerprint);
  }

  asker(user: string): Asker {
    return { uri: this.uri, user };
  }

  /** The answer of a printer that does as asked. Throws Refused when it says no, Fault printer-failed when it says nothing readable. */
  async ask(message: Message, signal: AbortSignal, more: Pick<IppCall, "document" | "taken" | "answerTimeoutMs"> = {}): Promise<Message> {
    const answer = await ippCall(this.uri, message, { clock: this.clock, accept: this.#accept, signal, ...more });
    if (!isSuccess(answer.code)) throw new Refused(answer.code);
    return answer;
  }

  async status(signal: AbortSignal): Promise<PrinterStatus> {
    const status = readStatus(await this.ask(askStatus(this.asker("quoin")), signal));
    if (status === undefined) throw failed("the printer does not tell its state", "later", "printer-garbled");
    return status;
  }
}

const busyStatuses: readonly number[] = [statuses.busy, statuses.temporaryError, statuses.tooManyJobs, statuses.serviceUnavailable];

function troubleOf(status: number): PrinterTrouble {
  if (busyStatuses.includes(status)) return "printer-busy";
  return status === statuses.notAcceptingJobs ? "printer-not-accepting" : "printer-refuses";
}

/** The printer's own no, with its status; not to be taken for its silence. */
export class Refused extends Fault {
  readonly status: number;
  constructor(status: number) {
    super("printer-failed", `the printer refused with IPP status 0x${status.toString(16).padStart(4, "0")}`, {
      retry: busyStatuses.includes(status) ? "later" : "never",
      trouble: troubleOf(status),
    });
    this.status = status;
  }
}

/** One job at the printer: by its id where that is known, else by the token in its name. */
export class RemoteJob implements JobView {
  readonly #line: Line;
  readonly #asker: Asker;
  readonly #token: string;
  /** While its document is on its way: when the network last took a byte. */
  byteAt: number | undefined;
  /** Until the printer has answered the request that brings the document. */
  unanswered = false;
  id: number | undefined;

  constructor(line: Line, user: string, reference: ReservationId, id?: number) {
    this.#line = line;
    this.#asker = line.asker(user);
    this.#token = tokenOf(reference);
    this.id = id;
  }

  lastByteAt(): number | undefined {
    return this.byteAt;
  }

  async ask(signal: AbortSignal): Promise<Found> {
    if (this.id === undefined) return (await this.search(signal)) ?? (this.unanswered ? "unseen" : "gone");
    try {
      return readTheJob(await this.#line.ask(askJob(this.#asker, this.id), signal));
    } catch (error) {
      if (error instanceof Refused && (error.status === statuses.notFound || error.status === statuses.gone)) return "gone";
      throw error;
    }
  }

  /** A printer may have been switched off and begun to count its jobs anew: by id, but only if the name is ours or not told. */
  async askOurs(signal: AbortSignal): Promise<Found> {
    const found = this.id === undefined ? "gone" : await this.ask(signal);
    if (typeof found === "object" && (found.name === undefined || found.name.includes(this.#token))) return found;
    this.id = undefined;
    return (await this.search(signal)) ?? "gone";
  }

  async search(signal: AbortSignal): Promise<JobReading | undefined> {
    for (const which of ["not-completed", "completed"] as const) {
      const found = findJob(await this.#line.ask(askJobs(this.#asker, which), signal), this.#token);
      if (found === undefined) continue;
      this.id = found.id;
      return found;
    }
    return undefined;
  }

  async cancel(signal: AbortSignal): Promise<boolean> {
    if (this.id === undefined) await this.search(signal);
    if (this.id === undefined) return false;
    await this.#line.ask(cancelJob(this.#asker, this.id), signal);
    return true;
  }

  status(signal: AbortSignal): Promise<PrinterStatus> {
    return this.#line.status(signal);
  }

  /** Best effort: an empty job must not stay in the printer's list and block it. */
  async clear(): Promise<void> {
    await this.cancel(this.#line.clock.timeout(clearLimitMs)).catch(() => undefined);
  }
}

/** Somebody waits for the sentence that comes after it. */
const clearLimitMs = 5_000;

export const failed = (message: string, retry: Fault["retry"], trouble?: PrinterTrouble, cause?: unknown): Fault =>
  new Fault("printer-failed", message, { retry, cause, ...(trouble === undefined ? {} : { trouble }) });
