// What the API needs of the box. box.ts hands it over; tests hand over a box of their own.
import type { Accounting } from "../accounting.ts";
import type { ClockTrust } from "../domain/clock-trust.ts";
import type { Certificates } from "../certificates/certificates.ts";
import type { EvidenceProfile } from "../domain/evidence.ts";
import type { CommandId, JobId, PrinterName, TerminalName, UserId } from "../domain/ids.ts";
import type { Job } from "../domain/job.ts";
import type { Actor } from "../domain/ledger.ts";
import type { Money } from "../domain/money.ts";
import type { Capabilities, Queue, Supply } from "../domain/printing.ts";
import type { Refusal } from "../domain/refusal.ts";
import type { Reserved } from "../domain/reservation.ts";
import type { User } from "../domain/user.ts";
import type { RestoreView } from "./contract/restore.ts";
import type { Books, Verification } from "./deps-books.ts";
import type { Deletions } from "../people/deletions.ts";
import type { FirstRun } from "../people/first-run.ts";
import type { Clock } from "../runtime/clock.ts";
import type { ClockWatch } from "../runtime/clock-watch.ts";
import type { Log } from "../runtime/log.ts";
import type { KeptLog } from "../runtime/log-keep.ts";
import type { Random } from "../runtime/random.ts";
import type { BoxSettings } from "../settings.ts";
import type { Language } from "../words/index.ts";
import type { Discovery, Place, SiteNetwork } from "./site.ts";

export interface Deps {
  readonly accounting: Accounting;
  readonly secrets: Secrets;
  readonly books: Books;
  /** Answers once the reservation is committed; delivery and settling go on by themselves. */
  readonly release: (request: ReleaseRequest) => Promise<Reserved | Refusal>;
  readonly printers: Printers;
  readonly discovery: Discovery;
  readonly network: SiteNetwork;
  readonly time: Pick<ClockWatch, "trust" | "confirm">;
  readonly terminals: Terminals;
  /** Absent: the settings enable no simulated devices. */
  readonly simulation?: Simulation;
  readonly signIn: SignIn;
  readonly cardReading: CardReading;
  readonly deletions: Pick<Deletions, "begin" | "has" | "undo">;
  readonly setup: Setup;
  readonly certificates: Pick<
    Certificates,
    "state" | "authority" | "knows" | "isVouched" | "publicName" | "proof" | "give" | "backToOwn" | "order" | "orderAgain"
  >;
  readonly firstRun: FirstRun;
  readonly place: Place;
  /** Three sides, one in colour. */
  readonly testDocument: () => AsyncIterable<Uint8Array>;
  /** Taken like any other job: durable once this answers. */
  readonly upload: (upload: Upload) => Promise<Job | Refusal>;
  readonly status: () => BoxStatus | Promise<BoxStatus>;
  /** Everything a restore needs, into one new file. */
  readonly backup: (file: string) => Promise<{ readonly bytes: number } | Refusal>;
  /** The same to take away, a line at a time; the signal says that its reader is gone. */
  readonly takeBackup: (signal: AbortSignal) => Promise<AsyncIterable<string> | Refusal>;
  readonly restores: Restores;
  /** The data directory. */
  readonly data: string;
  readonly settings: Settings;
  /** The log, in the data directory. */
  readonly kept: Pick<KeptLog, "newestFirst" | "oldest">;
  /** Stops the box and starts it again, a moment after the answer. */
  readonly restart: () => void;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly currency: string;
  /** The largest document that is taken. */
  readonly documentBytes: number;
  /** What a tree is taken for where paper is told in trees, and who says so. */
  readonly paper: { readonly sheetsPerTree: number; readonly source: string };
  /** The place's time zone, by its IANA name. */
  readonly zone: string;
  /** For people who do not say which they read. */
  readonly language: Language;
}

/** What the box is told (settings.ts). */
export type Settings = Pick<BoxSettings, "list" | "revision" | "waits" | "undone" | "change">;

/** People at the door, their tries counted (people/sign-in.ts). */
export interface SignIn {
  byPassword(login: string, password: string, place: string): Promise<User | Refusal>;
}

