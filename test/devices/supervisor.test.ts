// Devices kept open: plugged in late, pulled out, put back elsewhere, broken, doubled.
import assert from "node:assert/strict";
import { test } from "node:test";
import { DeviceFault } from "../../devices/faults.ts";
import { mostRetryMs } from "../../devices/supervised.ts";
import { keyboards, typed } from "../fakes/keyboard.ts";
import { goOn, onHid, watch } from "./watching.ts";

const reader = { "hall/reader": onHid("keyboard-wedge") };

test("a reader types a card and the box hears its number once", async () => {
  const { bus, told, pass, states, devices } = watch({ ...reader });
  bus.plug("/dev/hidraw3");
  await pass(500);
  assert.deepEqual(states().at(-1), "ready");
  await pass(300);
  bus.send("/dev/hidraw3", typed("0077705923\n"));
  assert.deepEqual(told.cards, [["hall/reader", "0077705923"]]);
  await devices.close();
  assert.equal(bus.isOpen("/dev/hidraw3"), false);
});

test("a reader that ends with no key ends with silence, and a process that was busy does not cut its number", async () => {
  const { bus, told, pass, clock } = watch({ ...reader });
  bus.plug("/dev/hidraw0");
  await pass(1000);
  bus.send("/dev/hidraw0", typed("04A1"));
  // Half a second in which nothing ran: the silence timer is due before the reports that came meanwhile are read.
  clock.advance(100);
  bus.send("/dev/hidraw0", typed("B2C3"));
  await pass(99);
  assert.deepEqual(told.cards, []);
  await pass(50);
  assert.deepEqual(told.cards, [["hall/reader", "04A1B2C3"]]);
});

test("what was typed while nobody listened does not stand in front of the next card", async () => {
  const { bus, told, pass } = watch({ ...reader });
  bus.plug("/dev/hidraw0");
  bus.send("/dev/hidraw0", typed("3456"));
  await pass(2100);
  assert.equal(bus.isOpen("/dev/hidraw0"), true);
  bus.send("/dev/hidraw0", typed("04A1B2C3\n"));
  assert.deepEqual(told.cards, [["hall/reader", "04A1B2C3"]]);
});

test("a card that is being typed when listening begins is dropped to its end", async () => {
  const { bus, told, pass, clock } = watch({ ...reader });
  bus.plug("/dev/hidraw0");
  await pass(100);
  assert.equal(bus.isOpen("/dev/hidraw0"), true);
  for (const report of typed("04A1B2C3D4E5F6\n")) {
    bus.send("/dev/hidraw0", [report]);
    clock.advance(16);
  }
  await pass(1000);
  assert.deepEqual(told.cards, [], "half a number would be another number");
  bus.send("/dev/hidraw0", typed("04A1B2C3D4E5F6\n"));
  assert.deepEqual(told.cards, [["hall/reader", "04A1B2C3D4E5F6"]]);
});

test("a reader pulled out and put back under another path reads again within three seconds, and half a card is forgotten", async () => {
  const { bus, told, pass, states } = watch({ ...reader });
  bus.plug("/dev/hidraw0");
  await pass(3000);
  bus.send("/dev/hidraw0", typed("99"));
  bus.unplug("/dev/hidraw0");
  await pass(60_000);
  assert.deepEqual(states().slice(-2), ["ready", "absent:gone"], "told once");
  const before = bus.looks;
  await pass(20_000);
  assert.ok(bus.looks - before <= 20_000 / mostRetryMs + 1, "it looks every two seconds, not more often");
  bus.plug("/dev/hidraw7");
  await pass(2500);
  assert.equal(states().at(-1), "ready");
  bus.send("/dev/hidraw7", typed("04A1B2C3\n"));
  assert.deepEqual(told.cards, [["hall/reader", "04A1B2C3"]]);
});

test("nobody looks around while all devices are open", async () => {
  const { bus, pass } = watch({ ...reader });
  bus.plug("/dev/hidraw0");
  await pass(1000);
  const looks = bus.looks;
  await pass(600_000);
  assert.equal(bus.looks, looks);
});

test("of a reader's interfaces the one that types is opened; of two readers none until the settings say which", async () => {
  const one = watch({ ...reader });
  one.bus.plug("/dev/hidraw0", { keyboard: false });
  one.bus.plug("/dev/hidraw1");
  await one.pass(500);
  assert.deepEqual([one.bus.isOpen("/dev/hidraw0"), one.bus.isOpen("/dev/hidraw1")], [false, true]);

  const two = watch({ ...reader });
  two.bus.plug("/dev/hidraw0", { serialNumber: "A" });
  two.bus.plug("/dev/hidraw1", { serialNumber: "B" });
  await two.pass(500);
  assert.deepEqual(two.states(), ["failed:ambiguous"]);
  assert.equal(two.told.conditions[0]?.fault?.detail, "/dev/hidraw0, /dev/hidraw1");

  const told = watch({
    "hall/reader": onHid("keyboard-wedge", { serialNumber: "B" }),
    "lobby/reader": onHid("keyboard-wedge", { serialNumber: "A" }),
  });
  told.bus.plug("/dev/hidraw0", { serialNumber: "A" });
  told.bus.plug("/dev/hidraw1", { serialNumber: "B" });
  await told.pass(3000);
  told.bus.send("/dev/hidraw0", typed("1111\n"));
  told.bus.send("/dev/hidraw1", typed("2222\n"));
  assert.deepEqual(told.told.cards, [
    ["lobby/reader", "1111"],
    ["hall/reader", "2222"],
  ]);
});

