// The fuzzer's own rules, and a small share of its run with every test: the long one is `npm run fuzz`.
import assert from "node:assert/strict";
import { test } from "node:test";
import { decode } from "../../daemon/ipp/codec.ts";
import { systemClock } from "../../daemon/runtime/clock.ts";
import { door, MemoryDesk } from "../daemon/ipp/exchange.ts";
import { runCodec } from "./codec-run.ts";
import { printMeanwhile } from "./good-client.ts";
import { input } from "./mutate.ts";
import { runSockets } from "./sockets.ts";

const seed = 11;

test("an input is the same for ever, and another seed makes others", () => {
  for (const index of [0, 1, 77, 12_345]) assert.deepEqual(input(seed, index), input(seed, index));
  assert.notDeepEqual(input(seed, 5), input(seed + 1, 5));
  const whole = Array.from({ length: 400 }, (_, index) => {
    try {
      return decode(input(seed, index)).message.groups.length;
    } catch {
      return 0;
    }
  });
  assert.ok(whole.filter((groups) => groups > 0).length > 40, "a fair part is still IPP, so that operations are reached");
  assert.ok(whole.filter((groups) => groups === 0).length > 200, "and the most is not");
});

test("10 000 inputs: taken without loss or refused, whole and in pieces", () => {
  const { inputs, taken, refused, wrong } = runCodec(seed, 0, 10_000);
  assert.deepEqual(wrong, []);
  assert.equal(taken + refused, inputs);
});

test("200 inputs over sockets in every framing: none stuck, no mistake of ours, the good client prints on", async (context) => {
  const desk = new MemoryDesk();
  desk.addQueue("main", { leastStrength: "none" });
  const limits = { drain: { withinMs: 1_000, quietMs: 20 }, idleMs: 500, attributesMs: 500, headMs: 500, keepAliveMs: 300 };
  const port = await door(desk, { limits }, context);
  const stop = { asked: false };
  const printing = printMeanwhile(port, stop, systemClock);
  const counts = await runSockets(
    port,
    seed,
    Array.from({ length: 200 }, (_, i) => i),
    systemClock,
  );
  stop.asked = true;
  const good = await printing;
  assert.deepEqual([counts.sent, counts.stuck, counts.internal], [200, [], 0]);
  assert.ok(counts.ipp > 20 && counts.http > 5 && counts.closed > 5, JSON.stringify(counts));
  assert.deepEqual(good.failed, []);
  assert.ok(good.tookMs.length > 0);
  assert.equal(desk.incoming, 0);
});
