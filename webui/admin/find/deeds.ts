// What the search offers to do, each with the sentence that is read before it is done, and what is told and undone afterwards.
import type { JobPlace, JobView } from "../../../daemon/api/contract/jobs.ts";
import type { UserView } from "../../../daemon/api/contract/users.ts";
import { ask, newKey } from "../../shared/api.ts";
import type { Words } from "../../shared/words.tsx";
import { titleOf } from "../job-words.ts";

export interface Done {
  readonly sentence: string;
  readonly undo?: () => Promise<unknown>;
}

export interface Deed {
  readonly id: string;
  readonly name: string;
  readonly more?: string;
  /** Everything that will be, exactly. */
  readonly sentence: string;
  /** Under one key it is done once. */
  readonly act: (key: string) => Promise<Done>;
}

type Amount = UserView["balance"];

export function topUp({ say, money }: Words, user: UserView, amount: Amount, given: string): Deed {
  const { login, name, balance } = user;
  const reason = given === "" ? say("admin.find.top-up.reason") : given;
  const params = { login };
  return {
    id: `top-up ${user.id}`,
    name: say("admin.find.top-up.to", { name, amount: money(amount) }),
    more: login,
    sentence: say("admin.find.top-up.sure", {
      name,
      login,
      amount: money(amount),
      before: money(balance),
      after: money(balance + amount),
      reason,
    }),
    act: async (key) => {
      const now = await ask("POST /api/v1/users/{login}/top-ups", { params, body: { amount, reason } as never, key });
      const undoing = newKey();
      return {
        sentence: say("admin.credit.top-up.done", { name, amount: money(amount), balance: money(now.balance) }),
        // What stands in the books stays: the way back is an entry of its own.
        undo: () =>
          ask("POST /api/v1/users/{login}/adjustments", {
            params,
            body: { amount: -amount, reason: say("acts.undone") } as never,
            key: undoing,
          }),
      };
    },
  };
}

export type PricedPlace = JobPlace & { readonly price: number };

export function release(words: Words, job: JobView & { readonly login: string }, place: PricedPlace, state: string): Deed {
  const { say, money } = words;
  const number = String(job.number);
  const { printer, price: shown } = place;
  return {
    id: `release ${job.id} ${printer}`,
    name: say("admin.find.release.on", { number, printer, price: money(shown) }),
    more: job.login,
    sentence: say("admin.find.release.sure", {
      number,
      title: titleOf(words, job),
      login: job.login,
      printer,
      state,
      price: money(shown),
    }),
    act: async (key) => {
      const body = { printer, shown };
      const { reserved } = await ask("POST /api/v1/jobs/{job}/release", { params: { job: job.id }, body, key });
      return { sentence: say("acts.jobs.released", { n: 1, printer, amount: money(reserved) }) };
    },
  };
}

export function remove(words: Words, job: JobView): Deed {
  const { say } = words;
  const number = String(job.number);
  return {
    id: `delete ${job.id}`,
    name: say("admin.find.delete.it", { number }),
    more: job.login ?? job.named,
    sentence: say("admin.find.delete.sure", { number, title: titleOf(words, job), login: job.login ?? job.named }),
    act: async () => {
      await ask("DELETE /api/v1/jobs/{job}", { params: { job: job.id } });
      return { sentence: say("acts.jobs.deleted", { n: 1 }) };
    },
  };
}
