// The world failed: thrown, coded, with a hint about trying again. What people read stands in words/faults.ts, by code.

export type FaultCode =
  | "bug" // ours; logged in full, told as "this box made a mistake"
  | "config-invalid"
  | "data-damaged"
  | "data-in-use" // another daemon holds the data directory
  | "device-failed"
  | "disk-full"
  | "engine-failed" // a helper program crashed or ran out of its limits
  | "not-running" // no box answers on this data directory
  | "overloaded"
  | "printer-failed"
  | "store-ambiguous" // committed or not: ask under the same id
  | "store-unavailable"
  | "timeout";

/** What a printer did, where people are told more than that it failed: keywords beside its own, with their words in words/ (`reason.…`). */
export type PrinterTrouble =
  | "printer-unreachable" // off, or not on the network
  | "printer-garbled" // what it answers cannot be understood
  | "printer-refuses" // it says no
  | "printer-not-accepting" // it takes no jobs now
  | "printer-cannot" // it lacks what is asked of it
  | "printer-busy" // other jobs have it
  | "certificate-changed"; // someone else may be answering in its place

interface FaultOptions {
  readonly retry: "now" | "later" | "never";
  readonly cause?: unknown;
  readonly trouble?: PrinterTrouble;
}

export class Fault extends Error {
  override readonly name = "Fault";
  readonly code: FaultCode;
  readonly retry: "now" | "later" | "never";
  readonly trouble?: PrinterTrouble;

  constructor(code: FaultCode, message: string, { retry, cause, trouble }: FaultOptions) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.retry = retry;
    if (trouble !== undefined) this.trouble = trouble;
  }
}

export const isFault = (error: unknown, code?: FaultCode): error is Fault =>
  error instanceof Fault && (code === undefined || error.code === code);
