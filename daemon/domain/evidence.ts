// What a printer says came out, and what we make of it. No evidence is never zero evidence (PROMISES.md, "Settling a job").

/** Best first. `quote` is no evidence at all: nothing but the spool's own count. */
export type EvidenceSource = "ipp" | "pjl" | "snmp" | "paper-log" | "quote";

/** How the printer says the job ended; `unknown` when it no longer knows the job or cannot be reached. */
export type FinalState = "completed" | "aborted" | "canceled" | "unknown";

export interface Evidence {
  readonly source: EvidenceSource;
  readonly final: FinalState;
  /** Sides, as the printer counts them; undefined: it said nothing. */
  readonly impressions?: number;
  readonly sheets?: number;
  /** The printer's own words on why it stopped. */
  readonly reasons?: readonly string[];
  /** Whether a byte left for the printer: nothing sent, nothing printed. */
  readonly sent: boolean;
}

/** Among the reasons: a person stopped it. IPP's own word for it (RFC 8011 §5.3.8). */
export const stoppedByPerson = "job-canceled-by-user";

/** How a printer counts, measured by a calibration print when it is approved. */
export interface EvidenceProfile {
  /** Counts one copy only, or all copies. */
  readonly perCopy: boolean;
  /** Counts the blank back of an odd duplex job. */
  readonly countsBlankBacks: boolean;
  readonly calibratedAt: number;
}

/** What was reserved, as far as judging needs it. */
export interface Expected {
  readonly impressions: number;
  readonly copies: number;
  readonly duplex: boolean;
  /** How many of the impressions are A3, which some printers count as two; absent: none. */
  readonly large?: number;
}

export interface Verdict {
  /** Impressions to charge, at most what was reserved. */
  readonly impressions: number;
  readonly verified: boolean;
  /** Printed nothing at all: the job may be released again. */
  readonly none: boolean;
  /** Set when a person should look: the sentence's key in the words. */
  readonly review?: ReviewReason;
}

export type ReviewReason = "no-count" | "more-than-sent" | "fewer-than-sent" | "stopped-without-count" | "printer-lost" | "never-confirmed";

/** The whole table. `completed` without a count charges the quote, unverified; stopped without a count charges nothing and is listed. */
export function judge(evidence: Evidence, expected: Expected, profile: EvidenceProfile | undefined): Verdict {
  if (!evidence.sent) return { impressions: 0, verified: true, none: true };
  const trusted = profile !== undefined || evidence.source === "paper-log";
  const counted = countedImpressions(evidence, expected, profile, trusted);
  if (counted === undefined) {
    if (evidence.final === "completed") return { impressions: expected.impressions, verified: false, none: false, review: "no-count" };
    if (evidence.final === "unknown") return { impressions: 0, verified: false, none: false, review: "printer-lost" };
    return { impressions: 0, verified: false, none: false, review: "stopped-without-count" };
  }
  const verified = trusted && counted.exact;
  const impressions = Math.min(counted.sides, expected.impressions);
  if (counted.sides > expected.impressions) return { impressions, verified, none: false, review: "more-than-sent" };
  // Counted so far, then lost: more may have come out since.
  if (evidence.final === "unknown") return { impressions, verified: false, none: false, review: "never-confirmed" };
  if (evidence.final === "completed" && impressions < expected.impressions)
    return { impressions, verified, none: false, review: "fewer-than-sent" };
  return { impressions, verified, none: counted.shown === 0 };
}

interface Counted {
  /** As the printer says it. */
  readonly shown: number;
  /** Sides in all copies that this proves; never more than came out. */
  readonly sides: number;
  /** false: as many more may have come out as the way of counting leaves open. */
  readonly exact: boolean;
}

/**
 * What the count proves, or undefined where the printer said nothing that counts: absent, negative, or a 0 that proves nothing, since it
 * completed, or was never seen to count at all. Else a printer whose counter stands still would print for nothing when canceled at its panel.
 */
function countedImpressions(
  evidence: Evidence,
  expected: Expected,
  profile: EvidenceProfile | undefined,
  trusted: boolean,
): Counted | undefined {
  const { impressions, sheets, final } = evidence;
  const zeroProves = trusted && (final === "aborted" || final === "canceled");
  if (impressions !== undefined && Number.isSafeInteger(impressions) && (impressions > 0 || (impressions === 0 && zeroProves)))
    return provenBy(impressions, evidence, expected, profile);
  // One-sided sheets are sides; duplex sheets only bound them, so they prove nothing exact.
  if (sheets !== undefined && Number.isSafeInteger(sheets) && sheets > 0 && !expected.duplex)
    return { shown: sheets, sides: sheets, exact: true };
  return undefined;
}

function provenBy(shown: number, { source, final }: Evidence, expected: Expected, profile: EvidenceProfile | undefined): Counted {
  const completed = final === "completed";
  const blanks = profile?.countsBlankBacks === true;
  // Stopped, a counter of one copy does not say in which copy.
  const whichCopy = profile?.perCopy !== true || completed || expected.copies === 1 || shown === 0;
  const all = profile?.perCopy && completed ? shown * expected.copies : shown;
  const large = source === "paper-log" ? 0 : (expected.large ?? 0);
  const backs = blanks ? blankBacks(expected) : 0;
  // A whole job shows how A3 is counted, and its counter may yet be late by the last backs.
  const wholeAs = (each: 1 | 2): number => expected.impressions + (each - 1) * large;
  const whole = completed && ([1, 2] as const).some((each) => all >= wholeAs(each) && all <= wholeAs(each) + backs);
  if (whole) return { shown, sides: expected.impressions, exact: true };
  if (large === 0) return { shown, sides: withoutBlanks(all, expected, blanks), exact: whichCopy };
  // Of a part each A3 side may stand for two in the count.
  const least = completed ? all : undoubled(all, large + backs);
  return { shown, sides: withoutBlanks(least, expected, blanks), exact: false };
}

/** The fewest sides that can show this number when up to `large` of them count twice. */
const undoubled = (all: number, large: number): number => (all <= 2 * large ? Math.ceil(all / 2) : all - large);

/**
 * The sides among what was counted, each finished copy with its blank back. Printed copy by copy this is exact; printed sheet by sheet the
 * blanks come last, so it is never more than came out.
 */
function withoutBlanks(all: number, expected: Expected, counted: boolean): number {
  if (!counted || blankBacks(expected) === 0) return all;
  return all - Math.floor(all / (expected.impressions / expected.copies + 1));
}

/** Of an odd duplex job, one each copy. */
const blankBacks = ({ impressions, copies, duplex }: Expected): number => (duplex && (impressions / copies) % 2 === 1 ? copies : 0);
