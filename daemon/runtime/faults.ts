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

export class Fault extends Error {
  override readonly name = "Fault";
  readonly code: FaultCode;
  readonly retry: "now" | "later" | "never";

  constructor(code: FaultCode, message: string, options: { retry: "now" | "later" | "never"; cause?: unknown }) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.retry = options.retry;
  }
}

export const isFault = (error: unknown, code?: FaultCode): error is Fault =>
  error instanceof Fault && (code === undefined || error.code === code);
