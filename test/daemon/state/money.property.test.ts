// Random visits of random people, while prices change and messages come twice or late, against a book kept by somebody who hears only the
// answers: every answer must be the one that book expects, and every charge the one a price list and a pencil give.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type Account, spendable } from "../../../daemon/domain/account.ts";
import { type DocumentFacts, type Page, plainTicket, type Ticket } from "../../../daemon/domain/document.ts";
import type { FinalState } from "../../../daemon/domain/evidence.ts";
import { type CommandId, type JobId, type PriceName, type ReservationId, type UserId, userAccount } from "../../../daemon/domain/ids.ts";
import { isMoneyRow, unbalanced } from "../../../daemon/domain/ledger.ts";
import { money } from "../../../daemon/domain/money.ts";
import type { Capabilities } from "../../../daemon/domain/printing.ts";
import { isRefusal } from "../../../daemon/domain/refusal.ts";
import type { Command, Outcome } from "../../../daemon/state/commands.ts";
import { keys } from "../../../daemon/state/keys.ts";
import * as book from "./money-book.ts";
import type { PriceList, Wish } from "./price-list.ts";
import { amelie, byBox, hall, jobOf, operator, printed, school } from "./school.ts";
import { box, type World } from "./world.ts";

type MoneyAct = Command<"top-up"> | Command<"adjust">;

/** No A3: how a printer counts that is a matter of evidence, not of price (evidence.ts). */
const page: fc.Arbitrary<Page> = fc.record({ color: fc.boolean(), size: fc.constantFrom("a4", "other", "a5") });
const wish: fc.Arbitrary<Wish> = fc.record({
  copies: fc.integer({ min: 1, max: 3 }),
  black: fc.boolean(),
  numberUp: fc.constantFrom(1, 2),
});
const finals: readonly FinalState[] = ["completed", "aborted", "canceled", "unknown"];
/** Prices and shares at which rounding decides. */
const priceList: fc.Arbitrary<PriceList> = fc.record({
  mono: fc.integer({ min: 1, max: 999 }),
  color: fc.integer({ min: 1, max: 2999 }),
  sizes: fc.record({ other: fc.integer({ min: 1, max: 2500 }) }),
});

/** Does whatever is asked of it. */
const able: Capabilities = {
  makeModel: "Test",
  formats: ["application/pdf"],
  color: true,
  duplex: true,
  copies: 99,
  media: [],
  colorModes: ["auto", "color", "monochrome"],
  numberUp: [1, 2],
  askedAt: 1,
};

/** A town, its state, and the book of what it was told. */
class Town {
  readonly world: World;
  readonly people: book.Person[];
  readonly #papers: { readonly job: JobId; readonly paper: book.Paper }[] = [];
  readonly #releases: { readonly id: ReservationId; readonly release: book.Release }[] = [];
  readonly #moves: { readonly command: MoneyAct; readonly person: book.Person; answer: Outcome }[] = [];
  #list: PriceList = { mono: 500, color: 2000, sizes: { a3: 2000 } };
  #serial = 0;

  constructor() {
    this.world = school(money(0));
    this.world.must({ name: "report-printer", by: byBox, printer: hall, capabilities: able });
    this.people = [amelie, "u-bob", "u-chloe"].map((user, i) => ({ user: user as UserId, limited: i < 2, balance: 0, reserved: 0 }));
    for (const { user, limited } of this.people.slice(1))
      this.world.must({ name: "add-user", by: operator, user, login: user.slice(2), displayName: user, limited });
  }

  move(who: number, amount: number, name: MoneyAct["name"]): void {
    const person = pick(this.people, who)!;
    const id = `c-${this.#serial++}` as CommandId;
    const command = { name, by: operator, id, user: person.user, amount: money(amount), reason: "r" } as MoneyAct;
    const answer = this.#expect(command, book.mayMove(person, amount));
    if (!isRefusal(answer)) person.balance += amount;
    this.#moves.push({ command, person, answer });
  }

