// What a running box finds wrong with itself, for `quoin doctor` and, later, the console's first page.
import { acmeSentence } from "./certificate.ts";
import { covers } from "../certificates/names.ts";
import { codeDigits, codeDigitsToSet } from "../domain/user.ts";
import type { Printer, Supply } from "../domain/printing.ts";
import type { Key } from "../words/en.ts";
import { formatDate } from "../words/format.ts";
import { reasonSentence } from "../words/reasons.ts";
import { fill, type Language } from "../words/say.ts";
import type { FindingView } from "./contract/box.ts";
import type { BoxStatus, Deps, DeviceCondition } from "./deps.ts";

/** From here on the operator has time to act before documents are refused. */
const spoolFullPercent = 90;

/** The keeper takes a thousand every 20 ms: this many waiting means that it cannot follow, whatever a busy morning left. */
const mostRowsBehind = 2_000;

/** What nobody looked at within a week is not news any more; the list keeps it. */
const reviewedForMs = 7 * 24 * 60 * 60_000;

/** Whoever issues certificates wants a week or two. */
const certificateEndsMs = 30 * 24 * 60 * 60_000;

interface Found {
  readonly level: FindingView["level"];
  readonly code: string;
  readonly subject?: string;
  readonly facts?: Readonly<Record<string, string | number>>;
  readonly command?: string;
}

export function findings(deps: Deps, status: BoxStatus, language: Language): FindingView[] {
  const found = [
    ...setUp(deps),
    ...printers(deps, status, language),
    ...queues(deps),
    ...reviews(deps),
    ...codes(deps),
    ...devices(status),
    ...truth(status),
    ...clock(status),
    ...settings(deps),
    ...restored(deps),
    ...machine(status),
    ...certificate(deps, language),
  ];
  return found.map(({ level, code, subject, facts = {}, command }) => ({
    level,
    code,
    ...(subject === undefined ? {} : { subject }),
    sentence: fill(language, `doctor.${code}` as Key, facts),
    remedy: fill(language, `doctor.${code}.remedy` as Key, facts),
    ...(command === undefined ? {} : { command }),
  }));
}

function* setUp(deps: Deps): Iterable<Found> {
  const prices = deps.accounting.ask({ name: "prices" });
  const all = deps.accounting.ask({ name: "printers" });
  const open = deps.accounting.ask({ name: "queues" });
  if (prices.length === 0) yield { level: "needs", code: "no-price" };
  if (all.length === 0) yield { level: "needs", code: "no-printer" };
  if (open.length === 0) yield { level: "needs", code: "no-queue" };
  else if (!deps.accounting.ask({ name: "default-queue" })) yield { level: "advice", code: "no-default-queue" };
  for (const printer of prices.length === 0 ? [] : all) {
    if (!prices.some((price) => price.name === printer.price)) {
      yield { level: "needs", code: "price-missing", subject: printer.name, facts: { name: printer.name, price: printer.price } };
    }
  }
}

function* printers(deps: Deps, status: BoxStatus, language: Language): Iterable<Found> {
  for (const printer of deps.accounting.ask({ name: "printers" })) {
    const condition = status.printers.find((one) => one.name === printer.name);
    const facts = { name: printer.name, uri: printer.uri };
    if (condition?.reasons.includes("certificate-changed"))
      yield { level: "needs", code: "printer-certificate", subject: printer.name, facts };
    else if (condition?.state === "unreachable") yield { level: "needs", code: "printer-unreachable", subject: printer.name, facts };
    else if (condition?.state === "stopped") {
      yield {
        level: "needs",
        code: "printer-stopped",
        subject: printer.name,
        facts: { ...facts, reasons: reasonsOf(language, condition.reasons) },
      };
    } else if (!printer.capabilities) yield { level: "needs", code: "printer-never-asked", subject: printer.name, facts };
    if (printer.capabilities && !printer.evidence && countsItself(printer)) {
      yield { level: "advice", code: "printer-uncalibrated", subject: printer.name, facts };
    }
    if (condition) yield* supplies(condition, language);
  }
}

/** As levels tell it, else as the printer's own reasons do; what stops it is told as that. */
function* supplies({ name, state, reasons, supplies = [] }: BoxStatus["printers"][number], language: Language): Iterable<Found> {
  const low = supplies.filter((supply) => supply.low);
  const said = state === "stopped" ? [] : reasons.filter((reason) => /^(?:toner|marker)-.*(?:low|empty|full)/.test(reason));
  const told = low.length > 0 ? low.map((supply) => supplySentence(language, supply)) : said.map((reason) => reasonsOf(language, [reason]));
  if (told.length === 0) return;
  const needs =
    low.some(({ level, waste }) => level === 0 && !waste) || (low.length === 0 && said.some((reason) => reason.includes("empty")));
  const named = told.slice(0, mostNamed).join(", ");
  yield { level: needs ? "needs" : "advice", code: "printer-supply", subject: name, facts: { name, supplies: named } };
}

const supplySentence = (language: Language, { name, level = 0, waste }: Supply): string =>
  fill(language, waste ? "supply.full" : "supply.left", { name: name || fill(language, "supply.unnamed", {}), level });

const reasonsOf = (language: Language, reasons: readonly string[]): string =>
  reasons.map((reason) => reasonSentence(language, reason) ?? reason).join(", ") || fill(language, "screen.stopped.unsaid", {});

/** A folder's paper log is exact by itself. */
const countsItself = (printer: Printer): boolean => !printer.uri.startsWith("folder:");