/** A card to be shown at a reader by somebody at a page (people/card-reading.ts). */
export interface CardReading {
  begin(user: UserId, terminal: TerminalName): boolean;
  of(user: UserId): { readonly terminal: TerminalName; readonly number?: string } | undefined;
  end(user: UserId): void;
}

/** The first administrator (people/setup.ts). */
export interface Setup {
  isOpen(): boolean;
  check(code: string, place: string): Promise<Refusal | undefined>;
  done(): Promise<void>;
}

/** A backup that is to take the place of the box's data (faces/restores.ts). */
export interface Restores {
  /** Why the last one failed: the data from before is in force. In the system's own words. */
  readonly failure: string | undefined;
  brought(): Promise<RestoreView | undefined>;
  /** Verified beside the data, which is not touched. Another one takes its place. */
  take(document: AsyncIterable<Uint8Array>): Promise<RestoreView | Refusal>;
  discard(): Promise<Refusal | undefined>;
  /** `name`: what was typed for that of this box. The box starts with it a moment after the answer. */
  begin(asked: { readonly id: string; readonly name: string; readonly by: Actor }): Promise<Refusal | undefined>;
}

/** A document somebody sends from a page. */
export interface Upload {
  readonly user: User;
  readonly queue: Queue;
  readonly title: string;
  readonly address: string;
  readonly document: AsyncIterable<Uint8Array>;
}

export interface Secrets {
  /** `<keyversion>.<hmac>` of the normalised number. */
  cardIndex(number: string): string;
  codeIndex(code: string): string;
  hashSecret(text: string): Promise<string>;
  verifySecret(text: string, hash: string | undefined): Promise<boolean>;
  newToken(): string;
  tokenHash(token: string): string;
}

export interface ReleaseRequest {
  /** The same id is the same release, for ever. */
  readonly id: CommandId;
  readonly job: JobId;
  readonly printer: PrinterName;
  /** The price the person saw; refused `price-changed` when it is no longer so. */
  readonly shown?: Money;
  readonly by: Actor;
}

export interface Printers {
  /** What is known of it without asking it now. */
  condition(printer: PrinterName): PrinterCondition;
  /** Why no printer can be at this address: no driver takes it, or it is this box itself. Asked before it is stored. */
  refuses(uri: string): Refusal | undefined;
  /** Asks the device that was just set up, trusting the certificate it shows now, and records the answer. Throws Fault printer-failed. */
  probe(printer: PrinterName): Promise<Capabilities | Refusal>;
  /** Prints the calibration pages and records how the device counts. */
  calibrate(printer: PrinterName): Promise<EvidenceProfile | Refusal>;
  /** Prints one page nobody pays for; answers when the printer has said what became of it. */
  testPage(printer: PrinterName, by: Actor): Promise<{ readonly done: true } | Refusal>;
  /** Calls `changed` whenever one of them is not as it was: stopped, out of reach, ready again. The answer stops it. */
  follow(changed: () => void): () => void;
}

/** Rendered in the box, so that every face that shows text shows the same. */
export interface Screen {
  /** The session's state, by its own name. */
  readonly state: string;
  readonly lines: readonly string[];
  readonly twoLines: readonly [string, string];
}

export interface Terminals {
  /** undefined: no such terminal is running. */
  screen(terminal: TerminalName, language: Language): Screen | undefined;
  /** The session as data, for a page to draw; JSON. undefined: no such terminal is running. */
  view(terminal: TerminalName): object | undefined;
  /** Calls `changed` whenever the screen, or a printer, is another; the answer stops it. undefined: no such terminal is running. */
  follow(terminal: TerminalName, changed: () => void): (() => void) | undefined;
  /** Only simulated readers and pads take these; refused where config enables none. Resolves once the session has moved. */
  card(terminal: TerminalName, number: string): Promise<Refusal | undefined>;
  /** `0` to `9`; `#` is enter, `*` is back. */
  keys(terminal: TerminalName, keys: string): Promise<Refusal | undefined>;
  /** Typed on a bound screen: a login, and a password or PIN. Whether they fit, the screen says. */
  signIn(terminal: TerminalName, login: string, secret: string): Promise<Refusal | undefined>;
  /** Takes the next card of its reader from the session; undefined: none came before the signal. */
  nextCard(terminal: TerminalName, signal: AbortSignal): Promise<string | undefined>;
  /** A bound screen was touched: the same keys, from no keypad. */
  press(terminal: TerminalName, keys: string): Promise<Refusal | undefined>;
  /** What is connected there, and when it was last heard. */
  devices(terminal: TerminalName): readonly TerminalDevice[];
  /** Whether a simulated reader stands there. */
  simulated(terminal: TerminalName): boolean;
  /** Plugged in, and named by no setting. */
  unused(): Promise<readonly PluggedIn[]>;
}

