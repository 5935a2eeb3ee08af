// The first administrator: a code only somebody at the box reads, good once, counted when wrong, dead afterwards.
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import type { UserId } from "../../../daemon/domain/ids.ts";
import { isRefusal } from "../../../daemon/domain/refusal.ts";
import { openSetup } from "../../../daemon/people/setup.ts";
import { systemClock } from "../../../daemon/runtime/clock.ts";
import { systemRandom } from "../../../daemon/runtime/random.ts";
import { fakeBox } from "../../fakes/api-box.ts";
import { box } from "../state/world.ts";

async function opened(t: TestContext) {
  const data = await mkdtemp(join(tmpdir(), "quoin-setup-"));
  t.after(() => rm(data, { recursive: true, force: true }));
  const { deps, world } = fakeBox();
  const open = () => openSetup({ data, box, accounting: deps.accounting, clock: systemClock, random: systemRandom });
  const claim = (login: string) =>
    world.propose({
      name: "claim-box",
      by: { kind: "operator", name: login },
      user: `u-${login}` as UserId,
      login,
      displayName: login,
      password: "hash",
    });
  return { file: join(data, "secrets/setup-code"), open, claim, world };
}

const at = { http: "http://192.0.2.1:8080" };
const codeIn = (notice = ""): string => /[A-Z0-9]{5}-[A-Z0-9]{5}$/.exec(notice)?.[0] ?? "none";

test("the console says where to go and the code, the same after a restart, in a file of the owner's", async (t) => {
  const { file, open } = await opened(t);
  const first = (await open()).notice(at, "en");
  assert.match(first ?? "", /http:\/\/192\.0\.2\.1:8080\/admin/);
  assert.equal((await open()).notice(at, "en"), first);
  assert.equal((await stat(file)).mode & 0o077, 0);
  assert.ok((await readFile(file, "utf8")).trim() === codeIn(first).replace("-", ""));
  await writeFile(file, "torn");
  assert.notEqual(codeIn((await open()).notice(at, "en")), codeIn(first), "a damaged file is made anew");
});

test("the code is taken as people type it; a wrong one is told, and the twenty-first must wait", async (t) => {
  const { open } = await opened(t);
  const setup = await open();
  const code = codeIn(setup.notice(at, "en"));
  assert.equal(await setup.check(` ${code.toLowerCase().replace("-", " ")} `, "192.0.2.9"), undefined);
  for (let i = 0; i < 20; i++) assert.deepEqual(await setup.check("AAAAA-AAAAA", "192.0.2.9"), { refused: "setup-code-wrong" });
  assert.equal((await setup.check(code, "192.0.2.9"))?.refused, "locked", "even the right one, even after a restart");
  assert.equal((await (await open()).check(code, "192.0.2.10"))?.refused, "locked", "from anywhere");
});

test("an administrator made by command is one, too: the code opens the box to nobody else", async (t) => {
  const { open, claim, world } = await opened(t);
  const setup = await open();
  const code = codeIn(setup.notice(at, "en"));
  const by = { kind: "operator", name: "cli" } as const;
  world.must({ name: "add-user", by, user: "u-ann" as UserId, login: "ann", displayName: "Ann", limited: true });
  world.must({ name: "change-user", by, user: "u-ann" as UserId, change: { roles: ["administrator"] } });
  assert.equal(setup.isOpen(), false);
  assert.equal((await setup.check(code, "192.0.2.9"))?.refused, "setup-code-wrong");
  assert.deepEqual(claim("mallory"), { refused: "already-claimed" });
});

test("claimed once: the second is refused, the code is gone, and stays gone", async (t) => {
  const { file, open, claim, world } = await opened(t);
  const setup = await open();
  const code = codeIn(setup.notice(at, "en"));
  const user = claim("bernard");
  assert.ok(!isRefusal(user) && user.roles?.includes("administrator"));
  await setup.done();
  assert.deepEqual(claim("mallory"), { refused: "already-claimed" });
  assert.equal(setup.isOpen(), false);
  assert.equal(setup.notice(at, "en"), undefined);
  assert.equal((await setup.check(code, "192.0.2.9"))?.refused, "setup-code-wrong");
  await assert.rejects(stat(file), { code: "ENOENT" });
  world.must({ name: "close-user", by: { kind: "operator", name: "cli" }, user: "u-bernard" as UserId, jobs: [], reason: "left" });
  assert.equal((await open()).notice(at, "en"), undefined, "an administrator who leaves does not open the box to the next passer-by");
});