function* queues(deps: Deps): Iterable<Found> {
  const names = new Set(deps.accounting.ask({ name: "printers" }).map((printer) => printer.name));
  for (const queue of deps.accounting.ask({ name: "queues" })) {
    if (!queue.printers.some((name) => names.has(name)))
      yield { level: "needs", code: "queue-without-printer", subject: queue.name, facts: { name: queue.name } };
  }
}

/** Named in one sentence; the others show when these are done. */
const mostNamed = 5;

function* codes(deps: Deps): Iterable<Found> {
  const people = deps.accounting.ask({ name: "short-codes" });
  if (people.length === 0) return;
  const named = people.slice(0, mostNamed).map((user) => user.login);
  const users = deps.accounting.ask({ name: "user-count" });
  const logins = [...named, ...(people.length > named.length ? ["…"] : [])].join(", ");
  const facts = { n: people.length, logins, login: named[0] ?? "", users, digits: codeDigits(users), asked: codeDigitsToSet(users) };
  yield { level: "needs", code: "codes-short", subject: facts.login, facts };
}

function* reviews(deps: Deps): Iterable<Found> {
  const { total } = deps.books.endedJobs({ review: true, since: deps.clock.now() - reviewedForMs, limit: 1 });
  if (total > 0) yield { level: "advice", code: "reviews", facts: { n: total } };
}

function* devices(status: BoxStatus): Iterable<Found> {
  for (const device of status.devices) {
    if (device.state === "ready") continue;
    const command = device.debianPackage === undefined ? {} : { command: install(device.debianPackage) };
    yield { level: "needs", code: deviceFinding(device), subject: device.name, facts: deviceFacts(device), ...command };
  }
}

const deviceFacts = ({ name, problem, state, debianPackage = "" }: DeviceCondition) => ({
  name,
  problem: problem ?? state,
  package: debianPackage,
});

export const deviceSentence = (device: DeviceCondition, language: Language): string =>
  fill(language, `doctor.${deviceFinding(device)}` as Key, deviceFacts(device));

function deviceFinding({ state, fault, debianPackage }: DeviceCondition): string {
  if (state === "absent") return "device-absent";
  if (debianPackage !== undefined) return "device-package";
  if (fault === "ambiguous") return "device-ambiguous";
  if (fault === "not-allowed") return "device-not-allowed";
  return fault === "library-missing" ? "device-library" : "device-failed";
}

function* restored({ restores: { failure } }: Deps): Iterable<Found> {
  if (failure !== undefined) yield { level: "needs", code: "restore-failed", facts: { problem: failure } };
}

function* settings({ settings: { undone, waits } }: Deps): Iterable<Found> {
  if (undone !== undefined) yield { level: "needs", code: "settings-undone", facts: { problem: undone } };
  if (waits) yield { level: "advice", code: "settings-wait" };
}

/** What the box knows against itself. */
function* truth({ store, books }: BoxStatus): Iterable<Found> {
  const [breach] = store.breaches;
  if (breach !== undefined) yield { level: "needs", code: "state-contradicts", facts: { n: store.breaches.length, breach } };
  if (books.verified?.ok === false) yield { level: "needs", code: "books-unsound", facts: { sentence: books.verified.sentence } };
}

/** Nothing stands still by it until a period is due; a clock that was set is looked at before that. */
function* clock({ clock: trust }: BoxStatus): Iterable<Found> {
  if (!trust.trusted) yield { level: trust.why === "unset" ? "advice" : "needs", code: `time-${trust.why}` };
}

/** On Debian, which the appliance is. */
const install = (name: string): string => `apt install ${name}`;

function* machine(status: BoxStatus): Iterable<Found> {
  const { spool, books } = status;
  const percent = spool.most === 0 ? 0 : Math.round((spool.bytes * 100) / spool.most);
  if (percent >= spoolFullPercent) yield { level: "needs", code: "spool-full", facts: { percent } };
  if (books.problem !== undefined) yield { level: "needs", code: "books-stopped", facts: { problem: books.problem, rows: books.behind } };
  else if (books.behind >= mostRowsBehind) yield { level: "needs", code: "books-behind", facts: { rows: books.behind } };
  if (status.engines.length === 0) yield { level: "needs", code: "no-engine", command: install("poppler-utils") };
  else if (!status.engines.includes("poppler")) yield { level: "advice", code: "no-poppler", command: install("poppler-utils") };
  if (status.sandbox === "none") yield { level: "advice", code: "sandbox-none", command: install("util-linux") };
  if (status.sandbox === "limits") yield { level: "advice", code: "sandbox-limits", command: "sysctl kernel.unprivileged_userns_clone=1" };
  if (status.ipps === undefined || status.https === undefined) yield { level: "advice", code: "no-tls" };
}

/** The box's own renews itself; one that is ordered says so where it cannot be. */
function* certificate({ certificates, clock }: Deps, language: Language): Iterable<Found> {
  const { source, inForce, acme, names, lost } = certificates.state();
  if (lost) yield { level: "needs", code: "certificate-lost" };
  if (acme?.problem) yield { level: "needs", code: "certificate-order", facts: { sentence: acmeSentence(language, acme.problem) } };
  if (!inForce || source === "own") return;
  const facts = { name: inForce.names[0] ?? inForce.subject, issuer: inForce.issuer, at: formatDate(language, inForce.until) };
  const left = inForce.until - clock.now();
  if (left <= 0) yield { level: "needs", code: "certificate-ended", facts };
  else if (left < certificateEndsMs && source === "uploaded") yield { level: "needs", code: "certificate-ends", facts };
  if (source === "uploaded" && inForce.end === "open") yield { level: "advice", code: "certificate-open", facts };
  const missing = names.filter((name) => !covers(inForce.names, name));
  if (missing.length > 0) yield { level: "advice", code: "certificate-names", facts: { names: missing.join(", ") } };
}
