// The registry of faults: what each is called over HTTP, over IPP and to people. To the shell every fault is exit code 3 (cli).
import type { FaultCode } from "../runtime/faults.ts";
import { fill, type Language } from "./say.ts";
import { type IppStatus, ippStatuses } from "./refusals.ts";

export interface FaultEntry {
  readonly http: number;
  readonly ipp: IppStatus;
}

export const faults: Readonly<Record<FaultCode, FaultEntry>> = {
  bug: { http: 500, ipp: "server-error-internal-error" },
  "config-invalid": { http: 500, ipp: "server-error-internal-error" },
  "data-damaged": { http: 500, ipp: "server-error-internal-error" },
  "data-in-use": { http: 503, ipp: "server-error-service-unavailable" },
  "device-failed": { http: 503, ipp: "server-error-device-error" },
  "disk-full": { http: 507, ipp: "server-error-temporary-error" },
  "engine-failed": { http: 503, ipp: "server-error-temporary-error" },
  "not-running": { http: 503, ipp: "server-error-service-unavailable" },
  overloaded: { http: 503, ipp: "server-error-busy" },
  "printer-failed": { http: 502, ipp: "server-error-device-error" },
  // Committed or not: the same id may be asked again, and is never acted on twice.
  "store-ambiguous": { http: 503, ipp: "server-error-temporary-error" },
  "store-unavailable": { http: 503, ipp: "server-error-temporary-error" },
  timeout: { http: 504, ipp: "server-error-temporary-error" },
};

export const faultHttpStatus = (code: FaultCode): number => faults[code].http;
export const faultIppStatus = (code: FaultCode): number => ippStatuses[faults[code].ipp];
export const faultSentence = (language: Language, code: FaultCode): string => fill(language, `fault.${code}`, {});
