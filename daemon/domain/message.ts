// What the box tells a person of their own accord: which events, how insistently, and what is kept until they have seen it.
import type { Money } from "./money.ts";

export const noticeEvents = ["printed", "refunded", "expired", "credit-low", "refused"] as const;
export type NoticeEvent = (typeof noticeEvents)[number];

/** Not at all; shown until it is closed or old; shown until it is confirmed. */
export type Notice = "none" | "info" | "confirm";

export type NoticeChoices = Readonly<Partial<Record<NoticeEvent, Notice>>>;

/** What holds for whoever chose nothing, and below which credit it is low. */
export interface NoticeDefaults {
  readonly events: NoticeChoices;
  readonly lowCredit: Money;
}

export interface Message {
  /** One deed is told once, however often it is decided. */
  readonly id: string;
  /** ms since 1970. */
  readonly at: number;
  readonly event: NoticeEvent;
  readonly notice: "info" | "confirm";
  readonly title?: string;
  readonly impressions?: number;
  readonly amount?: Money;
  readonly refunded?: Money;
  /** Why, as a code of the registry of refusals. */
  readonly problem?: string;
  /** What its sentence needs. */
  readonly facts?: Readonly<Record<string, string | number>>;
}

/** Somebody away for a month finds these, not two hundred. */
const mostMessages = 20;
/** Read at once or never: of those that ask for nothing. */
const mostInfos = 5;
const infoMs = 60 * 60_000;
/** Enough to know a job by; a record stays small. */
const longestTitle = 80;

export const isFresh = ({ notice, at }: Message, now: number): boolean => notice === "confirm" || Math.abs(now - at) < infoMs;

/** With one more; the oldest make room. */
export function withMessage(before: readonly Message[], message: Message, now: number): readonly Message[] {
  const title = message.title === undefined ? {} : { title: message.title.slice(0, longestTitle) };
  const all = [...before.filter((one) => one.id !== message.id && isFresh(one, now)), { ...message, ...title }];
  const infos = all.filter(({ notice }) => notice === "info").slice(-mostInfos);
  return all.filter((one) => one.notice === "confirm" || infos.includes(one)).slice(-mostMessages);
}
