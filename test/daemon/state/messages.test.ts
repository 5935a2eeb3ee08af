// What a person is told by the box: left with the deed it tells of, as they chose or the box is set, few, and gone once confirmed.
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Message, withMessage } from "../../../daemon/domain/message.ts";
import { money } from "../../../daemon/domain/money.ts";
import { keys } from "../../../daemon/state/keys.ts";
import { amelie, operator, school } from "./school.ts";
import type { World } from "./world.ts";

const notices = {
  events: { printed: "info", refunded: "confirm", expired: "info", "credit-low": "info", refused: "info" },
  lowCredit: money(5_000),
} as const;

const told = (world: World): readonly Message[] => (world.get(keys.messages(amelie)) ?? []) as readonly Message[];
const message = (id: string, notice: Message["notice"], at: number): Message => ({ id, at, event: "printed", notice });

test("whoever chose nothing is told as the box is set, and their own choice goes before", () => {
  const world = school();
  world.must({ name: "set-notices", by: operator, notices });
  const { revision } = world;
  world.must({ name: "set-notices", by: operator, notices });
  assert.equal(world.revision, revision, "the same again changes nothing");
  world.must({ name: "choose-notice", by: operator, user: amelie, event: "printed", notice: "none" });
  assert.deepEqual(world.must({ name: "choose-notice", by: operator, user: amelie, event: "expired", notice: "confirm" }).notices, {
    printed: "none",
    expired: "confirm",
  });
  assert.deepEqual(world.must({ name: "choose-notice", by: operator, user: amelie, event: "expired" }).notices, { printed: "none" });
});

test("a message is confirmed once, from any device, and the others stay", () => {
  const world = school();
  world.apply(new Map([[keys.messages(amelie), [message("a", "confirm", world.now), message("b", "confirm", world.now)]]]));
  for (const _ of ["here", "there"]) world.must({ name: "confirm-message", by: operator, user: amelie, message: "a" });
  assert.deepEqual(
    told(world).map(({ id }) => id),
    ["b"],
  );
});

test("few are kept: of those that ask for nothing the newest, for an hour; those to be confirmed longest", () => {
  let messages: readonly Message[] = [];
  for (let n = 0; n < 40; n++) messages = withMessage(messages, message(`m${n}`, n % 2 ? "confirm" : "info", n), n);
  assert.equal(messages.filter(({ notice }) => notice === "info").length, 5);
  assert.equal(messages.length, 20);
  const later = withMessage(messages, message("later", "info", 4_000_000), 4_000_000);
  assert.deepEqual(
    later.filter(({ notice }) => notice === "info").map(({ id }) => id),
    ["later"],
  );
  const long = withMessage([], { ...message("long", "info", 0), title: "x".repeat(10_000) }, 0);
  assert.equal(long[0]?.title?.length, 80);
  assert.equal(withMessage(long, message("long", "info", 1), 1).length, 1, "one deed is told once");
});

test("a job that was refused is told once a minute, however often its client tries, with the facts of its sentence", () => {
  const world = school();
  world.must({ name: "set-notices", by: operator, notices });
  const refusal = { refused: "account-limit-reached", with: { missing: 4_000 } } as const;
  const refused = (title: string) => world.must({ name: "tell-refusal", by: operator, user: amelie, title, refusal });
  for (const title of ["Essay", "Essay", "Plan"]) refused(title);
  assert.deepEqual(
    told(world).map(({ title, problem, facts }) => [title, problem, facts]),
    [
      ["Essay", "account-limit-reached", { missing: 4_000 }],
      ["Plan", "account-limit-reached", { missing: 4_000 }],
    ],
  );
  world.now += 60_000;
  refused("Essay");
  assert.equal(told(world).length, 3);
});
