// A list of people: every order, every page and every search gives what sorting and filtering everybody would.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { openAccount } from "../../../daemon/domain/account.ts";
import { userAccount, type UserId } from "../../../daemon/domain/ids.ts";
import { money } from "../../../daemon/domain/money.ts";
import { plain, wordsIn } from "../../../daemon/domain/plain.ts";
import type { User } from "../../../daemon/domain/user.ts";
import { peopleColumns, PeopleIndex, type PeopleAsked } from "../../../daemon/state/people-index.ts";

interface Someone {
  readonly n: number;
  readonly name: string;
  readonly department?: string | undefined;
  readonly limited: boolean;
  readonly closed: boolean;
  readonly balance: number;
}

const userOf = ({ n, name, department, limited, closed }: Someone): User => ({
  id: `u-${n}` as UserId,
  realm: "local",
  login: `login${n % 7}`,
  name,
  limited,
  release: "default",
  cards: [],
  closed,
  ...(department === undefined ? {} : { department }),
});
const put = (index: PeopleIndex, someone: Someone): void => {
  const user = userOf(someone);
  index.put(user, { ...openAccount(userAccount(user.id), someone.limited), balance: money(someone.balance) });
};

const someone = fc.record({
  n: fc.nat(40),
  name: fc.constantFrom("Amélie Brunel", "amélie\nb", "Zoé", "", "Jean-Luc"),
  department: fc.option(fc.constantFrom("3B", "Büro"), { nil: undefined }),
  limited: fc.boolean(),
  closed: fc.boolean(),
  balance: fc.constantFrom(0, 5, 7),
});

/** All pages, one after the other. */
function walk(index: PeopleIndex, asked: PeopleAsked): { ids: string[]; totals: Set<number> } {
  const ids: string[] = [];
  const totals = new Set<number>();
  for (let after = asked.after; ; ) {
    const page = index.page({ ...asked, ...(after ? { after } : {}) });
    ids.push(...page.ids);
    totals.add(page.total);
    if (!page.next) return { ids, totals };
    after = page.next;
  }
}

test("whatever came, changed and left, the pages of every order are everybody sorted and searched", () => {
  fc.assert(
    fc.property(
      fc.array(someone, { maxLength: 80 }),
      fc.constantFrom(...peopleColumns),
      fc.boolean(),
      fc.boolean(),
      fc.constantFrom("", "amelie", "ame bru", "LOGIN3 3b", "buro"),
      fc.integer({ min: 1, max: 9 }),
      (acts, sort, down, closed, search, limit) => {
        const index = new PeopleIndex();
        const now = new Map<number, Someone>();
        for (const [at, act] of acts.entries()) {
          put(index, act);
          now.set(act.n, act);
          if (at === 10) index.prepare(sort); // from here on it is kept in order
          if (at === 20) index.page({ sort: "login", down: false, words: ["l"], closed, limit: 1 });
        }
        const words = wordsIn(search);
        const keyOf = (one: Someone): string | number =>
          ({
            login: userOf(one).login,
            name: plain(one.name),
            department: plain(one.department ?? ""),
            credit: one.limited ? one.balance : Number.MAX_SAFE_INTEGER,
            reserved: 0,
            cards: 0,
            role: 0,
          })[sort];
        const wanted = [...now.values()]
          .filter((one) => one.closed === closed && (!closed || one.balance !== 0))
          .filter((one) => {
            const said = plain(`${userOf(one).login}\t${one.name}\t${one.department ?? ""}`);
            return words.every((word) => said.includes(word));
          })
          .map((one) => ({ key: keyOf(one), id: `u-${one.n}` }))
          .sort((a, b) => (a.key === b.key ? (a.id < b.id ? -1 : 1) : a.key < b.key ? -1 : 1))
          .map(({ id }) => id);
        const found = walk(index, { sort, down, words, closed, limit });
        assert.deepEqual(found.ids, down ? wanted.reverse() : wanted);
        assert.deepEqual([...found.totals], [wanted.length], "each page knows how many there are");
      },
    ),
  );
});

test("a page begins where the one before ended, also when its last row went meanwhile", () => {
  const index = new PeopleIndex();
  for (let n = 0; n < 6; n++) put(index, { n, name: `p${n}`, limited: true, closed: false, balance: 0 });
  const asked = { sort: "name", down: false, words: [], closed: false, limit: 2 } as const;
  const { next } = index.page(asked);
  assert.ok(next);
  put(index, { n: 1, name: "p9", limited: true, closed: false, balance: 0 });
  assert.deepEqual(index.page({ ...asked, after: next }).ids, ["u-2", "u-3"]);
});
