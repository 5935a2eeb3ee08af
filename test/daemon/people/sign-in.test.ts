// Signing in, and everything somebody who guesses meets (PROMISES.md PR16).
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { BoxId } from "../../../daemon/domain/ids.ts";
import { isRefusal, type Refusal } from "../../../daemon/domain/refusal.ts";
import { afterWrongTry, lockedUntil, type User } from "../../../daemon/domain/user.ts";
import { openSecrets, type Secrets } from "../../../daemon/people/secrets.ts";
import { createSignIn, type SignIn } from "../../../daemon/people/sign-in.ts";
import { systemClock } from "../../../daemon/runtime/clock.ts";
import { isFault } from "../../../daemon/runtime/faults.ts";
import { systemRandom } from "../../../daemon/runtime/random.ts";
import { ManualClock } from "../../fakes/clock.ts";
import { AccountingDouble } from "./accounting-double.ts";

const minute = 60_000;
let directory = "";
let secrets: Secrets;
let passwordHash = "";
let pinHash = "";

before(async () => {
  directory = await mkdtemp(join(tmpdir(), "quoin-sign-in-"));
  secrets = await openSecrets({ directory, random: systemRandom, clock: systemClock });
  [passwordHash, pinHash] = await Promise.all([secrets.hashSecret("right horse"), secrets.hashSecret("2580")]);
});
after(() => rm(directory, { recursive: true, force: true }));

interface Stage {
  readonly clock: ManualClock;
  readonly state: AccountingDouble;
  readonly signIn: SignIn;
  readonly ann: User;
  /** The same box after a restart: only what the store holds is known. */
  readonly restarted: () => SignIn;
}

/** scrypt is real where `slow` is; elsewhere a stand-in compares, so that a hundred guesses take no minute. */
function stage({ slow = false } = {}): Stage {
  const clock = new ManualClock();
  const state = new AccountingDouble(clock);
  const verifySecret: Secrets["verifySecret"] = async (text, hash) => {
    await new Promise((resolve) => setImmediate(resolve));
    return (hash === passwordHash && text === "right horse") || (hash === pinHash && text === "2580");
  };
  const parts = { accounting: state.accounting, secrets: slow ? secrets : { ...secrets, verifySecret }, clock, box: "box-1" as BoxId };
  const ann = state.add({
    login: "ann",
    password: passwordHash,
    pin: pinHash,
    cards: [secrets.cardIndex("04A1B2C3")],
    code: secrets.codeIndex("25469"),
  });
  return { clock, state, ann, signIn: createSignIn(parts), restarted: () => createSignIn(parts) };
}

const refusal = (outcome: User | Refusal): string => (isRefusal(outcome) ? outcome.refused : `signed in as ${outcome.login}`);
const failed: Refusal = { refused: "sign-in-failed" };

test("each proof opens for its person, and says nothing about what was wrong", async () => {
  const { state, signIn, ann } = stage({ slow: true });
  assert.equal(await signIn.byPassword(" Ann ", "right horse", "10.0.0.1"), ann);
  assert.equal(await signIn.byCard("04:a1:b2:c3", "hall"), ann);
  assert.equal(await signIn.byCode("25469", "hall"), ann);
  assert.equal(await signIn.checkPin(ann, "2580", "hall"), ann);
  assert.equal(state.locks.size, 0);
  assert.deepEqual(await signIn.byPassword("ann", "wrong", "10.0.0.1"), failed);
  assert.deepEqual(await signIn.byPassword("nobody", "right horse", "10.0.0.1"), failed);
  assert.deepEqual(await signIn.byPassword("ann", "", "10.0.0.1"), failed);
  assert.deepEqual(await signIn.byCard("FFFFFFFF", "hall"), failed);
  assert.deepEqual(await signIn.byCode("11111", "hall"), failed);
  assert.deepEqual(await signIn.checkPin(ann, "0000", "hall"), failed);
  const bare = state.add({ login: "bare" });
  assert.deepEqual(await signIn.byPassword("bare", "", "hall"), failed);
  assert.deepEqual(await signIn.checkPin(bare, "", "hall"), failed);
});

