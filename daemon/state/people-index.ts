// Everybody, in the order of any column of their list, kept in memory beside the projection: with a hundred thousand a page, a search and a
// sort answer at once. It holds what lists are sorted and searched by and no more (some 350 bytes a person); rows are read from the state.
import { type Account, spendable } from "../domain/account.ts";
import { userAccount, type UserId } from "../domain/ids.ts";
import { plain } from "../domain/plain.ts";
import type { User } from "../domain/user.ts";
import { SearchTexts } from "./search-texts.ts";

export const peopleColumns = ["login", "name", "department", "credit", "reserved", "cards", "role"] as const;
export type PeopleColumn = (typeof peopleColumns)[number];

/** Where a page ended: what stood in the sorted column, and whose it was. It stays true when rows come and go meanwhile. */
export interface Place {
  readonly at: string | number;
  readonly id: string;
}

export interface PeopleAsked {
  readonly sort: PeopleColumn;
  readonly down: boolean;
  /** All of them must be found in a person's login, name or department. */
  readonly words: readonly string[];
  /** Those who left and whose money is still here, instead of those who are here. */
  readonly closed: boolean;
  readonly after?: Place;
  readonly limit: number;
}

export interface PeoplePage {
  readonly ids: readonly UserId[];
  /** How many fit, on all pages. */
  readonly total: number;
  /** Absent on the last page. */
  readonly next?: Place;
}

type Keys = Record<PeopleColumn, string | number>;
interface Person extends Keys {
  readonly id: UserId;
  login: string;
  name: string;
  department: string;
  closed: boolean;
  owed: boolean;
  /** The search that found them last. */
  foundBy: number;
}

/** Found by a search, so many are sorted; of more, the whole order is walked until the page is full. */
const mostSorted = 2_000;

export class PeopleIndex {
  readonly #people = new Map<UserId, Person>();
  readonly #left = new Set<Person>();
  /** Sorted at all times once it was asked for: to move one person costs some 50 µs among a hundred thousand. */
  readonly #orders = new Map<PeopleColumn, Person[]>();
  readonly #texts = new SearchTexts<Person>(({ login, name, department }) => `${login}\t${name}\t${department}`);
  #searches = 0;

  /** A new person, or a changed one, with their account. */
  put(user: User, account: Account | undefined): void {
    const now = keysOf(user, account);
    const known = this.#people.get(user.id);
    const person = known ?? { ...now, id: user.id, foundBy: 0 };
    if (known) this.#change(known, now);
    else this.#add(person);
    if (person.closed) this.#left.add(person);
    else this.#left.delete(person);
  }

  /** Sorts by this column now rather than when it is asked for: a tenth of a second for a hundred thousand. */
  prepare(column: PeopleColumn): void {
    this.#ordered(column);
  }

  /** Those who left under this login; somebody else may have it today. */
  left(login: string): readonly { readonly id: UserId; readonly owed: boolean }[] {
    return [...this.#left].filter((person) => person.login === plain(login));
  }

  page({ sort, down, words, closed, after, limit }: PeopleAsked): PeoplePage {
    const found = this.#found(words, closed);
    const few = found !== undefined && found.length <= mostSorted;
    const people = few ? found.sort((a, b) => compare(a[sort], a.id, b[sort], b.id)) : this.#ordered(sort);
    const search = this.#searches;
    const ids: UserId[] = [];
    let last: Person | undefined;
    for (let i = startOf(people, sort, down, after); ids.length <= limit; i += down ? -1 : 1) {
      const person = people[i];
      if (!person) break;
      if (found ? person.foundBy !== search : person.closed) continue;
      if (ids.length < limit) last = person;
      ids.push(person.id);
    }
    const total = found?.length ?? this.#people.size - this.#left.size;
    if (ids.length <= limit || !last) return { ids, total };
    return { ids: ids.slice(0, limit), total, next: { at: last[sort], id: last.id } };
  }

  /** undefined: everybody who is here. */
  #found(words: readonly string[], closed: boolean): Person[] | undefined {
    if (words.length === 0 && !closed) return undefined;
    this.#searches++;
    const found: Person[] = [];
    for (const person of words.length === 0 ? this.#left : this.#texts.search(words)) {
      if (person.closed !== closed || (closed && !person.owed)) continue;
      person.foundBy = this.#searches;
      found.push(person);
    }
    return found;
  }

  #add(person: Person): void {
    this.#people.set(person.id, person);
    this.#texts.add(person);
    for (const [column, people] of this.#orders) insert(people, column, person);
  }

  #change(known: Person, now: Omit<Person, "id" | "foundBy">): void {
    const moved = [...this.#orders].filter(([column]) => known[column] !== now[column]);
    for (const [column, people] of moved) people.splice(placeOf(people, column, known[column], known.id), 1);
    if (known.login !== now.login || known.name !== now.name || known.department !== now.department) this.#texts.changed(known);
    Object.assign(known, now);
    for (const [column, people] of moved) insert(people, column, known);
  }

  #ordered(column: PeopleColumn): readonly Person[] {
    const known = this.#orders.get(column);
    if (known) return known;
    const people = [...this.#people.values()].sort((a, b) => compare(a[column], a.id, b[column], b.id));
    this.#orders.set(column, people);
    return people;
  }
}

const keysOf = (user: User, account: Account | undefined): Omit<Person, "id" | "foundBy"> => ({
  closed: user.closed,
  owed: account !== undefined && account.balance !== 0,
  login: plain(user.login),
  name: plain(user.name),
  department: plain(user.department ?? ""),
  // Nobody has more than somebody without a limit.
  credit: !user.limited ? Number.MAX_SAFE_INTEGER : account === undefined ? 0 : spendable(account),
  reserved: account?.reserved ?? 0,
  cards: user.cards.length,
  role: user.roles?.length ?? 0,
});

/** Equal values stand in the order of ids, so that a page begins where the one before ended. */
function compare(a: string | number, aId: string, b: string | number, bId: string): number {
  if (a !== b) return a < b ? -1 : 1;
  return aId < bId ? -1 : aId > bId ? 1 : 0;
}

/** The first of those who do not stand before this place. */
function placeOf(people: readonly Person[], column: PeopleColumn, at: string | number, id: string): number {
  let low = 0;
  let high = people.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const person = people[middle] as Person;
    if (compare(person[column], person.id, at, id) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

const insert = (people: Person[], column: PeopleColumn, person: Person): void =>
  void people.splice(placeOf(people, column, person[column], person.id), 0, person);

/** Where the page after `after` begins. */
function startOf(people: readonly Person[], column: PeopleColumn, down: boolean, after: Place | undefined): number {
  if (!after) return down ? people.length - 1 : 0;
  const place = placeOf(people, column, after.at, after.id);
  if (down) return place - 1;
  return people[place]?.id === after.id ? place + 1 : place;
}

const accountsOfPeople = userAccount("" as UserId);

/** Whose account it is; undefined: the house's own. */
export const ownerOf = (account: string): UserId | undefined =>
  account.startsWith(accountsOfPeople) ? (account.slice(accountsOfPeople.length) as UserId) : undefined;
