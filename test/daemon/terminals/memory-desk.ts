// A desk in memory: real prices and accounts of the domain, printers moved by the test. No store, no spool, no network.
import assert from "node:assert/strict";
import { capture, openAccount, post, reserve, spendable, type Account } from "../../../daemon/domain/account.ts";
import { type PackedFacts, plainTicket, type Ticket } from "../../../daemon/domain/document.ts";
import {
  type JobId,
  type PriceName,
  type PrinterName,
  type QueueName,
  type TerminalName,
  type UserId,
  userAccount,
  type BoxId,
} from "../../../daemon/domain/ids.ts";
import type { Job } from "../../../daemon/domain/job.ts";
import type { Actor } from "../../../daemon/domain/ledger.ts";
import type { Message } from "../../../daemon/domain/message.ts";
import { type Money, money } from "../../../daemon/domain/money.ts";
import { type PriceProfile, type Quote, quote, quoteFirst } from "../../../daemon/domain/price.ts";
import { isRefusal, type Refusal, refuse } from "../../../daemon/domain/refusal.ts";
import { type Capabilities, leftOut } from "../../../daemon/domain/printing.ts";
import type { User } from "../../../daemon/domain/user.ts";
import type { Progress } from "../../../daemon/printing/printer/contract.ts";
import type { ReleaseRequest } from "../../../daemon/printing/release.ts";
import type { Settled } from "../../../daemon/state/commands.ts";
import type { Purse } from "../../../daemon/state/queries.ts";
import type { TerminalDesk } from "../../../daemon/terminals/desk.ts";
import type { NewJob, NewUser, PrintingNow } from "./newcomers.ts";
import type { Elsewhere, Outlook } from "../../../daemon/terminals/visit.ts";

export class MemoryDesk implements TerminalDesk {
  readonly users = new Map<UserId, User>();
  readonly accounts = new Map<UserId, Account>();
  readonly held = new Map<JobId, Job>();
  readonly prices = new Map<PrinterName, PriceProfile>();
  /** Every release asked for, in order, refused or not. */
  readonly asked: ReleaseRequest[] = [];
  readonly printing: PrintingNow[] = [];
  readonly told = new Map<UserId, readonly Message[]>();
  readonly wrongTries: string[] = [];
  /** Refuses the next releases, oldest first. */
  readonly refuseNext: Refusal[] = [];
  /** Throws from the next thing asked. */
  failNext: Error | undefined;
  lockedUntil: number | undefined;
  /** Printers that stand still, and why. */
  readonly stoppedAt = new Map<PrinterName, readonly string[]>();
  readonly able = new Map<PrinterName, Capabilities>();
  /** Where a job could go that no printer here prints now. */
  other: Elsewhere | undefined;
  readonly #cards = new Map<string, UserId>();
  readonly #codes = new Map<string, UserId>();
  readonly #only = new Map<JobId, readonly string[]>();
  readonly #followers = new Map<() => void, UserId>();
  #number = 0;

  /** `told` false: the terminal does not hear of it before it asks. */
  price(printer: string, mono: number, color: number, told = true): void {
    const name = printer as PrinterName;
    this.prices.set(name, { name: printer as PriceName, mono: money(mono), color: money(color), sizes: {} });
    if (told) this.#changed();
  }

  user({ login, name = login, card, code, pin, credit, release = "default" }: NewUser): User {
    const id = `u-${login}` as UserId;
    const user: User = {
      id,
      realm: "",
      login,
      name,
      limited: credit !== undefined,
      release,
      cards: [],
      closed: false,
      ...(pin === undefined ? {} : { pin: `hash:${pin}` }),
    };
    this.users.set(id, user);
    const account = openAccount(userAccount(id), credit !== undefined);
    this.accounts.set(id, credit ? post(account, credit) : account);
    if (card !== undefined) this.#cards.set(card, id);
    if (code !== undefined) this.#codes.set(code, id);
    return user;
  }

  topUp(login: string, amount: Money): void {
    const id = `u-${login}` as UserId;
    const account = this.accounts.get(id);
    assert.ok(account);
    this.accounts.set(id, post(account, amount));
    this.#changed(id);
  }

  job({ owner, title, pages, strength = "proven", ticket, only }: NewJob): Job {
    const number = ++this.#number;
    const user = `u-${owner}` as UserId;
    const facts: PackedFacts = { pages, copiesInside: 1, engine: "test" };
    const job: Job = {
      id: `j-${number}` as JobId,
      number,
      queue: "pull" as QueueName,
      title,
      state: "pending-held",
      reasons: ["job-release-wait"],
      sender: { strength, user, named: owner, address: "192.0.2.1" },
      ticket: { ...plainTicket, ...ticket },
      document: { format: "application/pdf", bytes: 1000, hash: "00", ...(pages === "" ? {} : { facts }) },
      spoolBox: "box" as BoxId,
      attempt: 0,
      createdAt: number * 1000,
      heldByClient: false,
      resolved: [],
    };
    this.held.set(job.id, job);
    if (only) this.#only.set(job.id, only);
    this.#changed(user);
    return job;
  }

  inspected(job: JobId, pages: string): void {
    const was = this.held.get(job);
    assert.ok(was?.document);
    this.held.set(job, { ...was, document: { ...was.document, facts: { pages, copiesInside: 1, engine: "test" } } });
    this.#changed(was.sender.user);
  }

  async signInByCard(number: string): Promise<User | Refusal> {
    return this.#known(this.#cards.get(number), "card");
  }

  async signInByCode(code: string): Promise<User | Refusal> {
    return this.#known(this.#codes.get(code), "code");
  }

  async checkPin(id: UserId, pin: string): Promise<User | Refusal> {
    const user = this.users.get(id);
    return this.#known(user?.pin === `hash:${pin}` ? id : undefined, "pin");
  }

