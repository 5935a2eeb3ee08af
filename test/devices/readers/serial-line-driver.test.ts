// A reader on a real pseudo-terminal: serialport, driver and supervisor together, pulled out and put back.
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { systemClock } from "../../../daemon/runtime/clock.ts";
import { type Condition, planDevices, startDevices } from "../../../devices/index.ts";
import { plugIn } from "../../fakes/serial-line.ts";
import { needs, toolPath } from "../../setup/tools.ts";

const skip = needs("socat");

async function waitFor(what: string, withinMs: number, look: () => boolean): Promise<void> {
  for (const end = systemClock.monotonic() + withinMs; systemClock.monotonic() < end; await systemClock.sleep(5)) if (look()) return;
  throw new Error(`waited ${withinMs} ms for ${what}`);
}

async function place(t: TestContext): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "quoin-line-"));
  t.after(() => rm(directory, { recursive: true, force: true }));
  return join(directory, "reader");
}

function read(t: TestContext, port: string | undefined, options: Readonly<Record<string, unknown>> = {}) {
  const cards: string[] = [];
  const dropped: string[] = [];
  const plan = planDevices([{ name: "hall", settings: { driver: "serial-line", options, ...(port === undefined ? {} : { port }) } }], {
    simulated: false,
  });
  assert.deepEqual(plan.problems, []);
  const devices = startDevices({
    plan,
    timers: systemClock,
    hearing: {
      card: async (_device, number) => void cards.push(number),
      key: async () => undefined,
      dropped: (_device, why) => void dropped.push(why),
      changed: () => undefined,
    },
  });
  t.after(() => devices.close());
  const condition = (): Condition => devices.conditions()[0] as Condition;
  return {
    cards,
    dropped,
    condition,
    until: (state: Condition["state"], withinMs: number) => waitFor(state, withinMs, () => condition().state === state),
    heard: (count: number) => waitFor(`${count} cards`, 2000, () => cards.length >= count),
  };
}

test("cards written to the line are heard, whole and once; noise between them is not", { skip }, async (t) => {
  const port = await place(t);
  const reader = await plugIn(port);
  t.after(() => reader.unplug());
  const { until, heard, cards, dropped } = read(t, port, { reverse: true });
  await until("ready", 3000);
  await reader.send("C3B2A104\r\n");
  await reader.send("11");
  await reader.send("22334\xff4\r\nAABB");
  await reader.send("CCDD\r\n");
  await heard(2);
  assert.deepEqual([cards, dropped], [["04A1B2C3", "DDCCBBAA"], ["unreadable"]]);
});

test("pulled out it is absent, put back it reads again in less than three seconds, again and again", { skip }, async (t) => {
  const port = await place(t);
  const { until, heard, cards } = read(t, port);
  await until("absent", 1000);
  for (let time = 1; time <= 3; time++) {
    const reader = await plugIn(port);
    const plugged = systemClock.monotonic();
    await until("ready", 3000);
    await reader.send(`04A1B2C${time}\r\n04`);
    await heard(time);
    assert.ok(systemClock.monotonic() - plugged < 3000);
    await reader.unplug();
    await until("absent", 3000);
  }
  assert.deepEqual(cards, ["04A1B2C1", "04A1B2C2", "04A1B2C3"], "the half card before each unplugging stands before nothing");
});

test("pulled out while it writes without pause, the process goes on and so does the next reader", { skip }, async (t) => {
  const port = await place(t);
  const { until, heard, cards } = read(t, port);
  const before = await plugIn(port);
  await until("ready", 3000);
  for (let at = 0; at < 50; at++) await before.send("04A1B2C3\r\n");
  await before.unplug();
  await until("absent", 5000);
  const cpu = process.cpuUsage();
  await systemClock.sleep(300);
  const { user, system } = process.cpuUsage(cpu);
  assert.ok(user + system < 200_000, `used ${user + system} µs of 300 ms while nothing was plugged in`);
  const after = await plugIn(port);
  t.after(() => after.unplug());
  await until("ready", 3000);
  const count = cards.length;
  await after.send("0FF0\r\n");
  await heard(count + 1);
  assert.equal(cards.at(-1), "0FF0");
});

test("what is no line is told in the system's words; a path that leads nowhere is only absent", { skip }, async (t) => {
  const file = await place(t);
  await writeFile(file, "a file");
  const noLine = read(t, file);
  await noLine.until("failed", 3000);
  assert.equal(noLine.condition().fault?.code, "broken");
  assert.match(noLine.condition().fault?.detail ?? "", /\w/);
  const nothing = read(t, join(file, "beyond"));
  await nothing.until("absent", 3000);
});

test("to find a reader by its ids udev is needed; where it is missing its package is named", {
  skip: toolPath("udevadm") === undefined ? false : "udev is installed here",
}, async (t) => {
  const { until, condition } = read(t, undefined);
  await until("failed", 5000);
  assert.deepEqual([condition().fault?.code, condition().fault?.debianPackage], ["library-missing", "udev"]);
});