/** A reader or keypad as its driver knows it. The ids as settings have them: four hexadecimal digits. */
export interface PluggedIn {
  readonly driver: string;
  readonly kind: "reader" | "keypad";
  readonly vendorId: string;
  readonly productId: string;
  readonly serialNumber?: string;
}

/** Devices played by hand, for demonstrations and tests (faces/simulation.ts). */
export interface Simulation {
  readonly cards: readonly { readonly name: string; readonly number: string }[];
  /** The simulated ones among these. */
  printers(names: readonly PrinterName[]): readonly {
    readonly name: PrinterName;
    readonly trouble?: Trouble;
    readonly sides: readonly { readonly id: string; readonly at: number }[];
  }[];
  /** undefined: it is mended. */
  hinder(printer: PrinterName, trouble: Trouble | undefined): Promise<Refusal | undefined>;
  /** Of a side that came out of one of these printers. */
  picture(names: readonly PrinterName[], side: string): Promise<Picture | undefined>;
}

type Trouble = "jam" | "empty" | "off";

export interface Picture {
  readonly type: "image/png" | "image/jpeg";
  /** Base64. */
  readonly data: string;
  /** It was printed in black, whatever the document's colours. */
  readonly monochrome?: true;
}

export interface BoxStatus {
  readonly box: string;
  readonly name: string;
  readonly version: string;
  /** ms since 1970. */
  readonly startedAt: number;
  readonly ipp: string;
  readonly ipps?: string;
  readonly http: string;
  readonly https?: string;
  readonly store: {
    readonly engine: string;
    readonly revision: number;
    readonly keys: number;
    readonly bytes: number;
    /** Where the state contradicted itself when the box started. */
    readonly breaches: readonly string[];
  };
  readonly books: {
    readonly rows: number;
    readonly behind: number;
    /** Why they could not be written the last time, in the system's own words. */
    readonly problem?: string;
    /** The last verification, ms since 1970; undefined: not yet. */
    readonly verified?: { readonly at: number } & Verification;
  };
  readonly spool: { readonly jobs: number; readonly bytes: number; readonly most: number; readonly free: number };
  /** What is known of each printer without asking it now. */
  readonly printers: readonly PrinterCondition[];
  readonly devices: readonly DeviceCondition[];
  /** Programs that look into documents, best first. */
  readonly engines: readonly string[];
  /** Whether helper programs run without a network and within limits. */
  readonly sandbox: "full" | "limits" | "none";
  readonly memoryBytes: number;
  readonly clock: ClockTrust;
  /** The store answers and the faces are open. */
  readonly ready: boolean;
}

export interface PrinterCondition {
  readonly name: string;
  readonly state: "idle" | "processing" | "stopped" | "unreachable" | "unknown";
  readonly reasons: readonly string[];
  readonly supplies?: readonly Supply[];
}

export interface DeviceCondition {
  readonly name: string;
  readonly kind: string;
  readonly state: "ready" | "absent" | "failed";
  /** What is wrong, by its code in devices/; the words stand under it. */
  readonly fault?: string;
  /** The path that is meant, or the system's own words. */
  readonly problem?: string;
  /** What mends it, where a package does. */
  readonly debianPackage?: string;
}

/** Times are ms since 1970, of this life of the box. */
export interface TerminalDevice extends DeviceCondition {
  /** Since when it is as it is. */
  readonly changedAt?: number;
  /** A card of ours was read, a key was pressed. */
  readonly heardAt?: number;
  /** What was read is no card of ours. */
  readonly droppedAt?: number;
}
