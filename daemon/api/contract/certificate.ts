// The box's certificate: what is in force, the three ways to have one, and what anybody needs to trust the box's own.
import { z } from "zod";
import { routes } from "./route.ts";
import { text, time } from "./shapes.ts";

const operator = { who: "operator" as const };

const source = z.enum(["own", "uploaded", "acme"]);

const facts = z.object({
  subject: z.string(),
  issuer: z.string(),
  names: z.array(z.string()),
  from: time,
  until: time,
  /** SHA-256 as browsers show it. */
  fingerprint: z.string(),
  /** Where its chain ends: at itself, with an authority every browser knows, with one that was given along, or with one that is not here. */
  end: z.enum(["self", "public", "given", "open"]),
});

const acme = z.object({
  directory: z.string(),
  email: z.string(),
  names: z.array(z.string()),
  keyId: z.string().exactOptional(),
  /** Whether an authority for the server itself was given. */
  root: z.boolean(),
  /** What it does just now. */
  step: z.enum(["directory", "account", "order", "proof", "certificate"]).exactOptional(),
  /** Why it failed the last time, as a sentence. */
  problem: z.string().exactOptional(),
  failures: z.int(),
  nextAt: time.exactOptional(),
});

export const certificateView = z
  .object({
    source,
    /** Absent: no listener of this box speaks TLS. */
    inForce: facts.exactOptional(),
    authority: facts.exactOptional(),
    acme: acme.exactOptional(),
    /** As the operator calls all boxes. */
    names: z.array(z.string()),
    /** quoin-XXXX.local, where its own network is told. */
    local: z.string().exactOptional(),
  })
  .meta({ id: "Certificate" });
export type CertificateView = z.output<typeof certificateView>;

/** A certificate is 2 KB, a chain with its key seldom 10; a request holds 64. */
const file = z.base64().min(1).max(60_000);

export const certificateRoutes = routes({
  "GET /api/v1/certificate": { ...operator, summary: "Which certificate is in force, and what is under way", answer: certificateView },
  "PUT /api/v1/certificate": {
    ...operator,
    summary: "Put a certificate of one's own in force: files with it, its chain and its key, in any order, PEM, DER or PFX",
    body: z.strictObject({ files: z.array(file).min(1).max(8), passphrase: z.string().max(256).default("") }),
    answer: certificateView,
  },
  "DELETE /api/v1/certificate": {
    ...operator,
    summary: "Back to the box's own certificate; one that was brought is destroyed with its key, one that was ordered is ordered no more",
    answer: certificateView,
  },
  "PUT /api/v1/certificate/acme": {
    ...operator,
    summary: "Order a certificate at an ACME server, and renew it from then on. Answers before it is here",
    body: z.strictObject({
      directory: z.string().trim().max(500),
      email: z.string().trim().max(200),
      names: z.array(z.string().trim().toLowerCase().max(253)).min(1).max(20),
      keyId: text.exactOptional(),
      hmac: z.string().trim().max(400).exactOptional(),
      root: z.string().max(20_000).exactOptional(),
      agreed: z.literal(true),
    }),
    answer: certificateView,
  },
  "POST /api/v1/certificate/acme/order": { ...operator, summary: "Order again now", answer: certificateView },
  "GET /api/v1/trust": {
    who: "anyone",
    summary: "Whether this box vouches for itself, and with which authority",
    answer: z.object({
      box: z.string(),
      source,
      /** Where the pages are served with TLS; absent: nowhere. */
      https: z.string().exactOptional(),
      authority: facts.pick({ subject: true, fingerprint: true, until: true }).exactOptional(),
    }),
  },
});
