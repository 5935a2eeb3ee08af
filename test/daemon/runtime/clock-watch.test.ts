// What the box knows of its clock over restarts of itself and of the machine.
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import type { Clock } from "../../../daemon/runtime/clock.ts";
import type { ClockWatch, MachineTime } from "../../../daemon/runtime/clock-watch.ts";
import { watchClock } from "../../../daemon/runtime/clock-watch.ts";
import { createLog } from "../../../daemon/runtime/log.ts";
import { ManualClock } from "../../fakes/clock.ts";

const log = createLog({ level: "error" });
const hour = 60 * 60_000;

/** A machine whose two clocks are the test's. */
async function machine(t: TestContext) {
  const data = await mkdtemp(join(tmpdir(), "quoin-clock-"));
  t.after(() => rm(data, { recursive: true, force: true }));
  const it = { up: 0, boot: "first", ntp: false, chip: false, step: 0 };
  const clock = new ManualClock();
  const wall: Clock = {
    now: () => clock.now() + it.step,
    monotonic: () => clock.monotonic(),
    sleep: (ms, signal) => clock.sleep(ms, signal),
    after: (ms, act) => clock.after(ms, act),
    timeout: (ms) => clock.timeout(ms),
  };
  const time: MachineTime = {
    up: () => clock.monotonic() + it.up,
    boot: async () => it.boot,
    synchronised: async () => it.ntp,
    chip: async () => it.chip,
  };
  let watching: ClockWatch | undefined;
  /** The box's next life. */
  const watch = async (): Promise<ClockWatch> => {
    await watching?.stop();
    watching = await watchClock({ data, clock: wall, log, machine: time });
    return watching;
  };
  t.after(() => watching?.stop());
  return { data, it, clock, wall, watch };
}

test("synchronised once it stays trusted over a restart of the box, and a set clock is seen at once", async (t) => {
  const { it, clock, watch } = await machine(t);
  assert.deepEqual((await watch()).trust(), { trusted: false, why: "unset" });
  it.ntp = true;
  assert.equal((await watch()).trust().trusted, true);
  it.ntp = false;
  clock.advance(5 * hour);
  const restarted = await watch();
  assert.equal(restarted.trust().trusted, true);
  it.step = 24 * hour;
  assert.deepEqual(restarted.trust(), { trusted: false, why: "stepped", byMs: 24 * hour });
  it.step = 0;
  assert.equal(restarted.trust().trusted, true);
});

test("after the machine started anew nothing is believed but a battery clock that goes forward", async (t) => {
  const { it, clock, watch } = await machine(t);
  it.ntp = true;
  await watch();
  Object.assign(it, { ntp: false, boot: "second", up: -clock.monotonic() });
  assert.deepEqual((await watch()).trust(), { trusted: false, why: "unset" });
  it.chip = true;
  const trust = (await watch()).trust();
  assert.equal(trust.trusted && trust.by, "chip");
  Object.assign(it, { boot: "third", step: -48 * hour });
  const back = (await watch()).trust();
  assert.equal(!back.trusted && back.why, "back");
});

test("somebody who compared it makes it trusted; not where the two differ", async (t) => {
  const { wall, watch } = await machine(t);
  const watching = await watch();
  assert.deepEqual(await watching.confirm(wall.now() - 2 * hour), { refused: "time-differs" });
  assert.equal(watching.trust().trusted, false);
  assert.equal(await watching.confirm(wall.now() + 20_000), undefined);
  const trust = watching.trust();
  assert.equal(trust.trusted && trust.by, "person");
  assert.equal((await watch()).trust().trusted, true);
});

test("a damaged note is as none", async (t) => {
  const { data, watch } = await machine(t);
  await writeFile(join(data, "clock.json"), '{"boot":"first","anchor":{"now":"x"},"last":null}');
  assert.deepEqual((await watch()).trust(), { trusted: false, why: "unset" });
});
