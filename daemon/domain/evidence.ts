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
  const impressions = Math.min(counted, expected.impressions);
  if (counted > expected.impressions) return { impressions, verified: trusted, none: false, review: "more-than-sent" };
  // Counted so far, then lost: more may have come out since.
  if (evidence.final === "unknown") return { impressions, verified: false, none: false, review: "never-confirmed" };
  if (evidence.final === "completed" && counted < expected.impressions)
    return { impressions, verified: trusted, none: false, review: "fewer-than-sent" };
  return { impressions, verified: trusted, none: impressions === 0 };
}

/**
 * Sides in all copies, or undefined where the printer said nothing that counts: absent, negative, or a 0 that proves nothing, since it
 * completed, or was never seen to count at all. Else a printer whose counter stands still would print for nothing when canceled at its panel.
 */
function countedImpressions(
  evidence: Evidence,
  expected: Expected,
  profile: EvidenceProfile | undefined,
  trusted: boolean,
): number | undefined {
  const { impressions, sheets, final } = evidence;
  const zeroProves = trusted && (final === "aborted" || final === "canceled");
  if (impressions !== undefined && Number.isSafeInteger(impressions) && (impressions > 0 || (impressions === 0 && zeroProves))) {
    const all = profile?.perCopy && final === "completed" ? impressions * expected.copies : impressions;
    const blanks = profile?.countsBlankBacks && expected.duplex ? blankBacks(expected) : 0;
    return blanks > 0 && all === expected.impressions + blanks ? expected.impressions : all;
  }
  // One-sided sheets are sides; duplex sheets only bound them, so they prove nothing exact.
  if (sheets !== undefined && Number.isSafeInteger(sheets) && sheets > 0 && !expected.duplex) return sheets;
  return undefined;
}

const blankBacks = (expected: Expected): number => ((expected.impressions / expected.copies) % 2 === 1 ? expected.copies : 0);