  jobs(user: UserId): Job[] {
    this.#failing();
    return [...this.held.values()].filter((job) => job.sender.user === user);
  }

  quote(id: JobId, printer: PrinterName, ticket: Ticket): Quote | Refusal {
    const job = this.held.get(id);
    const profile = this.prices.get(printer);
    if (!job) return refuse("job-not-found");
    const facts = job.document?.facts;
    if (!facts) return refuse("job-not-possible");
    const only = this.#only.get(id);
    if (only && !only.includes(printer)) return refuse("document-format-not-supported", { name: printer, other: only[0] ?? "" });
    return profile ? quote(facts, ticket, profile) : refuse("no-such-thing", { kind: "printer", name: printer });
  }

  /** A secret is a PIN here. */
  async signInByLogin(login: string, secret: string): Promise<User | Refusal> {
    return this.checkPin(`u-${login}` as UserId, secret);
  }

  outlook(id: JobId, printer: PrinterName, ticket: Ticket): Outlook {
    const stopped = this.stoppedAt.get(printer);
    const facts = this.held.get(id)?.document?.facts;
    return { ...(stopped ? { stopped } : {}), ...(facts ? { leavesOut: leftOut(ticket, facts, this.able.get(printer)) } : {}) };
  }

  elsewhere(): Elsewhere | undefined {
    return this.other;
  }

  /** Why a printer stands still; undefined: it works again. */
  stop(printer: string, ...reasons: readonly string[]): void {
    if (reasons.length === 0) this.stoppedAt.delete(printer as PrinterName);
    else this.stoppedAt.set(printer as PrinterName, reasons);
    this.#changed();
  }

  purse(id: UserId): Purse | undefined {
    const account = this.accounts.get(id);
    return account && { balance: account.balance, reserved: account.reserved, spendable: spendable(account), limited: account.limited };
  }

  messages(id: UserId): readonly Message[] {
    return this.told.get(id) ?? [];
  }

  async confirmMessage(id: UserId, message: string, by: Actor): Promise<unknown> {
    this.#failing();
    assert.equal(id, `u-${by.name}`, "nobody else confirms");
    this.told.set(
      id,
      this.messages(id).filter((one) => one.id !== message),
    );
    return { done: true };
  }

  async release(request: ReleaseRequest): ReturnType<TerminalDesk["release"]> {
    this.#failing();
    this.asked.push(request);
    const refused = this.refuseNext.shift();
    if (refused) return refused;
    const job = this.held.get(request.job);
    if (!job) return refuse("job-not-possible");
    const priced = this.quote(request.job, request.printer, request.ticket);
    if (isRefusal(priced)) return priced;
    if (request.shown !== undefined && request.shown !== priced.total) return refuse("price-changed", { total: priced.total });
    const id = job.sender.user as UserId;
    const reserved = reserve(this.accounts.get(id) as Account, priced.total);
    if (isRefusal(reserved)) return reserved;
    this.accounts.set(id, reserved);
    this.held.delete(job.id);
    return this.#run(job, request, priced);
  }

  #run(job: Job, request: ReleaseRequest, priced: Quote): Exclude<Awaited<ReturnType<TerminalDesk["release"]>>, Refusal> {
    const followers = new Set<(progress: Progress) => void>();
    const { promise, resolve } = Promise.withResolvers<Settled>();
    const id = job.sender.user as UserId;
    const now: PrintingNow = {
      request,
      quote: priced,
      stopped: false,
      left: false,
      tell: (progress) => {
        for (const follower of followers) follower(progress);
      },
      end: (impressions, review) => {
        const profile = this.prices.get(request.printer) as PriceProfile;
        const charged = quoteFirst(job.document?.facts as PackedFacts, request.ticket, profile, impressions).total;
        this.accounts.set(id, capture(this.accounts.get(id) as Account, priced.total, charged));
        if (impressions === 0) this.held.set(job.id, job);
        this.printing.splice(this.printing.indexOf(now), 1);
        resolve({
          charged,
          refunded: money(priced.total - charged),
          impressions,
          verified: true,
          heldAgain: impressions === 0,
          ...(review === undefined ? {} : { review }),
        });
        this.#changed(id);
      },
    };
    this.printing.push(now);
    return {
      done: promise,
      follow: (tell) => {
        followers.add(tell);
        tell({ state: "sending" });
        return () => followers.delete(tell);
      },
      leave: () => {
        now.left = true;
      },
      stop: () => {
        now.stopped = true;
      },
    };
  }

  async deleteJob(id: JobId, by: Actor): Promise<unknown> {
    this.#failing();
    const job = this.held.get(id);
    if (!job) return refuse("job-not-found");
    assert.equal(job.sender.user, `u-${by.name}`, "only the owner deletes here");
    this.held.delete(id);
    this.#changed(job.sender.user);
    return { done: true };
  }

  follow(user: UserId, changed: () => void): () => void {
    this.#followers.set(changed, user);
    return () => this.#followers.delete(changed);
  }

  get following(): number {
    return this.#followers.size;
  }

  #changed(user?: UserId): void {
    for (const [changed, followed] of [...this.#followers]) if (user === undefined || followed === user) changed();
  }

  #known(id: UserId | undefined, how: string): User | Refusal {
    this.#failing();
    if (this.lockedUntil !== undefined) return refuse("locked", { until: this.lockedUntil });
    const user = id === undefined ? undefined : this.users.get(id);
    if (user) return user;
    this.wrongTries.push(how);
    return refuse("sign-in-failed");
  }

  #failing(): void {
    const error = this.failNext;
    this.failNext = undefined;
    if (error) throw error;
  }
}

export const terminalName = (name: string): TerminalName => name as TerminalName;
