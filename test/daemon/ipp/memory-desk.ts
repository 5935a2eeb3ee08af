// A print desk in memory: people, queues and jobs in plain maps, documents read to their end and kept. For tests of the IPP door alone.
import type { Command, CommandName, Outcome } from "../../../daemon/state/commands.ts";
import type { Answer, Query, QueryName } from "../../../daemon/state/queries.ts";
import type { DocumentFormat } from "../../../daemon/domain/document.ts";
import type { BoxId, JobId, PriceName, PrinterName, QueueName, UserId } from "../../../daemon/domain/ids.ts";
import { isEnded, type Job, type JobState } from "../../../daemon/domain/job.ts";
import type { Actor } from "../../../daemon/domain/ledger.ts";
import type { Capabilities, Printer, Queue } from "../../../daemon/domain/printing.ts";
import { type Refusal, refuse } from "../../../daemon/domain/refusal.ts";
import type { User } from "../../../daemon/domain/user.ts";
import type { JobView, PrintDesk, Submission } from "../../../daemon/ipp/desk.ts";

export const ablePrinter: Capabilities = {
  makeModel: "Able Laser 9000",
  formats: ["application/pdf", "image/jpeg", "image/pwg-raster", "image/urf"],
  color: true,
  duplex: true,
  copies: 99,
  media: ["iso_a4_210x297mm", "na_letter_8.5x11in", "iso_a3_297x420mm", "na_index-4x6_4x6in"],
  colorModes: ["auto", "monochrome", "color"],
  numberUp: [1, 2, 4],
  pageRanges: true,
  askedAt: 1,
};

interface Kept {
  job: Job;
  state: JobState;
  reasons: readonly string[];
  endedAt?: number;
  document?: Uint8Array;
}

/** Reads the wall clock once: the desk itself has no time. */
export class MemoryDesk implements PrintDesk {
  readonly users: User[] = [];
  readonly passwords = new Map<string, string>();
  readonly tokens = new Map<string, User>();
  readonly queues: Queue[] = [];
  readonly printers: Printer[] = [];
  readonly jobs = new Map<number, Kept>();
  readonly identified: QueueName[] = [];
  readonly refusedTo: { readonly named: string; readonly title: string; readonly why: string }[] = [];
  readonly did: { readonly act: string; readonly by: Actor }[] = [];
  /** How a direct queue's printer lets a job be printed; by default it is done at once. */
  print: (done: () => void) => void = (done) => done();
  /** Documents are forgotten, and all jobs but the last, for long runs. */
  forgets = false;
  /** Each of these is thrown by the next submission. */
  readonly faults: Error[] = [];
  incoming = 0;
  #number = 0;
  #now = 1_800_000_000_000;

  addUser(login: string, password = "secret"): User {
    const user: User = {
      id: `user-${login}` as UserId,
      realm: "local",
      login,
      name: login,
      limited: true,
      release: "default",
      cards: [],
      closed: false,
    };
    this.users.push(user);
    this.passwords.set(login, password);
    return user;
  }

  addQueue(name: string, settings: Partial<Queue> = {}, capabilities: Capabilities | undefined = ablePrinter): Queue {
    const printer = `${name}-printer` as PrinterName;
    this.printers.push({
      name: printer,
      uri: "folder:/nowhere",
      price: "standard" as PriceName,
      ...(capabilities === undefined ? {} : { capabilities }),
    });
    const queue: Queue = { name: name as QueueName, mode: "pull", printers: [printer], leastStrength: "named", tell: "held", ...settings };
    this.queues.push(queue);
    return queue;
  }

  ask = <N extends QueryName>(query: Query<N>): Answer<N> => this.#answer(query as Query) as Answer<N>;

