// Devices of the settings: what does not fit is told with its remedy, before any hardware is touched.
import assert from "node:assert/strict";
import { test } from "node:test";
import { type DeviceSettings, driversOf, planDevices } from "../../devices/index.ts";

const sentences = (...settings: Partial<DeviceSettings>[]): string[] =>
  planDevices(
    settings.map((one, at) => ({ name: `hall/${at + 1}`, settings: { driver: "serial-line", options: {}, ...one } })),
    { simulated: false },
  ).problems.map(({ name, sentence }) => `${name}: ${sentence}`);

test("good devices are planned as they are named", () => {
  assert.deepEqual(
    sentences(
      { port: "/dev/serial/by-id/usb-reader" },
      { driver: "serial-line" },
      { driver: "keyboard-wedge", options: { layout: "fr", reverse: true } },
      { driver: "number-pad", vendorId: 1, productId: 2 },
    ),
    [],
  );
});

test("an unknown driver names those there are; simulated ones are not among them unless switched on", () => {
  assert.deepEqual(sentences({ driver: "serial" }), [
    "hall/1: There is no driver serial. Write one of serial-line, keyboard-wedge, number-pad.",
  ]);
  assert.equal(sentences({ driver: "simulated-reader" }).length, 1);
  assert.deepEqual(
    driversOf({ simulated: true }).map(({ name, kind }) => `${name} ${kind}`),
    ["serial-line reader", "keyboard-wedge reader", "number-pad keypad", "simulated-reader reader", "simulated-keypad keypad"],
  );
});

test("wrong options are told by name", () => {
  assert.match(sentences({ options: { baudRate: "fast" } })[0] ?? "", /options do not fit the driver serial-line: baudRate: .*number/);
  assert.match(sentences({ options: { boudRate: 9600 } })[0] ?? "", /boudRate/);
  assert.match(sentences({ options: { written: "decimal", reverse: true } })[0] ?? "", /bits: must say how many bits/);
});

test("a name that is given out anew at each plugging in is refused", () => {
  assert.match(sentences({ port: "/dev/ttyUSB0" })[0] ?? "", /given out anew.*\/dev\/serial\/by-id/);
  assert.match(sentences({ driver: "keyboard-wedge", port: "/dev/hidraw2" })[0] ?? "", /given out anew.*\/dev\/quoin\/by-path/);
  assert.deepEqual(sentences({ port: "/dev/ttyS0" }), [], "a line of the board stays where it is");
});

test("a number pad must be named, and two devices told apart", () => {
  assert.match(sentences({ driver: "number-pad" })[0] ?? "", /knows no device by itself\. Write vendorId and productId/);
  assert.match(sentences({}, {})[0] ?? "", /^hall\/2: hall\/1 could be the same device/);
  assert.match(sentences({ port: "/dev/ttyS0" }, { port: "/dev/ttyS0", driver: "keyboard-wedge" })[0] ?? "", /could be the same/);
  assert.deepEqual(sentences({ serialNumber: "A" }, { serialNumber: "B" }), []);
});
