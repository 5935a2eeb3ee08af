// Business says no. A refusal is a value, returned, never thrown; one registry (words/refusals.ts) maps each code to IPP, HTTP and the
// sentence people read. Order of precedence where several apply is the order of the checks in state/decide.

/** Closed list. IPP's own names where IPP has one (RFC 8011, PWG 5100.x). */
export type RefusalCode =
  | "account-authorization-failed" // this person may not do this
  | "account-closed"
  | "account-info-needed" // nobody owns the job yet
  | "account-limit-reached" // not enough credit; `missing` says how much
  | "already-claimed" // the box has its administrator
  | "already-exists"
  | "backup-under-way"
  | "backup-unusable" // `detail` says why it cannot be restored
  | "bad-input" // `field` and `detail` say what
  | "card-awaited" // its owner, at a page, is to say yes
  | "card-taken"
  | "changed-meanwhile" // somebody else changed it since the caller saw it
  | "code-refused" // too short, or taken: never says which; `digits` would do
  | "command-conflict" // same command id, other content
  | "currency-fixed" // money has moved in it
  | "document-damaged"
  | "document-empty"
  | "document-format-not-supported" // `other` names a printer that takes it
  | "document-password-error"
  | "document-too-large"
  | "document-unreadable" // the engine gave up; a person can look
  | "job-not-here" // its bytes are in another box
  | "job-not-possible" // its state does not allow this; `reservation`: the one under this command id came to nothing
  | "job-not-found"
  | "locked" // too many wrong tries; `until` says when it ends
  | "network-fixed" // the machine's own system sets it
  | "network-not-pending" // no change of the network waits to be confirmed
  | "no-such-thing" // `kind` and `name`
  | "price-changed" // `total` is the price now
  | "printer-busy"
  | "printer-not-calibrated" // `reason` says why
  | "printer-not-compatible"
  | "printer-unreachable"
  | "restore-under-way"
  | "settings-changed" // `setting` by `by`, since they were looked at
  | "setup-code-wrong"
  | "sign-in-failed" // never says which half was wrong
  | "spool-full"
  | "spool-quota-reached"
  | "still-in-use"
  | "strength-too-low"
  | "test-page-not-printed" // `reason` says why
  | "time-differs" // two clocks that were compared say another time
  | "time-untrusted"; // nothing is closed by a clock that may be wrong

export interface Refusal {
  readonly refused: RefusalCode;
  /** Facts the sentence needs, such as `missing` (Money), `name`, `until` (ms). Never a secret. */
  readonly with?: Readonly<Record<string, string | number>>;
}

export const refuse = (code: RefusalCode, facts?: Refusal["with"]): Refusal => (facts ? { refused: code, with: facts } : { refused: code });

export const isRefusal = (value: unknown): value is Refusal => typeof value === "object" && value !== null && "refused" in value;
