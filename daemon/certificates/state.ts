// What others know of the box's certificates: listeners, pages, commands.
import type { SecureContext, Server } from "node:tls";
import type { AcmeProblem, AcmeSettings, AcmeStep } from "./acme.ts";
import type { CertificateFacts } from "./bundle.ts";
import type { Source } from "./kept.ts";

/** What a listener needs of it; `follow` hands it whatever comes later. */
export interface Tls {
  /** PEM. */
  readonly key: string;
  readonly cert: string;
  readonly SNICallback?: (name: string, done: (error: null, context?: SecureContext) => void) => void;
  readonly follow?: (server: Pick<Server, "setSecureContext">) => void;
}

export interface AcmeState extends Omit<AcmeSettings, "hmac" | "root"> {
  readonly root: boolean;
  /** Under way now. */
  readonly step?: AcmeStep;
  readonly problem?: AcmeProblem;
  readonly failures: number;
  readonly nextAt?: number;
}

export interface CertificateState {
  readonly source: Source;
  /** undefined: no listener speaks TLS. */
  readonly inForce?: CertificateFacts;
  readonly authority?: CertificateFacts;
  readonly acme?: AcmeState;
  /** As the operator calls all boxes. */
  readonly names: readonly string[];
  /** "quoin-ab12.local", where its own network is told. */
  readonly local?: string;
  /** What was brought or ordered could not be read at start. */
  readonly lost: boolean;
}
