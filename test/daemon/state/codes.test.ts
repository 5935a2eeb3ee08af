// Codes that sign in alone grow with the number of people: asked for with digits to spare, told when they have become too short.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { UserId } from "../../../daemon/domain/ids.ts";
import { codeDigits } from "../../../daemon/domain/user.ts";
import { JobIndex } from "../../../daemon/state/job-index.ts";
import type { Key, RecordOf } from "../../../daemon/state/keys.ts";
import { PeopleIndex } from "../../../daemon/state/people-index.ts";
import { answer } from "../../../daemon/state/query.ts";
import { amelie, operator, school } from "./school.ts";
import type { World } from "./world.ts";

const setCode = (world: World, user: UserId, code: string) =>
  world.propose({ name: "set-code", by: operator, user, index: `1.${code}`, digits: code.length });

function grow(world: World, to: number): void {
  for (let n = Number(world.get("/q/count/user")); n < to; n++)
    world.must({ name: "add-user", by: operator, user: `u-${n}` as UserId, login: `user${n}`, displayName: "", limited: true });
}

const tooShort = (world: World): string[] =>
  answer(
    { name: "short-codes" },
    {
      get: <K extends Key>(key: K) => world.get(key) as RecordOf<K> | undefined,
      scan: (prefix, options) => world.scan(prefix, options),
      jobs: new JobIndex(),
      people: new PeopleIndex(),
    },
  ).map((user) => user.login);

test("a code is asked for with a digit to spare, so that ten times as many people shut nobody out", () => {
  const world = school();
  grow(world, 10);
  assert.deepEqual(setCode(world, amelie, "48291"), { refused: "code-refused", with: { digits: 6 } }, "5 would do today");
  assert.ok("login" in setCode(world, amelie, "482913"));
  grow(world, 100);
  assert.equal(codeDigits(100), 6);
  assert.deepEqual(tooShort(world), []);
  assert.ok("login" in setCode(world, amelie, "482913"), "given again, it stays");
  grow(world, 101);
  assert.deepEqual(tooShort(world), ["amelie"]);
  assert.deepEqual(setCode(world, amelie, "482913"), { refused: "code-refused", with: { digits: 8 } }, "it would not sign in");
  assert.ok("login" in setCode(world, amelie, "48291357"));
  assert.deepEqual(tooShort(world), []);
});

test("a taken code is refused like a short one: more digits are asked for than were given", () => {
  const world = school();
  grow(world, 3);
  assert.ok("login" in setCode(world, amelie, "48291357"));
  assert.deepEqual(setCode(world, "u-1" as UserId, "48291357"), { refused: "code-refused", with: { digits: 9 } });
});

test("who left has no code that could be too short", () => {
  const world = school();
  assert.ok("login" in setCode(world, amelie, "48291"));
  grow(world, 11);
  assert.deepEqual(tooShort(world), ["amelie"]);
  world.must({ name: "close-user", by: operator, user: amelie, jobs: [], reason: "left" });
  assert.deepEqual(tooShort(world), []);
});
