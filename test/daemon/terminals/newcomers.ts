// Who and what a desk in memory is furnished with, and what prints there.
import type { Ticket } from "../../../daemon/domain/document.ts";
import type { Strength } from "../../../daemon/domain/job.ts";
import type { Money } from "../../../daemon/domain/money.ts";
import type { Quote } from "../../../daemon/domain/price.ts";
import type { ReleaseMode } from "../../../daemon/domain/user.ts";
import type { Progress } from "../../../daemon/printing/printer/contract.ts";
import type { ReleaseRequest } from "../../../daemon/printing/release.ts";

export interface NewUser {
  readonly login: string;
  readonly name?: string;
  readonly card?: string;
  readonly code?: string;
  readonly pin?: string;
  /** undefined: unlimited. */
  readonly credit?: Money;
  readonly release?: ReleaseMode;
}

export interface NewJob {
  readonly owner: string;
  readonly title: string;
  /** A letter a page, upper case in colour (domain/document.ts). Empty: not yet inspected. */
  readonly pages: string;
  readonly strength?: Strength;
  readonly ticket?: Partial<Ticket>;
  /** Only these printers take it; the refusal names the first. */
  readonly only?: readonly string[];
}

export interface PrintingNow {
  readonly request: ReleaseRequest;
  readonly quote: Quote;
  readonly tell: (progress: Progress) => void;
  /** The printer ends the job with `impressions` out. */
  readonly end: (impressions: number, review?: string) => void;
  stopped: boolean;
  left: boolean;
}
