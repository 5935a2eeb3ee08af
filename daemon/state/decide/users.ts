// People: made, changed, closed; and the tries that lock them.
import { openAccount } from "../../domain/account.ts";
import { isLogin, userAccount } from "../../domain/ids.ts";
import { isHeld } from "../../domain/job.ts";
import { type Refusal, refuse } from "../../domain/refusal.ts";
import { afterWrongTry, type User } from "../../domain/user.ts";
import type { Command } from "../commands.ts";
import { keys, stateSchema } from "../keys.ts";
import { isStale, nextVersion } from "./versions.ts";
import type { Stamp, View } from "../view.ts";
import { endJob } from "./ending.ts";

const done = { done: true } as const;
const longestName = 200;

export function initBox(command: Command<"init-box">, view: View): { done: true } {
  const meta = view.get(keys.meta);
  if (!meta) {
    view.put(keys.meta, { schema: stateSchema, incarnation: command.incarnation, currency: command.currency });
    view.put(keys.userCount, 0);
  } else if (meta.currency !== command.currency) {
    // The box looked before it asked: no amount has moved yet, so none is relabelled.
    view.put(keys.meta, { ...meta, currency: command.currency });
  }
  if (!view.get(keys.box(command.box))) {
    view.put(keys.box(command.box), { id: command.box, name: command.boxName });
    view.put(keys.epoch(command.box), { epoch: 1 });
  }
  return done;
}

/** Somebody at the box becomes its first administrator; the claim outlives them. */
export function claimBox(command: Command<"claim-box">, view: View, stamp: Stamp): User | Refusal {
  if (view.get(keys.claim)) return refuse("already-claimed");
  const { password, language } = command;
  const user = newUser(command, view, {
    limited: false,
    password,
    roles: ["administrator"],
    ...(language === undefined ? {} : { language }),
  });
  if ("refused" in user) return user;
  view.put(keys.claim, { user: user.id, at: stamp.at });
  audit(view, command, "box claimed", user.login);
  return user;
}

export function recordRestore(command: Command<"record-restore">, view: View): { done: true } {
  audit(view, command, "backup restored", command.made, `rows not in it: ${command.rowsLost}`);
  return { done: true };
}

export function addUser(command: Command<"add-user">, view: View): User | Refusal {
  const { limited, department } = command;
  const user = newUser(command, view, { limited, ...(department === undefined ? {} : { department }) });
  if (!("refused" in user)) audit(view, command, "user added", user.login);
  return user;
}

function newUser(
  command: Command<"add-user" | "claim-box">,
  view: View,
  more: Pick<User, "limited"> & Partial<Pick<User, "department" | "password" | "roles" | "language">>,
): User | Refusal {
  const login = command.login.toLowerCase();
  if (!isLogin(login)) return refuse("bad-input", { field: "login", detail: "login" });
  if (command.displayName.length > longestName) return refuse("bad-input", { field: "name", detail: "too-long", n: longestName });
  if (view.get(keys.login("local", login))) return refuse("already-exists", { kind: "user", name: login });
  const user: User = {
    id: command.user,
    realm: "local",
    login,
    name: command.displayName,
    release: "default",
    cards: [],
    closed: false,
    ...more,
  };
  view.put(keys.user(user.id), user);
  view.put(keys.login("local", login), user.id);
  view.put(keys.account(userAccount(user.id)), openAccount(userAccount(user.id), user.limited));
  view.put(keys.userCount, (view.get(keys.userCount) ?? 0) + 1);
  return user;
}

export function changeUser(command: Command<"change-user">, view: View, stamp: Stamp): User | Refusal {
  const before = view.get(keys.user(command.user));
  if (!before) return refuse("no-such-thing", { kind: "user", name: command.user });
  if (isStale(command, before)) return refuse("changed-meanwhile", { kind: "user", name: before.login });
  const { department, email, ...rest } = { ...before, ...command.change, version: nextVersion(before) };
  const user: User = { ...rest, ...(department ? { department } : {}), ...(email ? { email } : {}) };
  if (user.limited !== before.limited) {
    const account = view.get(keys.account(userAccount(user.id)));
    // Who owes is limited once the debt is paid: a limited account is at no revision below nothing (PR4).
    const missing = account ? account.reserved + account.allowances - account.overdraft - account.balance : 0;
    if (account && user.limited && missing > 0) return refuse("account-limit-reached", { missing, account: account.id });
    if (account) view.put(keys.account(account.id), { ...account, limited: user.limited });
  }
  view.put(keys.user(user.id), user);
  // Whoever owns the machine has said who runs the box: no code opens it to anybody else.
  if (command.change.roles?.includes("administrator") && !view.get(keys.claim)) view.put(keys.claim, { user: user.id, at: stamp.at });
  audit(view, command, "user changed", user.login, Object.keys(command.change).join(", "));
  return user;
}

/** Cards, code and held jobs go; what was paid stays on the account and is listed. The login may be given again, to a person at 0. */
export function closeUser(command: Command<"close-user">, view: View): User | Refusal {
  const before = view.get(keys.user(command.user));
  if (!before || before.closed) return refuse("no-such-thing", { kind: "user", name: command.user });
  for (const id of command.jobs) {
    const job = view.get(keys.job(id));
    if (!job || job.sender.user !== before.id) continue;
    if (!isHeld(job)) return refuse("still-in-use", { kind: "user", name: before.login });
    endJob(view, { job, ended: "canceled", by: command.by, reason: command.reason });
  }
  for (const index of before.cards) view.delete(keys.card(index));
  if (before.code !== undefined) view.delete(keys.code(before.code));
  const { code: _code, pin: _pin, password: _password, roles: _roles, ...rest } = before;
  const user: User = { ...rest, cards: [], closed: true };
  view.put(keys.user(user.id), user);
  view.delete(keys.login(user.realm, user.login));
  if (view.get(keys.messages(user.id))) view.delete(keys.messages(user.id));
  view.put(keys.userCount, Math.max(0, (view.get(keys.userCount) ?? 0) - 1));
  audit(view, command, "user closed", user.login, undefined, command.reason);
  return user;
}

export function countWrongTry(command: Command<"count-wrong-try">, view: View, stamp: Stamp): { done: true } {
  for (const { subject, limit } of command.subjects) {
    view.put(keys.lock(subject), afterWrongTry(view.get(keys.lock(subject)), limit, stamp.at));
  }
  return done;
}

export function forgiveTries(command: Command<"forgive-tries">, view: View): { done: true } {
  if (view.get(keys.lock(command.subject))) view.delete(keys.lock(command.subject));
  return done;
}

/** One line of the log for what an operator did. The identity is the command's own, or the subject's revision counts the deeds. */
export function audit(view: View, command: Command, act: string, subject: string, detail?: string, reason?: string): void {
  const serial = (view.get(keys.auditCount) ?? 0) + 1;
  view.put(keys.auditCount, serial);
  view.append(`audit.${serial}`, {
    kind: "audit",
    act,
    subject,
    by: command.by,
    ...(detail === undefined ? {} : { detail }),
    ...(reason === undefined ? {} : { reason }),
  });
}
