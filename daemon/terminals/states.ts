// The states of a terminal, what may happen to it, and what it asks of the world. Types and time limits only. PURE.
import type { Ticket } from "../domain/document.ts";
import type { JobId, PrinterName, QueueName, TerminalName, UserId } from "../domain/ids.ts";
import type { Job } from "../domain/job.ts";
import type { Message } from "../domain/message.ts";
import type { Money } from "../domain/money.ts";
import type { Refusal } from "../domain/refusal.ts";
import type { Progress } from "../printing/printer/contract.ts";
import type { FaultCode } from "../runtime/faults.ts";
import type { Settled } from "../state/commands.ts";
import type { Purse } from "../state/queries.ts";
import type { Ask, Elsewhere, Person, Priced, Visit } from "./visit.ts";

/** A digit, or one of the two keys that every pad has under one name or another. */
export type TerminalKey = "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "enter" | "back";

/** Business said no, or the world failed. */
export type Problem = Refusal | { readonly fault: FaultCode };

/** One job as it was confirmed. */
export interface Order {
  readonly job: JobId;
  readonly title: string;
  readonly printer: PrinterName;
  readonly ticket: Ticket;
  /** The price the person saw and accepted; undefined: automatic release shows none. */
  readonly shown?: Money;
  readonly impressions: number;
}

/** What became of an order. `kept`: not tried, the job waits as before. */
export type Ended = { readonly order: Order } & ({ readonly settled: Settled } | { readonly problem: Problem } | { readonly kept: true });

/** Orders of one person, one after the other. It outlives the visit: printing goes on after sign-out. */
export interface Run {
  readonly person: Person;
  readonly left: readonly Order[];
  readonly current?: Current;
  readonly ended: readonly Ended[];
}

export interface Current {
  readonly order: Order;
  /** The release effect's id. */
  readonly id: number;
  readonly progress?: Progress;
  /** The printer was asked to stop, once. */
  readonly stopping?: true;
}

export type State =
  // Nobody is signed in.
  | { readonly name: "idle" }
  /** A client asked where its queue's printers stand. */
  | { readonly name: "identify"; readonly queue: QueueName; readonly until: number }
  | { readonly name: "code"; readonly digits: string; readonly touchedAt: number }
  /** `whole`: what was shown proves the person, PIN or no PIN. */
  | { readonly name: "checking"; readonly id: number; readonly since: number; readonly whole?: true }
  | { readonly name: "pin"; readonly person: Person; readonly digits: string; readonly touchedAt: number; readonly problem?: Problem }
  | { readonly name: "checking-pin"; readonly person: Person; readonly id: number; readonly since: number }
  | { readonly name: "message"; readonly problem: Problem; readonly until: number }
  | SignedIn
  | { readonly name: "countdown"; readonly under: SignedIn; readonly until: number };

export type SignedIn =
  | { readonly name: "opening"; readonly visit: Visit; readonly since: number; readonly automatic: boolean }
  /** The first of the visit's messages; `waiting`: the box is being told that it was read. */
  | { readonly name: "told"; readonly visit: Visit; readonly of: number; readonly waiting?: number; readonly since: number }
  | { readonly name: "list"; readonly visit: Visit }
  | { readonly name: "job"; readonly visit: Visit; readonly job: JobId }
  | { readonly name: "copies"; readonly visit: Visit; readonly job: JobId; readonly digits: string }
  | { readonly name: "basket"; readonly visit: Visit }
  | {
      readonly name: "deleting";
      readonly visit: Visit;
      readonly jobs: readonly JobId[];
      readonly waiting: readonly number[];
      readonly since: number;
      readonly problem?: Problem;
    }
  | { readonly name: "notice"; readonly visit: Visit; readonly problem: Problem }
  | { readonly name: "releasing"; readonly visit: Visit; readonly run: Run }
  | { readonly name: "stopped"; readonly visit: Visit; readonly run: Run; readonly since: number }
  | {
      readonly name: "price-changed";
      readonly visit: Visit;
      readonly run: Run;
      readonly order: Order;
      readonly total: Money;
      readonly since: number;
    }
  | { readonly name: "result"; readonly visit: Visit; readonly run: Run; readonly since: number; readonly automatic: boolean };

export const isSignedIn = (state: State): state is SignedIn => "visit" in state;

export type StateName = State["name"];
export type StateNamed<N extends StateName> = Extract<State, { readonly name: N }>;