  /** A refusal was no act: it is decided anew. */
  moveAgain(which: number, otherwise: boolean): void {
    const move = pick(this.#moves, which);
    if (!move) return;
    const { command, person, answer } = move;
    const repeated = otherwise ? { ...command, amount: money(command.amount + 1) } : command;
    if (!isRefusal(answer)) {
      const same = this.#expect(repeated, otherwise ? "command-conflict" : "done");
      if (!otherwise) assert.deepEqual(same, answer, "the same act has the same answer");
      return;
    }
    move.answer = this.#expect(command, book.mayMove(person, command.amount));
    if (!isRefusal(move.answer)) person.balance += command.amount;
  }

  limit(who: number, limited: boolean): void {
    const person = pick(this.people, who)!;
    const answer = this.#expect(
      { name: "change-user", by: operator, user: person.user, change: { limited } },
      book.mayLimit(person, limited),
    );
    if (!isRefusal(answer)) person.limited = limited;
  }

  reprice(list: PriceList): void {
    this.#list = list;
    const profile = { name: "default" as PriceName, mono: money(list.mono), color: money(list.color), sizes: list.sizes };
    this.world.must({ name: "set-price", by: operator, profile });
  }

  send(who: number, pages: readonly Page[]): void {
    const owner = pick(this.people, who)!;
    const facts: DocumentFacts = { pages, copiesInside: 1, engine: "test" };
    const job = jobOf(`j${this.#serial++}`, facts, "named", owner.user);
    this.world.must({ name: "accept-job", by: byBox, job });
    this.#papers.push({ job: job.id, paper: { owner, pages, state: "held", attempts: 0, givenUp: new Set() } });
  }

