// Reasons given as keywords, in words; undefined where we have none for them.
import { fill, isKey, type Language } from "./say.ts";

/** Why a printer stands still: its own keywords (RFC 8011 §5.4.12, PWG 5100.9), without the severity at their end. */
export function reasonSentence(language: Language, reason: string): string | undefined {
  const key = `reason.${reason.replace(/-(?:error|warning|report)$/, "")}`;
  return isKey(key) ? fill(language, key, {}) : undefined;
}

/** Why what was charged was not proven (domain/evidence.ts). */
export function reviewSentence(language: Language, review: string): string | undefined {
  const key = `review.${review}`;
  return isKey(key) ? fill(language, key, {}) : undefined;
}