test("an unknown login costs the same work as a known one", async () => {
  const asked: (string | undefined)[] = [];
  const clock = new ManualClock();
  const state = new AccountingDouble(clock);
  state.add({ login: "ann", password: passwordHash });
  state.add({ login: "directory" });
  const verifySecret: Secrets["verifySecret"] = async (_text, hash) => {
    asked.push(hash);
    return false;
  };
  const signIn = createSignIn({ accounting: state.accounting, secrets: { ...secrets, verifySecret }, clock, box: "box-1" as BoxId });
  for (const login of ["ann", "nobody", "directory"]) await signIn.byPassword(login, "guess", "10.0.0.1");
  assert.deepEqual(asked, [passwordHash, undefined, undefined]);
});

test("five wrong tries lock the account for 15 minutes, also after a restart, whatever half they guessed", async () => {
  const { clock, state, signIn, ann, restarted } = stage();
  await signIn.checkPin(ann, "0001", "hall");
  clock.advance(minute);
  for (const password of ["a", "b", "c"]) assert.deepEqual(await signIn.byPassword("ann", password, "10.0.0.1"), failed);
  assert.deepEqual(await signIn.checkPin(ann, "0002", "hall"), failed);
  const until = clock.now() + 14 * minute;
  const locked: Refusal = { refused: "locked", with: { until } };
  assert.deepEqual(await signIn.checkPin(ann, "2580", "hall"), locked);
  assert.deepEqual(await restarted().byPassword("ann", "right horse", "10.0.0.9"), locked);
  assert.deepEqual(await signIn.byCard("04A1B2C3", "hall"), locked);
  assert.deepEqual(await signIn.byCode("25469", "hall"), failed, "a locked person's code looks like nobody's");
  assert.equal(state.tries(`user.${ann.id}`), 5, "tries at a locked door are not counted");
  clock.advance(14 * minute - 1);
  assert.equal(refusal(await signIn.checkPin(ann, "2580", "hall")), "locked");
  clock.advance(1);
  assert.equal(await signIn.checkPin(ann, "2580", "hall"), ann);
  assert.equal(state.tries(`user.${ann.id}`), 0, "the right PIN forgives");
  assert.equal(state.tries("place.hall"), 3, "but not the place");
});

test("a login nobody has locks in the same way", async () => {
  const { signIn } = stage();
  const answers: string[] = [];
  for (let tried = 0; tried < 6; tried++) answers.push(refusal(await signIn.byPassword("nobody", "x", "10.0.0.1")));
  assert.deepEqual(answers, [...Array(5).fill("sign-in-failed"), "locked"]);
});

test("the card of a person with a PIN forgives nothing: it is half a proof", async () => {
  const { state, signIn, ann } = stage();
  for (let tried = 0; tried < 4; tried++) {
    assert.equal(await signIn.byCard("04A1B2C3", "hall"), ann);
    await signIn.checkPin(ann, "0000", "hall");
  }
  assert.equal(state.tries(`user.${ann.id}`), 4);
});

test("20 wrong cards or codes lock the reader, 100 the box", async () => {
  const { signIn } = stage();
  const answers: string[] = [];
  for (let tried = 0; tried < 21; tried++) {
    answers.push(refusal(await (tried % 2 === 0 ? signIn.byCard(`DEAD${tried}`, "hall") : signIn.byCode(String(70_000 + tried), "hall"))));
  }
  assert.deepEqual(answers, [...Array(20).fill("sign-in-failed"), "locked"]);
  assert.equal(refusal(await signIn.byCard("04A1B2C3", "hall")), "locked", "the right card too: or a guesser would hear it");
  assert.equal(refusal(await signIn.byCard("04A1B2C3", "library")), "signed in as ann");
  for (let tried = 20; tried < 100; tried++)
    assert.equal(refusal(await signIn.byCard(`DEAD${tried}`, `reader-${tried % 7}`)), "sign-in-failed");
  assert.equal(refusal(await signIn.byCard("04A1B2C3", "library")), "locked");
});