  #answer(query: Query): unknown {
    switch (query.name) {
      case "queue":
        return this.queues.find((each) => each.name === query.queue);
      case "default-queue":
        return this.queues[0];
      case "printer":
        return this.printers.find((each) => each.name === query.printer);
      case "user":
        return this.users.find((each) => each.id === query.id);
      case "user-by-login":
        return this.users.find((each) => each.login === query.login);
      default:
        throw new Error(`the desk in memory knows nothing of ${query.name}`);
    }
  }

  propose = <N extends CommandName>(command: Command<N>): Promise<Outcome<N>> => Promise.reject(new Error(`not here: ${command.name}`));

  notTaken({ sender, title }: Pick<Job, "sender" | "title">, { refused }: Refusal): void {
    this.refusedTo.push({ named: sender.named, title, why: refused });
  }

  async submit(submission: Submission, format: string, document: AsyncIterable<Uint8Array>): Promise<Job | Refusal> {
    const fault = this.faults.shift();
    if (fault) throw fault;
    const bytes = await this.#read(document);
    const job = this.#newJob(submission);
    return this.#accept({ job, state: "pending-held", reasons: [] }, format, bytes);
  }

  async open(submission: Submission): Promise<Job | Refusal> {
    const job: Job = { ...this.#newJob(submission), reasons: ["job-incoming"] };
    if (this.forgets && this.jobs.size > 200) this.jobs.clear();
    this.jobs.set(job.number, { job, state: job.state, reasons: job.reasons });
    return job;
  }

  async receive(id: JobId, format: string, document: AsyncIterable<Uint8Array>, last: boolean): Promise<Job | Refusal> {
    const kept = this.#openJob(id);
    if (!kept) return refuse("job-not-possible");
    let bytes: Uint8Array;
    try {
      bytes = await this.#read(document);
    } catch (error) {
      this.#end(kept, "aborted", "submission-interrupted");
      throw error;
    }
    if (bytes.length > 0 && kept.document) return refuse("job-not-possible");
    if (bytes.length > 0) {
      kept.document = bytes;
      kept.job = { ...kept.job, document: { format: format as DocumentFormat, bytes: bytes.length, hash: "" } };
    }
    return last ? this.closeJob(id) : kept.job;
  }

  async closeJob(id: JobId): Promise<Job | Refusal> {
    const kept = this.#openJob(id);
    if (!kept) return refuse("job-not-possible");
    if (!kept.document) return this.#end(kept, "aborted", "job-data-insufficient");
    return this.#accept(kept, kept.job.document?.format ?? "", kept.document);
  }

  find(number: number): JobView | undefined {
    return this.jobs.get(number);
  }

  list({ ended }: { ended: boolean }): readonly JobView[] {
    const found = [...this.jobs.values()].filter((each) => isEnded(each.state) === ended);
    return ended ? found.reverse() : found;
  }

  async cancel(id: JobId, by: Actor): Promise<{ done: true } | Refusal> {
    const kept = this.#byId(id);
    if (!kept) return refuse("job-not-found");
    if (isEnded(kept.state)) return refuse("job-not-possible");
    this.did.push({ act: "cancel", by });
    this.#end(kept, "canceled", "job-canceled-by-user");
    return { done: true };
  }

  async hold(id: JobId, held: boolean, by: Actor): Promise<Job | Refusal> {
    const kept = this.#byId(id);
    if (!kept) return refuse("job-not-found");
    this.did.push({ act: held ? "hold" : "release", by });
    kept.job = { ...kept.job, heldByClient: held };
    return this.#settle(kept);
  }

  identify(queue: Queue): void {
    this.identified.push(queue.name);
  }

  async signIn(login: string, password: string): Promise<User | Refusal> {
    return this.passwords.get(login) === password
      ? (this.users.find((each) => each.login === login) ?? refuse("sign-in-failed"))
      : refuse("sign-in-failed");
  }

  userOfToken(token: string): User | undefined {
    return this.tokens.get(token);
  }

  async #read(document: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
    this.incoming++;
    const chunks: Uint8Array[] = [];
    try {
      for await (const chunk of document) {
        if (!this.forgets) chunks.push(chunk);
        else if (chunks.length === 0) chunks.push(chunk.slice(0, 8));
      }
    } finally {
      this.incoming--;
    }
    return Buffer.concat(chunks);
  }

  #newJob({ queue, sender, title, ticket, heldByClient }: Submission): Job {
    const number = ++this.#number;
    return {
      id: `00000000-0000-7000-8000-${String(number).padStart(12, "0")}` as JobId,
      number,
      queue: queue.name,
      title,
      sender,
      state: "pending-held",
      reasons: [],
      ticket,
      spoolBox: "box" as BoxId,
      attempt: 0,
      resolved: [],
      createdAt: this.#now++,
      heldByClient,
    };
  }

  #accept(kept: Kept, format: string, bytes: Uint8Array): Job {
    kept.document = bytes;
    kept.job = { ...kept.job, document: { format: format as DocumentFormat, bytes: bytes.length, hash: "" } };
    this.jobs.set(kept.job.number, kept);
    if (this.forgets) for (const number of this.jobs.keys()) if (this.jobs.size > 200) this.jobs.delete(number);
    return this.#settle(kept);
  }

  /** Printed where nothing holds it, else waiting. */
  #settle(kept: Kept): Job {
    const queue = this.queues.find((each) => each.name === kept.job.queue);
    if (queue?.mode !== "pull" && !kept.job.heldByClient) return this.#print(kept);
    kept.state = "pending-held";
    kept.reasons = [
      kept.job.sender.user ? "job-release-wait" : "account-info-needed",
      ...(kept.job.heldByClient ? ["job-hold-until-specified"] : []),
    ];
    kept.job = { ...kept.job, reasons: kept.reasons };
    return kept.job;
  }

  #print(kept: Kept): Job {
    kept.state = "processing";
    kept.reasons = ["job-printing"];
    kept.job = { ...kept.job, state: "processing", reasons: kept.reasons };
    this.print(() => {
      if (!isEnded(kept.state)) this.#end(kept, "completed", "job-completed-successfully");
    });
    return kept.job;
  }

  #end(kept: Kept, state: JobState, reason: string): Job {
    kept.state = state;
    kept.reasons = [reason];
    kept.endedAt = this.#now++;
    kept.job = { ...kept.job, state, reasons: kept.reasons };
    return kept.job;
  }

  #openJob(id: JobId): Kept | undefined {
    const kept = this.#byId(id);
    return kept?.reasons.includes("job-incoming") ? kept : undefined;
  }

  #byId(id: JobId): Kept | undefined {
    for (const kept of this.jobs.values()) if (kept.job.id === id) return kept;
    return undefined;
  }
}
