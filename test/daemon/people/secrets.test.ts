// The box's secrets: made once, kept, readable by nobody else; and what is made with them says nothing.
import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { openSecrets, type Secrets } from "../../../daemon/people/secrets.ts";
import { systemClock } from "../../../daemon/runtime/clock.ts";
import { isFault } from "../../../daemon/runtime/faults.ts";
import { systemRandom } from "../../../daemon/runtime/random.ts";

async function temporary(t: TestContext): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "quoin-secrets-"));
  t.after(() => rm(path, { recursive: true, force: true }));
  return join(path, "secrets");
}

const openAt = (directory: string): Promise<Secrets> => openSecrets({ directory, random: systemRandom, clock: systemClock });

test("keys are made at the first start, kept at the next, and readable by the daemon alone", async (t) => {
  const directory = await temporary(t);
  const first = await openAt(directory);
  assert.equal(first.made, true);
  assert.equal((await stat(directory)).mode & 0o777, 0o700);
  for (const name of await readdir(directory)) {
    const file = await stat(join(directory, name));
    assert.deepEqual([name, file.mode & 0o777, file.size], [name, 0o600, 32]);
  }
  const again = await openAt(directory);
  assert.equal(again.made, false);
  assert.deepEqual(again.boxKey, first.boxKey);
  assert.equal(again.cardIndex("04A1B2C3"), first.cardIndex("04A1B2C3"));
  const other = await openAt(await temporary(t));
  assert.notDeepEqual(other.boxKey, first.boxKey);
  assert.notEqual(other.cardIndex("04A1B2C3"), first.cardIndex("04A1B2C3"));
});

test("a key that is not whole stops the start: it is never replaced in silence", async (t) => {
  const directory = await temporary(t);
  await openAt(directory);
  const path = join(directory, "card-index-1.key");
  await writeFile(path, (await readFile(path)).subarray(0, 31));
  await assert.rejects(openAt(directory), (error) => isFault(error, "data-damaged"));
  assert.equal((await stat(path)).size, 31);
});

test("one card has one index however its reader writes it, and the index does not hold the number", async (t) => {
  const { cardIndex, codeIndex } = await openAt(await temporary(t));
  const index = cardIndex("04A1B2C3");
  for (const written of ["04:a1:b2:c3", "04-A1-B2-C3", " 04a1b2c3\r", "04 A1 B2 C3"]) assert.equal(cardIndex(written), index);
  assert.match(index, /^1\.[\w-]{43}$/);
  assert.notEqual(cardIndex("04A1B2C4"), index);
  assert.notEqual(codeIndex("04A1B2C3"), index, "cards and codes have keys of their own");
});

test("with a second key version new indexes use it, and old ones are still found", async (t) => {
  const directory = await temporary(t);
  const before = (await openAt(directory)).cardIndex("04A1B2C3");
  await writeFile(join(directory, "card-index-2.key"), systemRandom.bytes(32));
  const { cardIndex, cardIndexes } = await openAt(directory);
  assert.match(cardIndex("04A1B2C3"), /^2\./);
  assert.deepEqual(cardIndexes("04A1B2C3"), [cardIndex("04A1B2C3"), before]);
});

test("hashes verify, differ each time, need the pepper, and a missing or foreign hash never matches", async (t) => {
  const secrets = await openAt(await temporary(t));
  const [one, two] = [await secrets.hashSecret("pâté"), await secrets.hashSecret("pâté")];
  assert.match(one, /^\$scrypt\$ln=15,r=8,p=3\$/);
  assert.notEqual(one, two);
  assert.equal(await secrets.verifySecret("pâté".normalize("NFD"), one), true);
  assert.equal(await secrets.verifySecret("pate", one), false);
  assert.equal(await secrets.verifySecret("pâté", undefined), false);
  assert.equal(await secrets.verifySecret("pâté", "not a hash"), false);
  assert.equal(await secrets.verifySecret("pâté", one.replace("ln=15", "ln=31")), false, "a hash cannot ask for the box's whole memory");
  const other = await openAt(await temporary(t));
  assert.equal(await other.verifySecret("pâté", one), false);
});

test("no more than two hashes at once, and a crowd is told so", async (t) => {
  const secrets = await openAt(await temporary(t));
  const outcomes = await Promise.allSettled(
    Array.from({ length: 70 }, () => secrets.verifySecret("guess", "$scrypt$ln=1,r=1,p=1$" + "A".repeat(22) + "$" + "A".repeat(43))),
  );
  const refused = outcomes.filter((outcome) => outcome.status === "rejected");
  assert.equal(refused.length, 4, "two run, 64 wait");
  assert.ok(refused.every((outcome) => isFault(outcome.reason, "overloaded")));
  assert.equal(await secrets.verifySecret("guess", undefined), false, "and the next is served again");
});

test("tokens are long, never alike, and kept as hashes", async (t) => {
  const { newToken, tokenHash, bucket } = await openAt(await temporary(t));
  const tokens = new Set(Array.from({ length: 100 }, newToken));
  assert.equal(tokens.size, 100);
  for (const token of tokens) assert.ok(/^[\w-]{43}$/.test(token) && !tokenHash(token).includes(token));
  assert.ok(new Set(Array.from({ length: 5000 }, (_, n) => bucket(`login${n}`))).size <= 256);
});
