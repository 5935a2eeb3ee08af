// Which of the things that are plugged in is meant, and where a lasting name leads.
import assert from "node:assert/strict";
import { mkdtemp, realpath, rm, symlink, unlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { choose } from "../../devices/discovery.ts";
import { DeviceFault } from "../../devices/faults.ts";
import { onHid, watch } from "./watching.ts";
import { currentPath, identityOf, mustOpen } from "../../devices/transport/port-path.ts";

const fits = [{ vendorId: 0x09d8, productId: 0x0410 }];
const one = { path: "/dev/hidraw0", vendorId: 0x09d8, productId: 0x0410, serialNumber: "A" };
const other = { path: "/dev/hidraw1", vendorId: 0x09d8, productId: 0x0410, serialNumber: "B" };
const pad = { path: "/dev/hidraw2", vendorId: 0x046d, productId: 0xc31c };

const fault = (code: string, detail: RegExp) => (error: unknown) =>
  error instanceof DeviceFault && error.code === code && detail.test(error.detail);

test("by the ids a driver knows, by those of the settings, by serial number, by where it is plugged in", () => {
  assert.equal(choose([pad, one], {}, fits), one);
  assert.equal(choose([pad, one], { vendorId: 0x046d }, fits), pad);
  assert.equal(choose([one, other], { serialNumber: "B" }, fits), other);
  assert.equal(choose([one, other], { port: "/dev/quoin/by-path/left" }, fits, "/dev/hidraw1"), other);
  assert.equal(
    choose([one, pad], { port: "/dev/quoin/by-path/left" }, fits, "/dev/hidraw2"),
    pad,
    "a port alone may lead to hardware no driver knows",
  );
});

test("another device at the named port is not the one that is meant", () => {
  assert.throws(() => choose([one, pad], { port: "left", vendorId: 0x09d8 }, fits, "/dev/hidraw2"), fault("absent", /^left$/));
  assert.throws(() => choose([], {}, fits), fault("absent", /^09d8:0410$/));
  assert.throws(() => choose([one], { vendorId: 0x046d, serialNumber: "Z" }, fits), fault("absent", /^046d:\*, serial number Z$/));
});

test("two that fit are not chosen between", () => {
  assert.throws(() => choose([one, other], {}, fits), fault("ambiguous", /^\/dev\/hidraw0, \/dev\/hidraw1$/));
});

test("a lasting name leads where the device is now, and tells one plugging in from the next", async (t) => {
  const directory = await realpath(await mkdtemp(join(tmpdir(), "quoin-port-")));
  t.after(() => rm(directory, { recursive: true, force: true }));
  const [name, first, second] = [join(directory, "by-id"), join(directory, "ttyUSB0"), join(directory, "ttyUSB1")];
  await assert.rejects(currentPath(name), fault("absent", /by-id$/));
  await writeFile(first, "");
  await symlink(first, name);
  assert.equal(await currentPath(name), first);
  const before = await identityOf(first);
  await unlink(first);
  assert.equal(await identityOf(first), undefined);
  await assert.rejects(mustOpen(first), fault("absent", /ttyUSB0$/));
  await writeFile(second, "");
  await unlink(name);
  await symlink(second, name);
  assert.equal(await currentPath(name), second);
  await writeFile(first, "");
  assert.notEqual(await identityOf(first), before);
});

test("what a driver knows and no setting names is offered, once; what could be a named one is not", async () => {
  const named = watch({ "hall/keyboard-wedge": onHid("keyboard-wedge", { serialNumber: "A" }) });
  named.bus.plug("/dev/hidraw0", { serialNumber: "A" });
  named.bus.plug("/dev/hidraw1", { serialNumber: "B" });
  named.bus.plug("/dev/hidraw2", { serialNumber: "B" });
  named.bus.plug("/dev/hidraw3", { vendorId: 0x046d, productId: 0xc31c });
  const offered = await named.devices.unused();
  assert.deepEqual(
    offered.map(({ driver, found }) => [driver.name, driver.kind, found.vendorId, found.serialNumber]),
    [["keyboard-wedge", "reader", 0x09d8, "B"]],
  );
  named.bus.unplug("/dev/hidraw1");
  named.bus.unplug("/dev/hidraw2");
  assert.deepEqual(await named.devices.unused(), []);
  await named.devices.close();
  const any = watch({ "hall/keyboard-wedge": onHid("keyboard-wedge") });
  any.bus.plug("/dev/hidraw0", { serialNumber: "Z" });
  assert.deepEqual(await any.devices.unused(), [], "the setting's own driver finds it by itself");
  await any.devices.close();
});
