// A person who prints, and what they sign in with.
import type { UserId } from "./ids.ts";
import type { NoticeChoices } from "./message.ts";

/** What a person may do for others. Everybody may do everything for themselves. */
export type Role = "administrator";

export type ReleaseMode = "default" | "manual" | "automatic";

export interface User {
  readonly id: UserId;
  readonly realm: string;
  readonly login: string;
  readonly name: string;
  /** A limited person prints within their credit; an unlimited one is counted and never refused for credit. */
  readonly limited: boolean;
  readonly department?: string;
  readonly email?: string;
  readonly release: ReleaseMode;
  /** Keys of the unique indexes this person holds: `/q/card/…` and `/q/code/…` without their prefix. */
  readonly cards: readonly string[];
  readonly code?: string;
  /** scrypt hash made by people/secrets; undefined: the card alone is enough. */
  readonly pin?: string;
  readonly password?: string;
  /** Absent: none. */
  readonly roles?: readonly Role[];
  /** What they read, as a BCP 47 tag; absent: what the page or the box is set to. */
  readonly language?: string;
  /** What they want to be told of; absent: as the box is set. */
  readonly notices?: NoticeChoices;
  /** Lifted only by directories and administrators; a closed person neither signs in nor prints. */
  readonly closed: boolean;
  readonly version?: number;
}

export const isAdministrator = (user: User): boolean => !user.closed && (user.roles?.includes("administrator") ?? false);

/** A card as its owner tells it from another; `id` is its key in the unique index. */
export interface CardOf {
  readonly id: string;
  /** The last two characters of its number. */
  readonly ends?: string;
  readonly addedAt?: number;
}

/** A browser somebody signed in with. */
export interface BrowserSession {
  /** The hash of its token: who reads it here cannot use it. */
  readonly id: string;
  readonly user: UserId;
  readonly createdAt: number;
  /** Never more than an hour behind. */
  readonly seenAt: number;
  readonly address: string;
  /** What the browser called itself. */
  readonly agent: string;
}

const hourMs = 60 * 60_000;
/** A browser left alone is signed out after half a day, and any after a month. */
const idleMs = 12 * hourMs;
const longestMs = 30 * 24 * hourMs;
export const seenEveryMs = hourMs;

/** A clock that was set back makes no session last longer (PR12). */
export const isOver = ({ createdAt, seenAt }: BrowserSession, now: number): boolean =>
  Math.abs(now - seenAt) >= idleMs || Math.abs(now - createdAt) >= longestMs;

/** Wrong tries inside a sliding window (PR16). Kept replicated, so a restart forgives nothing. */
export interface Lock {
  /** Times of wrong tries, ms since 1970, oldest first; never more than the limit. */
  readonly tries: readonly number[];
}

export interface TryLimit {
  readonly most: number;
  readonly withinMs: number;
}

export const triesPerAccount: TryLimit = { most: 5, withinMs: 15 * 60_000 };
export const triesPerReader: TryLimit = { most: 20, withinMs: 15 * 60_000 };
export const triesPerBox: TryLimit = { most: 100, withinMs: 60 * 60_000 };

/** Tries far ahead were made before the clock was set back: a day's step must not lock anybody for a day (PR12). */
const triesWithin = (lock: Lock | undefined, { withinMs }: TryLimit, now: number): readonly number[] =>
  (lock?.tries ?? []).filter((at) => Math.abs(now - at) < withinMs);

/** Until when, in ms since 1970, no further try is allowed; undefined when one is. */
export function lockedUntil(lock: Lock | undefined, limit: TryLimit, now: number): number | undefined {
  const recent = triesWithin(lock, limit, now);
  const oldest = recent.at(-limit.most);
  return oldest === undefined ? undefined : oldest + limit.withinMs;
}

export const afterWrongTry = (lock: Lock | undefined, limit: TryLimit, now: number): Lock => ({
  tries: [...triesWithin(lock, limit, now), now].slice(-limit.most),
});

/** A code alone signs in only with at least 4 + ⌈log10(users)⌉ digits (PR16). */
export const codeDigits = (users: number): number => 4 + Math.ceil(Math.log10(Math.max(1, users)));

/** One to spare: a code given today still signs in when there are ten times as many people. */
const spareDigits = 1;
export const codeDigitsToSet = (users: number): number => codeDigits(users) + spareDigits;
