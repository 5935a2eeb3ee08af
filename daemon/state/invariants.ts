// What is true of the state at every revision. Checked at start, by the simulator after every step, and by `quoin doctor`.
import type { Account } from "../domain/account.ts";
import type { AccountId, ReservationId } from "../domain/ids.ts";
import type { Job } from "../domain/job.ts";
import { isMoneyRow, type Row, unbalanced } from "../domain/ledger.ts";
import { keys, type Prefix, type Records } from "./keys.ts";

export interface WholeState {
  get(key: string): unknown;
  scan<P extends Prefix>(prefix: P): Iterable<Records[P]>;
}

/** Each breach as a sentence; none when all is well. */
export function* breaches(state: WholeState): Generator<string> {
  yield* moneyBreaches(state);
  yield* jobBreaches(state);
  yield* indexBreaches(state);
  for (const row of state.scan("/k/row/")) yield* rowBreaches(row);
}

/** PR3, PR4: what is set aside is what the open reservations say, and nobody limited is below nothing. */
function* moneyBreaches(state: WholeState): Generator<string> {
  const reserved = new Map<AccountId, number>();
  for (const reservation of state.scan("/q/reservation/")) {
    for (const hold of reservation.holds) reserved.set(hold.account, (reserved.get(hold.account) ?? 0) + hold.amount);
  }
  for (const account of state.scan("/q/account/")) {
    const open = reserved.get(account.id) ?? 0;
    if (account.reserved !== open) yield `account ${account.id} says ${account.reserved} is set aside, its reservations say ${open}`;
    if (account.limited && left(account) < 0) yield `account ${account.id} is limited and ${-left(account)} below what it may spend`;
    reserved.delete(account.id);
  }
  for (const [account, amount] of reserved)
    if (amount !== 0) yield `reservations of ${amount} stand on account ${account}, which is not there`;
}

const left = (account: Account): number => account.balance - account.reserved - account.allowances + account.overdraft;

function* jobBreaches(state: WholeState): Generator<string> {
  const open = new Set<ReservationId>();
  for (const reservation of state.scan("/q/reservation/")) {
    open.add(reservation.id);
    const job = state.get(keys.job(reservation.job)) as Job | undefined;
    if (job?.reservation !== reservation.id) yield `reservation ${reservation.id} is open and its job does not know it`;
    if (state.get(keys.resolve(reservation.id)) !== undefined) yield `reservation ${reservation.id} is open and resolved`;
  }
  for (const job of state.scan("/q/job/")) {
    if (job.reservation !== undefined && !open.has(job.reservation))
      yield `job ${job.id} names reservation ${job.reservation}, which is not there`;
    if ((job.state === "processing") !== (job.reservation !== undefined))
      yield `job ${job.id} is ${job.state} ${job.reservation ? "with" : "without"} a reservation`;
    if (job.sender.user !== undefined && !state.get(keys.user(job.sender.user))) yield `job ${job.id} belongs to nobody known`;
  }
}

function* indexBreaches(state: WholeState): Generator<string> {
  let open = 0;
  for (const user of state.scan("/q/user/")) {
    if (user.closed) continue;
    open += 1;
    if (state.get(keys.login(user.realm, user.login)) !== user.id) yield `login ${user.login} does not lead to its user`;
    for (const card of user.cards) {
      if ((state.get(keys.card(card)) as { user?: string } | undefined)?.user !== user.id)
        yield `a card of ${user.login} does not lead to them`;
    }
    if (user.code !== undefined && (state.get(keys.code(user.code)) as { user?: string } | undefined)?.user !== user.id)
      yield `the code of ${user.login} does not lead to them`;
  }
  const counted = state.get(keys.userCount) ?? 0;
  if (counted !== open) yield `${counted} users counted, ${open} there`;
}

export function* rowBreaches(row: Row): Generator<string> {
  if (!isMoneyRow(row)) return;
  const currency = unbalanced(row.legs);
  if (currency) yield `row ${row.id} does not sum to zero in ${currency}`;
}
