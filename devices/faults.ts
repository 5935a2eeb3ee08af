// What can be wrong with hardware, coded; what people read about it stands with the daemon's words, by code.

export type DeviceFaultCode =
  | "absent" // nothing that fits is plugged in
  | "ambiguous" // several things fit; detail lists their paths
  | "not-allowed" // our user may not open it; detail is the path
  | "library-missing" // its library does not load; debianPackage mends it, where one does
  | "gone" // it was open and is no longer there
  | "broken"; // it is there and does not do what it should; detail is the system's or the library's own message

export class DeviceFault extends Error {
  override readonly name = "DeviceFault";
  readonly code: DeviceFaultCode;
  /** A path, or the system's own words. Never anything that a person typed or presented. */
  readonly detail: string;
  readonly debianPackage: string | undefined;

  constructor(code: DeviceFaultCode, detail: string, options: { debianPackage?: string; cause?: unknown } = {}) {
    super(`${code}: ${detail}`, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.detail = detail;
    this.debianPackage = options.debianPackage;
  }
}

/** A missing device may come; for the others hands are needed. */
export const isAbsence = (fault: DeviceFault): boolean => fault.code === "absent" || fault.code === "gone";

/** Whatever was thrown, as a fault. */
export function deviceFault(error: unknown): DeviceFault {
  if (error instanceof DeviceFault) return error;
  return new DeviceFault("broken", error instanceof Error ? error.message : String(error), { cause: error });
}