test("a keyboard that no driver knows is nobody's reader, until the settings name it", async () => {
  const { bus, pass, states } = watch({ ...reader });
  bus.plug("/dev/hidraw0", { vendorId: 0x046d, productId: 0xc31c });
  await pass(3000);
  assert.deepEqual(states(), ["absent:absent"]);
  assert.equal(bus.opens, 0);

  const named = watch({ "hall/pad": onHid("number-pad", { vendorId: 0x046d, productId: 0xc31c }) });
  named.bus.plug("/dev/hidraw0", { vendorId: 0x046d, productId: 0xc31c });
  await named.pass(1000);
  named.bus.send("/dev/hidraw0", typed("42\n", { keyboard: keyboards.pad }));
  assert.deepEqual(
    named.told.keys.map(([, key]) => key),
    ["4", "2", "enter"],
  );
});

test("a device that may not be opened says why, and works as soon as it may", async () => {
  const { bus, pass, states } = watch({ ...reader });
  bus.plug("/dev/hidraw0");
  bus.fails = new DeviceFault("not-allowed", "/dev/hidraw0");
  await pass(10_000);
  assert.deepEqual(states(), ["failed:not-allowed"], "said once, not at every try");
  assert.ok(bus.opens >= 5);
  bus.fails = undefined;
  await pass(2100);
  assert.deepEqual(states(), ["failed:not-allowed", "ready"]);
});

test("a device that opens and fails at once is tried less and less often", async () => {
  const { bus, pass } = watch({ ...reader });
  let opens = 0;
  for (let at = 0; at < 40; at++) {
    bus.plug("/dev/hidraw0");
    await pass(500);
    if (bus.isOpen("/dev/hidraw0")) opens++;
    bus.unplug("/dev/hidraw0");
    await pass(100);
  }
  assert.ok(opens <= 15, `opened ${opens} times in 24 s`);
});

test("opening that never ends is told, and what opens at last works", async () => {
  const { bus, pass, states } = watch({ ...reader });
  bus.plug("/dev/hidraw0");
  let open = (): void => undefined;
  bus.slow = new Promise((resolve) => {
    open = resolve;
  });
  await pass(6000);
  assert.deepEqual(states().at(-1), "failed:broken");
  open();
  await pass(50);
  assert.equal(states().at(-1), "ready");
  assert.equal(bus.opens, 1);
});

test("a box that stops while a device opens leaves nothing open", async () => {
  const { bus, devices, told } = watch({ ...reader });
  bus.plug("/dev/hidraw0");
  let open = (): void => undefined;
  bus.slow = new Promise((resolve) => {
    open = resolve;
  });
  await goOn();
  assert.equal(bus.opens, 1, "it was there when the box started");
  const closed = devices.close();
  open();
  await closed;
  assert.equal(bus.isOpen("/dev/hidraw0"), false);
  assert.deepEqual(told.conditions, []);
});

test("a bank card is dropped and only that is told", async () => {
  const { bus, told, pass } = watch({ ...reader });
  bus.plug("/dev/hidraw0");
  await pass(3000);
  bus.send("/dev/hidraw0", typed(";4111111111111111=25121010000000000000?\n"));
  assert.deepEqual([told.cards, told.dropped], [[], [["hall/reader", "payment-card"]]]);
});

test("simulated devices are devices: found, ready, and heard through their drivers", async () => {
  const { devices, told, pass } = watch({
    "hall/reader": { driver: "simulated-reader", options: { reverse: true } },
    "hall/pad": { driver: "simulated-keypad", options: {} },
  });
  await pass(50);
  assert.deepEqual(
    devices.conditions().map(({ state }) => state),
    ["ready", "ready"],
  );
  assert.equal(await devices.hand("hall/reader")?.swipe("C3B2A104"), undefined);
  assert.equal(await devices.hand("hall/reader")?.swipe("4111111111111111"), "payment-card");
  await devices.hand("hall/pad")?.press("7");
  assert.deepEqual(told.cards, [["hall/reader", "04A1B2C3"]]);
  assert.deepEqual(told.keys, [["hall/pad", "7"]]);
  assert.equal(devices.hand("hall/nothing"), undefined);
});
