// The few commands and questions of signing in, over maps: no store, no executor.
import type { Accounting } from "../../../daemon/accounting.ts";
import type { UserId } from "../../../daemon/domain/ids.ts";
import { afterWrongTry, type Lock, type User } from "../../../daemon/domain/user.ts";
import type { Clock } from "../../../daemon/runtime/clock.ts";
import { Fault } from "../../../daemon/runtime/faults.ts";

export class AccountingDouble {
  readonly users: User[] = [];
  readonly locks = new Map<string, Lock>();
  readonly #clock: Clock;
  /** How many users the box says it has. */
  userCount = 1;
  away = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  add(more: Partial<User> & { login: string }): User {
    const user: User = {
      id: `u-${more.login}` as UserId,
      realm: "local",
      name: more.login,
      limited: true,
      release: "default",
      cards: [],
      closed: false,
      ...more,
    };
    this.users.push(user);
    return user;
  }

  tries(subject: string): number {
    return this.locks.get(subject)?.tries.length ?? 0;
  }

  /** Closed: no login, card or code leads to them any more. */
  close(user: User): void {
    this.users[this.users.indexOf(user)] = { ...user, closed: true };
  }

  get accounting(): Pick<Accounting, "propose" | "ask"> {
    const propose = async (command: {
      name: string;
      subjects?: readonly { subject: string; limit: { most: number; withinMs: number } }[];
      subject?: string;
    }) => {
      await new Promise((resolve) => setImmediate(resolve));
      if (this.away) throw new Fault("store-unavailable", "away", { retry: "later" });
      for (const { subject, limit } of command.subjects ?? [])
        this.locks.set(subject, afterWrongTry(this.locks.get(subject), limit, this.#clock.now()));
      if (command.name === "forgive-tries") this.locks.delete(command.subject ?? "");
      return { done: true };
    };
    const open = (): User[] => this.users.filter((user) => !user.closed);
    const ask = (query: { name: string; id?: string; login?: string; indexes?: readonly string[]; subject?: string }) => {
      switch (query.name) {
        case "user":
          return this.users.find((user) => user.id === query.id);
        case "user-by-login":
          return open().find((user) => user.login === query.login);
        case "user-by-card":
          return open().find((user) => user.cards.some((card) => query.indexes?.includes(card)));
        case "user-by-code":
          return open().find((user) => user.code !== undefined && query.indexes?.includes(user.code));
        case "user-count":
          return this.userCount;
        case "locked-until":
          return this.locks.get(query.subject ?? "")?.tries ?? [];
        default:
          throw new Error(`not played here: ${query.name}`);
      }
    };
    return { propose, ask } as unknown as Pick<Accounting, "propose" | "ask">;
  }
}
