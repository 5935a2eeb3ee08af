// What a person is told of their prints: with the price, what is missing, and never to anybody else.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { UserId } from "../../../daemon/domain/ids.ts";
import { money } from "../../../daemon/domain/money.ts";
import type { User } from "../../../daemon/domain/user.ts";
import { ask, browser, furnished, type Served } from "./asking.ts";

const by = { kind: "operator", name: "test" } as const;
const annOf = ({ box }: Served): UserId => (box.deps.accounting.ask({ name: "user-by-login", login: "ann" }) as User).id;
const plain = (text: string): string => text.replaceAll(/[\u2068\u2069]/g, "");

test("printed, low on credit, forgotten, unreadable: each told once, in a sentence, and closed one by one", async () => {
  await using it = await furnished();
  const events = { printed: "info", "credit-low": "confirm", expired: "info", refused: "info" } as const;
  it.box.world.must({ name: "set-notices", by, notices: { events, lowCredit: money(49_500) } });
  const [ann, ben] = [await browser(it, "ann"), await browser(it, "ben")];
  const job = it.box.hold("Essay \u202Efdp", annOf(it));
  const printed = await ask(ann, "POST", `/api/v1/me/jobs/${job.id}/release`, {
    body: { printer: "hall", shown: 1000 },
    headers: { "idempotency-key": "print-the-essay" },
  });
  assert.equal(printed.status, 200, printed.text);
  await new Promise(setImmediate);
  const forgotten = it.box.hold("Forgotten", annOf(it));
  it.box.world.must({ name: "cancel-job", by: { kind: "box", name: "test" }, job: forgotten.id, reason: "retention" });
  const broken = it.box.hold("Broken", annOf(it));
  const { facts: _facts, ...document } = broken.document as NonNullable<typeof broken.document>;
  it.box.world.must({ name: "describe-document", by, job: broken.id, document: { ...document, problem: "document-damaged" } });
  const messages = async (door: typeof ann) => (await ask(door, "GET", "/api/v1/me/messages")).json.messages;
  const heard: { id: string; notice: string; sentence: string }[] = await messages(ann);
  assert.deepEqual(
    heard.map(({ notice, sentence }) => [notice, plain(sentence).slice(0, 46)]),
    [
      ["confirm", "You have €4.90 left. Add credit before you pri"],
      ["info", "“Essay fdp” is printed: 2 pages, €0.10 charged"],
      ["info", "“Forgotten” waited too long and was deleted. N"],
      ["info", "“Broken” cannot be printed. The document is da"],
    ],
  );
  assert.deepEqual(await messages(ben), []);
  assert.equal((await ask(ben, "DELETE", `/api/v1/me/messages/${encodeURIComponent(heard[0]?.id ?? "")}`)).status, 200);
  assert.equal((await messages(ann)).length, 4, "nobody else's to confirm");
  for (const { id } of heard) await ask(ann, "DELETE", `/api/v1/me/messages/${encodeURIComponent(id)}`);
  assert.deepEqual(await messages(ann), []);
});

test("each event has the box's choice until I make mine, and has it again when I give mine up", async () => {
  await using it = await furnished();
  it.box.world.must({ name: "set-notices", by, notices: { events: { printed: "info" }, lowCredit: money(0) } });
  const ann = await browser(it, "ann");
  const choose = async (notice: string) =>
    (await ask(ann, "PUT", "/api/v1/me/notices", { body: { event: "printed", notice } })).json.events[0];
  assert.deepEqual(await choose("confirm"), { event: "printed", notice: "confirm", usual: "info", own: true });
  assert.deepEqual(await choose("usual"), { event: "printed", notice: "info", usual: "info", own: false });
  assert.equal((await ask(ann, "PUT", "/api/v1/me/notices", { body: { event: "rain", notice: "info" } })).json.code, "bad-input");
});
