// The account book of somebody who only hears the answers, and says before each what it must be. Never looks into the state.
import type { Page } from "../../../daemon/domain/document.ts";
import type { Evidence } from "../../../daemon/domain/evidence.ts";
import type { UserId } from "../../../daemon/domain/ids.ts";
import type { RefusalCode } from "../../../daemon/domain/refusal.ts";
import { costOf, costOfSome, type PriceList, type Side, sidesOut, type Wish } from "./price-list.ts";

export interface Person {
  readonly user: UserId;
  limited: boolean;
  balance: number;
  reserved: number;
}

export interface Paper {
  readonly owner: Person;
  readonly pages: readonly Page[];
  state: "held" | "printing" | "gone";
  attempts: number;
  /** Attempts given up before they were made. */
  readonly givenUp: Set<number>;
}

export interface Release {
  readonly paper: Paper;
  readonly wish: Wish;
  /** The prices of that moment, whatever they become. */
  readonly list: PriceList;
  readonly sides: readonly Side[];
  readonly price: number;
  state: "open" | "settled" | "voided";
}

/** Answered with `done`, or refused so. */
export type Expected = "done" | RefusalCode;

const short = ({ limited, balance, reserved }: Person, amount: number): boolean => limited && balance - reserved < amount;

export const mayMove = (person: Person, amount: number): Expected =>
  amount < 0 && short(person, -amount) ? "account-limit-reached" : "done";

export const mayLimit = ({ balance, reserved }: Person, limited: boolean): Expected =>
  limited && balance - reserved < 0 ? "account-limit-reached" : "done";

export const priceNow = (paper: Paper, wish: Wish, list: PriceList): number => costOf(sidesOut(paper.pages, wish), list);

export function mayRelease(paper: Paper, price: number, shown: number | undefined): Expected {
  if (paper.state === "gone") return "job-not-found";
  if (paper.state === "printing") return "job-not-possible";
  if (shown !== undefined && shown !== price) return "price-changed";
  if (paper.givenUp.has(paper.attempts + 1)) return "job-not-possible";
  return short(paper.owner, price) ? "account-limit-reached" : "done";
}

export function release(paper: Paper, wish: Wish, list: PriceList): Release {
  const sides = sidesOut(paper.pages, wish);
  const price = costOf(sides, list);
  paper.state = "printing";
  paper.attempts += 1;
  paper.owner.reserved += price;
  return { paper, wish, list, sides, price, state: "open" };
}

export interface Came {
  readonly charged: number;
  readonly heldAgain: boolean;
}

/** A paper log is believed: also that nothing came, unless it says at once that all is well. No count at the end is all of it. */
export function settle(release: Release, { sent, impressions: count, final }: Evidence): Came {
  const { paper, sides, wish, list, price } = release;
  const counted = count !== undefined && (count > 0 || final === "aborted" || final === "canceled");
  const all = final === "completed" ? sides.length : 0;
  const came = sent ? Math.min(counted ? count : all, sides.length) : 0;
  const heldAgain = !sent || (counted && count === 0);
  const charged = costOfSome(sides, came, wish.copies, list);
  release.state = "settled";
  paper.state = heldAgain ? "held" : "gone";
  paper.owner.reserved -= price;
  paper.owner.balance -= charged;
  return { charged, heldAgain };
}

export function giveUp(release: Release): void {
  release.state = "voided";
  release.paper.state = "held";
  release.paper.owner.reserved -= release.price;
}
