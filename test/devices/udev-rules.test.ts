// The udev rules know what the drivers know: a reader that types is silenced for everybody else from the moment it is plugged in.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { driversOf } from "../../devices/index.ts";

const four = (id: number): string => id.toString(16).padStart(4, "0");

test("each known reader has its rules, and each rule a known reader", async () => {
  const rules = (await readFile(join(import.meta.dirname, "../../image/udev/70-quoin-devices.rules"), "utf8")).split("\n");
  const named = (subsystem: string, sets: string): string[] =>
    rules
      .filter((rule) => rule.includes(`SUBSYSTEM=="${subsystem}"`) && rule.includes(sets))
      .flatMap((rule) => /ATTRS\{idVendor\}=="(\w{4})", ATTRS\{idProduct\}=="(\w{4})"/.exec(rule)?.slice(1, 3).join(":") ?? [])
      .sort();
  const known = (over: string): string[] =>
    driversOf({ simulated: false })
      .filter((driver) => driver.over === over)
      .flatMap(({ fits }) => fits.map(({ vendorId, productId }) => `${four(vendorId)}:${four(productId)}`))
      .sort();
  assert.ok(known("hid").length > 0 && known("serial").length > 0);
  assert.deepEqual(named("input", 'ATTR{inhibited}="1"'), known("hid"), "silenced");
  assert.deepEqual(named("hidraw", 'GROUP="quoin"'), known("hid"), "readable by the box's user");
  assert.deepEqual(named("tty", 'GROUP="quoin"'), known("serial"), "readable by the box's user");
});
