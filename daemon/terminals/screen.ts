// What a terminal shows, as data: every face (text, two lines, later the kiosk) draws the same. PURE and JSON: no secret, no digit of a code.
import type { ColorMode, Sides } from "../domain/document.ts";
import type { JobId, PrinterName, QueueName, TerminalName } from "../domain/ids.ts";
import type { Message } from "../domain/message.ts";
import type { Money } from "../domain/money.ts";
import type { Refusal } from "../domain/refusal.ts";
import type { LeftOut } from "../domain/printing.ts";
import type { Progress } from "../printing/printer/contract.ts";
import type { Problem } from "./states.ts";
import type { Nearest } from "./visit.ts";

/** Who is signed in. `credit` is absent for those who need none. */
export interface Header {
  readonly person: string;
  readonly credit?: Money;
}

export interface RowView {
  readonly job: JobId;
  readonly title: string;
  readonly chosen: boolean;
  /** Sides of paper; the document's pages where there is no price to count them. */
  readonly impressions?: number;
  readonly color: boolean;
  readonly copies: number;
  readonly printer?: PrinterName;
  readonly price?: Money;
  readonly refusal?: Refusal;
  /** Why its printer does not print now, in keywords. */
  readonly stopped?: readonly string[];
  /** What its printer prints otherwise than the document is. */
  readonly leavesOut?: readonly LeftOut[];
  /** Where it could go instead; `here`: at this terminal. */
  readonly nearest?: Nearest;
  /** Still being looked into. */
  readonly checking: boolean;
}

export interface EndedView {
  readonly title: string;
  readonly printer: PrinterName;
  readonly expected: number;
  readonly impressions?: number;
  readonly charged?: Money;
  readonly refunded?: Money;
  /** The job waits as before: nothing came out, or it was not tried. */
  readonly waits: boolean;
  /** Why nothing came out, in keywords. */
  readonly reasons?: readonly string[];
  /** The reason a person should look at it, by its key in the words. */
  readonly review?: string;
  readonly problem?: Problem;
}

export interface ProgressView {
  readonly title: string;
  readonly printer: PrinterName;
  readonly place: number;
  readonly of: number;
  readonly expected: number;
  readonly impressions?: number;
  readonly progress?: Progress["state"];
  /** Jobs before this one, while it waits for them. */
  readonly ahead?: number;
  readonly reasons: readonly string[];
  readonly stopping: boolean;
}

/** What goes on behind the back of somebody who left: neither whose it is nor what. */
export interface Behind {
  readonly printer: PrinterName;
  readonly impressions: number;
  readonly expected: number;
  /** It stands still. */
  readonly stopped: boolean;
}

interface Door {
  readonly printers: readonly PrinterName[];
  /** Absent: nothing. */
  readonly behind?: readonly Behind[];
}

export type Screen =
  | ({ readonly state: "idle"; readonly terminal: TerminalName } & Door)
  /** The same, and which queue prints beside it. */
  | ({ readonly state: "identify"; readonly queue: QueueName } & Door)
  | { readonly state: "code"; readonly digits: number }
  | { readonly state: "checking" }
  // Not whose: a found card does not tell its owner's name.
  | { readonly state: "pin"; readonly digits: number; readonly problem?: Problem }
  | { readonly state: "message"; readonly problem: Problem }
  | ({ readonly state: "opening" } & Header)
  | ({
      readonly state: "told";
      readonly message: Message;
      readonly place: number;
      readonly of: number;
      /** The box is being told that it was read. */
      readonly busy: boolean;
    } & Header)
  | ({
      readonly state: "list";
      readonly rows: readonly RowView[];
      readonly jobs: number;
      readonly unlisted: number;
      readonly chosen: number;
      readonly total: Money;
      readonly page: number;
      readonly pages: number;
    } & Header)
  | ({
      readonly state: "job";
      readonly row: RowView;
      readonly options: Options;
      readonly missing?: Money;
      readonly repriced: boolean;
    } & Header)
  | ({ readonly state: "copies"; readonly title: string; readonly copies: number; readonly digits: string } & Header)
  | ({
      readonly state: "basket";
      readonly rows: readonly RowView[];
      readonly total: Money;
      readonly impressions: number;
      readonly missing?: Money;
      readonly covered?: { readonly count: number; readonly impressions: number; readonly total: Money };
      readonly otherPrinter: boolean;
      readonly repriced: boolean;
    } & Header)
  | ({ readonly state: "deleting"; readonly titles: readonly string[]; readonly busy: boolean } & Header)
  | ({ readonly state: "notice"; readonly problem: Problem } & Header)
  | ({ readonly state: "releasing" } & ProgressView & Header)
  | ({ readonly state: "stopped"; readonly mayStop: boolean } & ProgressView & Header)
  | ({
      readonly state: "price-changed";
      readonly title: string;
      readonly printer: PrinterName;
      readonly before: Money;
      readonly total: Money;
    } & Header)
  | ({
      readonly state: "result";
      readonly ended: readonly EndedView[];
      readonly impressions: number;
      readonly charged: Money;
      readonly refunded: Money;
      readonly waiting: number;
      /** Whether anything waits is shown after the next card only. */
      readonly sealed?: true;
    } & Header)
  | { readonly state: "countdown"; readonly seconds: number; readonly under: Screen };

/** What can be changed; an absent one means nothing for this job. */
export interface Options {
  readonly copies: number;
  readonly color?: ColorMode;
  readonly sides?: Sides;
  readonly otherPrinter: boolean;
}

export type ScreenOf<S extends Screen["state"]> = Extract<Screen, { readonly state: S }>;
