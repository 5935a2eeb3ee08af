// The registry of refusals: what each code is called over IPP, over HTTP and to people. Nobody else maps a code to anything.
import { type Money, money } from "../domain/money.ts";
import type { Refusal, RefusalCode } from "../domain/refusal.ts";
import type { Key } from "./en.ts";
import { formatDate, formatMoney, formatTime } from "./format.ts";
import { reasonSentence } from "./reasons.ts";
import { type Filling, fill, isKey, type Language } from "./say.ts";

export interface RefusalEntry {
  /** Name and number in the IANA registry of IPP status codes (RFC 8011 appendix B, PWG 5100.16, PWG 5100.18). */
  readonly ipp: IppStatus;
  /** job-state-reasons keyword of a job that waits because of it, where IANA has one that says it. */
  readonly reason?: string;
  readonly http: number;
  /** First the sentences that tell most; the first whose facts are all there is said. The last needs none. */
  readonly sentences: readonly { readonly needs: readonly string[]; readonly key: Key }[];
}

export const ippStatuses = {
  "client-error-bad-request": 0x0400,
  "client-error-not-authenticated": 0x0402,
  "client-error-not-authorized": 0x0403,
  "client-error-not-possible": 0x0404,
  "client-error-not-found": 0x0406,
  "client-error-request-entity-too-large": 0x0408,
  "client-error-document-format-not-supported": 0x040a,
  "client-error-document-format-error": 0x0411,
  "client-error-document-access-error": 0x0412,
  "client-error-document-password-error": 0x0418,
  "client-error-document-unprintable-error": 0x041b,
  "client-error-account-info-needed": 0x041c,
  "client-error-account-closed": 0x041d,
  "client-error-account-limit-reached": 0x041e,
  "client-error-account-authorization-failed": 0x041f,
  "server-error-internal-error": 0x0500,
  "server-error-service-unavailable": 0x0502,
  "server-error-device-error": 0x0504,
  "server-error-temporary-error": 0x0505,
  "server-error-busy": 0x0507,
  "server-error-too-many-jobs": 0x050b,
} as const;

export type IppStatus = keyof typeof ippStatuses;

export const refusals: Readonly<Record<RefusalCode, RefusalEntry>> = {
  "account-authorization-failed": entry("account-authorization-failed", "client-error-account-authorization-failed", 403, {
    reason: "account-authorization-failed",
  }),
  "account-closed": entry("account-closed", "client-error-account-closed", 403, {
    reason: "account-closed",
    more: { balance: ["balance"] },
  }),
  "account-info-needed": entry("account-info-needed", "client-error-account-info-needed", 403, { reason: "account-info-needed" }),
  "account-limit-reached": entry("account-limit-reached", "client-error-account-limit-reached", 402, {
    reason: "account-limit-reached",
    more: { spendable: ["missing", "spendable"], missing: ["missing"] },
  }),
  "already-exists": entry("already-exists", "client-error-not-possible", 409, { more: { named: ["kind", "name"] } }),
  "backup-under-way": entry("backup-under-way", "client-error-not-possible", 409),
  "backup-unusable": entry("backup-unusable", "client-error-bad-request", 422, { more: { detail: ["detail"] } }),
  "bad-input": entry("bad-input", "client-error-bad-request", 400, { more: { detail: ["field", "detail"], field: ["field"] } }),
  "already-claimed": entry("already-claimed", "client-error-not-possible", 410),
  "card-awaited": entry("card-awaited", "client-error-not-possible", 409),
  "card-taken": entry("card-taken", "client-error-not-possible", 409),
  "changed-meanwhile": entry("changed-meanwhile", "client-error-not-possible", 412, { more: { named: ["kind", "name"] } }),
  "code-refused": entry("code-refused", "client-error-not-possible", 409, { more: { digits: ["digits"] } }),
  "command-conflict": entry("command-conflict", "client-error-not-possible", 422),
  "currency-fixed": entry("currency-fixed", "client-error-not-possible", 409),
  "document-damaged": entry("document-damaged", "client-error-document-format-error", 422, { reason: "document-format-error" }),
  "document-empty": entry("document-empty", "client-error-document-unprintable-error", 422, { reason: "document-unprintable-error" }),
  "document-format-not-supported": entry("document-format-not-supported", "client-error-document-format-not-supported", 415, {
    reason: "unsupported-document-format",
    more: { other: ["other"] },
  }),
  "document-password-error": entry("document-password-error", "client-error-document-password-error", 422, {
    reason: "document-password-error",
  }),
  "document-too-large": entry("document-too-large", "client-error-request-entity-too-large", 413),
  "document-unreadable": entry("document-unreadable", "client-error-document-unprintable-error", 422, {
    reason: "document-unprintable-error",
  }),
  // The bytes exist, in a box that does not answer: the client may come back.
  "job-not-here": entry("job-not-here", "client-error-document-access-error", 503, { reason: "resources-are-not-ready" }),
  "job-not-possible": entry("job-not-possible", "client-error-not-possible", 409, { more: { nothing: ["reservation"] } }),
  "job-not-found": entry("job-not-found", "client-error-not-found", 404),
  locked: entry("locked", "client-error-not-authorized", 429, { more: { until: ["until"] } }),
  "network-fixed": entry("network-fixed", "client-error-not-possible", 409),
  "network-not-pending": entry("network-not-pending", "client-error-not-possible", 410),
  "no-such-thing": entry("no-such-thing", "client-error-not-found", 404, {
    more: { simulated: ["kind", "name", "settings"], named: ["kind", "name"], kind: ["kind"] },
  }),
  "price-changed": entry("price-changed", "client-error-not-possible", 409, { more: { total: ["total"] } }),
  "printer-busy": entry("printer-busy", "server-error-busy", 503, { reason: "resources-are-not-ready" }),
  "printer-not-calibrated": entry("printer-not-calibrated", "client-error-not-possible", 409, { more: { reason: ["name", "reason"] } }),
  "printer-not-compatible": entry("printer-not-compatible", "client-error-not-possible", 409, {
    reason: "resources-are-not-supported",
    more: { other: ["other"] },
  }),
  "printer-unreachable": entry("printer-unreachable", "server-error-device-error", 503, { reason: "printer-stopped" }),
  "restore-under-way": entry("restore-under-way", "client-error-not-possible", 409),
  "settings-changed": entry("settings-changed", "client-error-not-possible", 409, {
    more: { by: ["setting", "by"], setting: ["setting"] },
  }),
  "setup-code-wrong": entry("setup-code-wrong", "client-error-not-authenticated", 401),
  "sign-in-failed": entry("sign-in-failed", "client-error-not-authenticated", 401),
  // A person's own limit: the client should tell, not repeat for ever as on a temporary error.
  "spool-full": entry("spool-full", "server-error-temporary-error", 507),
  "spool-quota-reached": entry("spool-quota-reached", "server-error-too-many-jobs", 507),
  "still-in-use": entry("still-in-use", "client-error-not-possible", 409, { more: { named: ["kind", "name"] } }),
  "strength-too-low": entry("strength-too-low", "client-error-not-authorized", 403, { reason: "account-info-needed" }),
  "test-page-not-printed": entry("test-page-not-printed", "client-error-not-possible", 409, { more: { reason: ["name", "reason"] } }),
  "time-differs": entry("time-differs", "client-error-not-possible", 409),
  "time-untrusted": entry("time-untrusted", "client-error-not-possible", 409),
};