export type Input =
  | { readonly name: "card"; readonly number: string }
  | { readonly name: "key"; readonly key: TerminalKey }
  /** Typed on a screen with letters. */
  | { readonly name: "login"; readonly login: string; readonly secret: string }
  | { readonly name: "tick" }
  | { readonly name: "identify"; readonly queue: QueueName }
  /** Something about this person's jobs or credit is another than it was. */
  | { readonly name: "changed"; readonly user: UserId }
  // Answers, each with the id of what was asked.
  | { readonly name: "known"; readonly id: number; readonly person: Person }
  | { readonly name: "pin-right"; readonly id: number }
  | {
      readonly name: "listed";
      readonly id: number;
      readonly jobs: readonly Job[];
      readonly purse?: Purse;
      readonly messages?: readonly Message[];
    }
  | {
      readonly name: "priced";
      readonly id: number;
      readonly prices: readonly Priced[];
      readonly elsewhere?: ReadonlyMap<JobId, Elsewhere>;
    }
  | { readonly name: "deleted"; readonly id: number }
  | { readonly name: "confirmed"; readonly id: number }
  | { readonly name: "progress"; readonly id: number; readonly progress: Progress }
  | { readonly name: "ended"; readonly id: number; readonly settled: Settled }
  | { readonly name: "failed"; readonly id: number; readonly problem: Problem };

export type InputName = Input["name"];
export type InputNamed<N extends InputName> = Extract<Input, { readonly name: N }>;

export type Effect =
  | { readonly name: "sign-in-by-card"; readonly id: number; readonly number: string }
  | { readonly name: "sign-in-by-code"; readonly id: number; readonly code: string }
  | { readonly name: "sign-in-by-login"; readonly id: number; readonly login: string; readonly secret: string }
  | { readonly name: "check-pin"; readonly id: number; readonly user: UserId; readonly pin: string }
  | { readonly name: "list"; readonly id: number; readonly user: UserId }
  | { readonly name: "price"; readonly id: number; readonly asks: readonly Ask[] }
  | { readonly name: "release"; readonly id: number; readonly order: Order; readonly person: Person }
  | { readonly name: "stop"; readonly release: number }
  /** Nobody watches this release any more. */
  | { readonly name: "leave"; readonly release: number }
  | { readonly name: "delete"; readonly id: number; readonly job: JobId; readonly person: Person }
  | { readonly name: "confirm"; readonly id: number; readonly message: string; readonly person: Person }
  | { readonly name: "signed-in"; readonly user: UserId }
  | { readonly name: "signed-out"; readonly user: UserId }
  /** Tick at this time, instead of any time named before; undefined: not at all. */
  | { readonly name: "wake"; readonly at?: number };

export interface Session {
  readonly terminal: TerminalName;
  readonly printers: readonly PrinterName[];
  readonly state: State;
  /** Releases of people who left, still printing. */
  readonly background: readonly Run[];
  /** The next effect's id: larger than any before, so an answer meant for an earlier visit fits nothing. */
  readonly next: number;
  /** The card read last, when it was last read, and whether it was seen to lie on its reader: readers repeat themselves. */
  readonly card?: { readonly number: string; readonly at: number; readonly lies: boolean };
  readonly wakeAt?: number;
}

/** Nobody touched anything: LOOK.md's thirty quiet seconds, then the countdown. */
export const quietMs = 30_000;
export const countdownMs = 10_000;
/** A code or PIN begun and left lying is forgotten. */
export const entryMs = 20_000;
/** The accounts answer within a second, or cut off within 800 ms; past this something is broken, and the person is told. */
export const answerMs = 10_000;
/** Long enough for a two-line display to show the longest sentence once. */
export const messageMs = 20_000;
/** Long enough to look up and around a corridor. */
export const identifyMs = 10_000;
/** Automatic release lists nothing, so there is nothing to stay for but the sum. */
export const automaticResultMs = 8_000;
/** A reader that repeats a card does it within this; a second try by hand takes longer. */
export const sameCardMs = 1_500;
/** A price that just changed under a falling finger is not accepted yet. */
export const readingMs = 700;
/** PROMISES.md, "A jam is also a secret": a visit at a stopped printer ends, and the job with it. Delivery says when stopping may be offered. */
export const stopGiveUpMs = 5 * 60_000;
/** Longer than any code (PR16 asks for 4 + ⌈log10(users)⌉) or PIN; what is beyond is not typed. */
export const mostDigits = 16;
/** Runs left behind by people who signed out. Each is one person's confirmed jobs, so more than this is a queue, not a corridor. */
export const mostBackground = 32;
