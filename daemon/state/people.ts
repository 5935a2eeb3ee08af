// The index of people, learnt from the state while others work, and kept as records change.
import type { UserId } from "../domain/ids.ts";
import { userAccount } from "../domain/ids.ts";
import { keys } from "./keys.ts";
import { ownerOf, peopleColumns, PeopleIndex } from "./people-index.ts";
import type { StateReader } from "./query.ts";

/** People read before others get their turn: some 5 ms. */
const learntAtOnce = 500;

export class People {
  readonly #state: Pick<StateReader, "get" | "scan">;
  readonly #index = new PeopleIndex();
  readonly #lessons: Iterator<void>;

  constructor(state: Pick<StateReader, "get" | "scan">) {
    this.#state = state;
    this.#lessons = this.#learnt();
  }

  /** Whole: whoever asks before everybody was read waits for it. */
  get index(): PeopleIndex {
    while (!this.#lessons.next().done);
    return this.#index;
  }

  /** In the quiet after a start, so that nobody has to wait. */
  async learn(breathe: () => Promise<void>, { aborted }: { readonly aborted: () => boolean }): Promise<void> {
    while (!aborted() && !this.#lessons.next().done) await breathe();
    for (const column of peopleColumns) {
      await breathe();
      if (!aborted()) this.#index.prepare(column);
    }
  }

  /** This record was written. */
  changed(key: string): void {
    if (key.startsWith("/q/user/")) this.#read(key.slice("/q/user/".length) as UserId);
    else if (key.startsWith("/q/account/")) {
      const owner = ownerOf(key.slice("/q/account/".length));
      if (owner !== undefined) this.#read(owner);
    }
  }

  #read(id: UserId): void {
    const user = this.#state.get(keys.user(id));
    if (user) this.#index.put(user, this.#state.get(keys.account(userAccount(id))));
  }

  /** A page of them at a time, as they stand when it is read: what changes meanwhile is told by `changed`. */
  *#learnt(): Generator<void, void> {
    for (let after: string | undefined; ; ) {
      const users = [...this.#state.scan("/q/user/", { limit: learntAtOnce, ...(after === undefined ? {} : { after }) })];
      for (const user of users) this.#index.put(user, this.#state.get(keys.account(userAccount(user.id))));
      const last = users.at(-1);
      if (!last || users.length < learntAtOnce) return;
      after = keys.user(last.id);
      yield;
    }
  }
}