export const ippStatus = (code: RefusalCode): number => ippStatuses[refusals[code].ipp];
export const httpStatus = (code: RefusalCode): number => refusals[code].http;

/** What people read. `zone` is the site's time zone, for refusals that end at a time. */
export function sentence(language: Language, refusal: Refusal, currency: string, zone?: string): string {
  const facts = refusal.with ?? {};
  const said = refusals[refusal.refused].sentences.find(({ needs }) => needs.every((name) => (facts[name] ?? "") !== ""));
  const values: Record<string, Filling> = {};
  for (const [name, fact] of Object.entries(facts)) values[name] = shown(language, name, fact, currency, zone);
  // What does not fit about a field is a sentence of its own, which holds the other facts.
  for (const name of ["field", "detail"]) {
    const label = `${name}.${values[name]}`;
    if (isKey(label)) values[name] = fill(language, label, values);
  }
  return fill(language, said?.key ?? "fault.bug", values);
}

const moneyFacts: ReadonlySet<string> = new Set(["balance", "missing", "spendable", "total"]);

function shown(language: Language, name: string, fact: string | number, currency: string, zone: string | undefined): Filling {
  if (typeof fact === "number" && moneyFacts.has(name)) return formatMoney(language, asMoney(fact), currency);
  if (typeof fact === "number" && name === "until") return formatTime(language, fact, zone);
  if (typeof fact === "number" && name === "day") return formatDate(language, fact, zone);
  if (name === "reason") return reasonSentence(language, String(fact)) ?? String(fact);
  const thing = `thing.${String(fact).replaceAll(" ", "-")}`;
  if (name === "kind" && isKey(thing)) return fill(language, thing, {});
  return typeof fact === "number" && name === "n" ? fact : String(fact);
}

const asMoney = (amount: number): Money => money(Math.round(amount));

/** `more`: suffix of the key → facts that sentence needs, the fullest first. */
function entry(
  code: RefusalCode,
  ipp: IppStatus,
  http: number,
  rest: { reason?: string; more?: Record<string, string[]> } = {},
): RefusalEntry {
  const more = Object.entries(rest.more ?? {}).map(([suffix, needs]) => ({ needs, key: `refused.${code}.${suffix}` as Key }));
  return {
    ipp,
    http,
    sentences: [...more, { needs: [], key: `refused.${code}` }],
    ...(rest.reason === undefined ? {} : { reason: rest.reason }),
  };
}