  release(which: number, wish: Wish, shown: "nothing" | "the price" | "another"): void {
    const found = pick(this.#papers, which);
    if (!found) return;
    const { job, paper } = found;
    const price = book.priceNow(paper, wish, this.#list);
    const seen = { nothing: undefined, "the price": price, another: price + 1 }[shown];
    const ticket: Ticket = { ...plainTicket, copies: wish.copies, numberUp: wish.numberUp, color: wish.black ? "monochrome" : "auto" };
    const reserve = { name: "reserve", by: operator, job, printer: hall, ticket, settler: box } as const;
    const answer = this.#expect(seen === undefined ? reserve : { ...reserve, shown: money(seen) }, book.mayRelease(paper, price, seen));
    if (isRefusal(answer)) return;
    const release = book.release(paper, wish, this.#list);
    assert.equal(answer.quote.total, release.price, "what is set aside is the price of that moment");
    this.#releases.push({ id: answer.id, release });
  }

  /** With just enough, or one ten-thousandth too little. */
  releaseToThePenny(which: number, wish: Wish, missing: number): void {
    const paper = pick(this.#papers, which)?.paper;
    if (!paper) return;
    const { balance, reserved } = paper.owner;
    const amount = book.priceNow(paper, wish, this.#list) - missing - (balance - reserved);
    if (amount !== 0) this.move(this.people.indexOf(paper.owner), amount, "adjust");
    this.release(which, wish, "nothing");
  }

  settle(which: number, impressions: number | undefined, final: FinalState, sent: boolean): void {
    const found = pick(this.#releases, which);
    if (!found) return;
    const { id, release } = found;
    const evidence = { ...printed(impressions, final), sent };
    const answer = this.world.propose({ name: "settle", by: byBox, reservation: id, evidence });
    assert.equal(isRefusal(answer), release.state !== "open", "a reservation ends once");
    if (isRefusal(answer)) return;
    const came = book.settle(release, evidence);
    assert.deepEqual([answer.charged, answer.heldAgain], [came.charged, came.heldAgain]);
    assert.equal(answer.charged + answer.refunded, release.price);
  }

  void(which: number): void {
    const found = pick(this.#releases, which);
    if (!found) return;
    const { id, release } = found;
    const job = id.split(".")[0] as JobId;
    const answer = this.world.propose({ name: "void", by: byBox, reservation: id, job, reason: "r" });
    if (release.state === "open") book.giveUp(release);
    else if (release.state === "settled") assert.ok(isRefusal(answer), "what is settled is not voided");
  }

  /** Voided before it was made: should it come after all, it cannot commit. */
  voidAhead(which: number): void {
    const found = pick(this.#papers, which);
    if (!found) return;
    const { job, paper } = found;
    const attempt = paper.attempts + 1;
    const reservation = `${job}.${box}.1.${attempt}` as ReservationId;
    this.#expect({ name: "void", by: byBox, reservation, job, reason: "r" }, paper.state === "gone" ? "job-not-found" : "done");
    paper.givenUp.add(attempt);
  }

  cancel(which: number): void {
    const found = pick(this.#papers, which);
    if (!found) return;
    const { job, paper } = found;
    const expected = { held: "done", printing: "job-not-possible", gone: "job-not-found" } as const;
    const answer = this.#expect({ name: "cancel-job", by: operator, job, reason: "unwanted" }, expected[paper.state]);
    if (!isRefusal(answer)) paper.state = "gone";
  }

  #expect<N extends Command["name"]>(command: Command<N>, expected: book.Expected): Outcome<N> {
    const answer = this.world.propose(command);
    assert.equal(isRefusal(answer) ? answer.refused : "done", expected, `${JSON.stringify(command)} → ${JSON.stringify(answer)}`);
    return answer;
  }
}

const pick = <T>(list: readonly T[], which: number): T | undefined => list[which % list.length];

type Act = Exclude<keyof Town, "world" | "people">;
type Generated<Args extends readonly unknown[]> = { [I in keyof Args]: fc.Arbitrary<Args[I]> };

interface Deed {
  readonly act: Act;
  readonly args: readonly unknown[];
}

const deed = <A extends Act>(act: A, ...args: Generated<Parameters<Town[A]>>): fc.Arbitrary<Deed> =>
  fc.record({ act: fc.constant(act), args: fc.tuple(...(args as fc.Arbitrary<unknown>[])) });

const who = fc.nat(2);
const which = fc.nat(99);
const often = <T>(arbitrary: fc.Arbitrary<T>): fc.WeightedArbitrary<T> => ({ weight: 3, arbitrary });

const deeds = fc.oneof(
  often(deed("move", who, fc.integer({ min: 1, max: 30_000 }), fc.constant("top-up"))),
  deed("move", who, fc.integer({ min: -20_000, max: 20_000 }).filter(Boolean), fc.constant("adjust")),
  deed("moveAgain", which, fc.boolean()),
  deed("limit", who, fc.boolean()),
  deed("reprice", priceList),
  often(deed("send", who, fc.array(page, { minLength: 1, maxLength: 6 }))),
  often(deed("release", which, wish, fc.constantFrom("nothing", "the price", "another"))),
  deed("releaseToThePenny", which, wish, fc.nat(1)),
  often(deed("settle", which, fc.option(fc.nat(20), { nil: undefined }), fc.constantFrom(...finals), fc.boolean())),
  deed("void", which),
  deed("voidAhead", which),
  deed("cancel", which),
);

function audit({ world, people }: Town): void {
  assert.deepEqual(world.breaches(), []);
  for (const person of people) {
    const account = world.get(keys.account(userAccount(person.user))) as Account;
    assert.deepEqual([account.balance, account.reserved, account.limited], [person.balance, person.reserved, person.limited]);
    assert.ok(!person.limited || (account.balance >= account.reserved && spendable(account) >= 0));
    const legs = world.rows
      .filter(isMoneyRow)
      .flatMap((row) => row.legs)
      .filter((leg) => leg.account === account.id);
    assert.deepEqual(
      legs.map((leg) => leg.n),
      legs.map((_, i) => i + 1),
      "the counter is dense",
    );
    let running = 0;
    for (const leg of legs) assert.equal(leg.balance, (running += leg.amount));
    assert.equal(running, account.balance, "balance is the sum of its rows");
  }
  for (const row of world.rows.filter(isMoneyRow)) assert.equal(unbalanced(row.legs), undefined);
}

test("whatever people do, every answer and every charge is the one expected by somebody who only hears the answers", () => {
  fc.assert(
    fc.property(fc.array(deeds, { maxLength: 80, size: "max" }), (list) => {
      const town = new Town();
      for (const { act, args } of list) (town[act] as (...args: readonly unknown[]) => void).call(town, ...args);
      audit(town);
    }),
    { numRuns: 600 },
  );
});