test("a hundred guesses at once are no more than five", async () => {
  const { state, signIn, ann } = stage();
  const pins = Array.from({ length: 100 }, (_, n) => String(n).padStart(4, "0"));
  const answers = await Promise.all(pins.map((pin) => signIn.checkPin(ann, pin, "hall").then(refusal)));
  assert.equal(answers.filter((answer) => answer === "sign-in-failed").length, 5);
  assert.equal(answers.filter((answer) => answer === "locked").length, 95);
  assert.equal(state.tries(`user.${ann.id}`), 5);
});

test("thirty right passwords at once are all right: waiting is not locking", async () => {
  const { state, signIn } = stage();
  const answers = await Promise.all(Array.from({ length: 30 }, () => signIn.byPassword("ann", "right horse", "10.0.0.1").then(refusal)));
  assert.deepEqual([...new Set(answers)], ["signed in as ann"]);
  assert.equal(state.locks.size, 0);
});

test("while the store is away a wrong try is not told, and guessing is no freer", async () => {
  const { state, signIn, ann } = stage();
  state.away = true;
  for (let tried = 0; tried < 5; tried++)
    await assert.rejects(signIn.checkPin(ann, `000${tried}`, "hall"), (error) => isFault(error, "store-unavailable"));
  assert.equal(refusal(await signIn.checkPin(ann, "2580", "hall")), "locked");
  state.away = false;
  assert.equal(refusal(await signIn.checkPin(ann, "2580", "hall")), "locked");
});

test("a right password is enough even when forgiving cannot be written", async () => {
  const { state, signIn } = stage();
  await signIn.byPassword("ann", "wrong", "10.0.0.1");
  state.away = true;
  assert.equal(refusal(await signIn.byPassword("ann", "right horse", "10.0.0.1")), "signed in as ann");
});

test("at a screen a login goes with the password or the PIN, and five wrong ones of either lock it", async () => {
  const { signIn } = stage();
  for (const secret of ["right horse", "2580"])
    assert.equal(refusal(await signIn.byPasswordOrPin("Ann", secret, "hall")), "signed in as ann");
  assert.deepEqual(await signIn.byPasswordOrPin("ann", "", "hall"), failed);
  for (let wrong = 1; wrong < 5; wrong++) assert.deepEqual(await signIn.byPasswordOrPin("ann", "0000", "hall"), failed);
  assert.equal(refusal(await signIn.byPasswordOrPin("ann", "2580", "hall")), "locked");
  assert.equal(refusal(await signIn.byPassword("ann", "right horse", "elsewhere")), "locked");
});

test("a code alone needs as many digits as there are people to hit", async () => {
  const { state, signIn } = stage();
  state.userCount = 10;
  assert.equal(refusal(await signIn.byCode("25469", "hall")), "signed in as ann");
  state.userCount = 11;
  assert.equal(refusal(await signIn.byCode("25469", "hall")), "sign-in-failed");
  assert.equal(state.tries("place.hall"), 1);
});

test("who left is nobody, by password, card and code", async () => {
  const { state, signIn, ann } = stage();
  state.close(ann);
  assert.deepEqual(await signIn.byPassword("ann", "right horse", "10.0.0.1"), failed);
  assert.deepEqual(await signIn.byCard("04A1B2C3", "hall"), failed);
  assert.deepEqual(await signIn.byCode("25469", "hall"), failed);
});

test("a person closed between their card and their PIN is told so, once the PIN proved who they are", async () => {
  const { state, signIn, ann } = stage();
  const shown = (await signIn.byCard("04A1B2C3", "hall")) as User;
  state.close(ann);
  assert.deepEqual(await signIn.checkPin(shown, "1111", "hall"), failed);
  assert.deepEqual(await signIn.checkPin(shown, "2580", "hall"), { refused: "account-closed" });
});

test("a clock set back a day locks nobody for a day, a quarter of an hour counts as before", () => {
  const [limit, now] = [{ most: 5, withinMs: 15 * minute }, Date.UTC(2026, 10, 22)];
  let lock = { tries: [] as readonly number[] };
  for (let i = 0; i < 5; i++) lock = afterWrongTry(lock, limit, now + i);
  assert.equal(lockedUntil(lock, limit, now + minute), now + 15 * minute);
  assert.equal(lockedUntil(lock, limit, now - 5 * minute), now + 15 * minute);
  assert.equal(lockedUntil(lock, limit, now - 24 * 60 * minute), undefined);
});
