// The thin layer over node-hid: what it lists, how it opens and loses a device, and what is said when it does not load.
import assert from "node:assert/strict";
import { EventEmitter } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import type { Device } from "node-hid";
import { DeviceFault } from "../../../devices/faults.ts";
import { loadHid } from "../../../devices/transport/hid.ts";

type Library = Awaited<ReturnType<NonNullable<Parameters<typeof loadHid>[0]>>>;

/** A device as the library hands it over. */
class Opened extends EventEmitter {
  closed = false;
  readonly sent: number[][] = [];
  async close(): Promise<void> {
    this.closed = true;
  }
  async sendFeatureReport(report: number[]): Promise<number> {
    this.sent.push(report);
    return report.length;
  }
  async getFeatureReport(id: number, length: number): Promise<Buffer> {
    return Buffer.alloc(length, id + 1);
  }
}

async function library(t: TestContext, listed: readonly Partial<Device>[] = []) {
  const directory = await mkdtemp(join(tmpdir(), "quoin-hid-"));
  t.after(() => rm(directory, { recursive: true, force: true }));
  const path = join(directory, "hidraw0");
  await writeFile(path, "");
  const opened: Opened[] = [];
  const fake = {
    getHidapiVersion: () => "0.14.0",
    devicesAsync: async () => listed,
    HIDAsync: {
      open: async () => {
        opened.push(new Opened());
        return opened.at(-1);
      },
    },
  };
  return { path, opened, load: async () => fake as unknown as Library };
}

test("an interface that is listed once for each of its collections is one, and types if one of them does", async (t) => {
  const { load } = await library(t, [
    { path: "/dev/hidraw0", vendorId: 0x09d8, productId: 0x0410, serialNumber: "", usagePage: 1, usage: 6 },
    { path: "/dev/hidraw0", vendorId: 0x09d8, productId: 0x0410, serialNumber: "", usagePage: 12, usage: 1 },
    { path: "/dev/hidraw1", vendorId: 0x09d8, productId: 0x0410, serialNumber: "7", usagePage: 0xff00, usage: 1 },
    { vendorId: 1, productId: 2 },
  ]);
  assert.deepEqual(await (await loadHid(load)).devices(), [
    { path: "/dev/hidraw0", vendorId: 0x09d8, productId: 0x0410, keyboard: true },
    { path: "/dev/hidraw1", vendorId: 0x09d8, productId: 0x0410, keyboard: false, serialNumber: "7" },
  ]);
});

test("reports are heard until the device goes; that is told once, and after closing nothing is", async (t) => {
  const { path, opened, load } = await library(t);
  const hid = await loadHid(load);
  const heard: Uint8Array[] = [];
  const gone: string[] = [];
  const device = await hid.open(
    path,
    (report) => heard.push(report),
    (fault) => gone.push(fault.code),
  );
  opened[0]?.emit("data", Buffer.from([1, 2]));
  opened[0]?.emit("error", new Error("could not read from HID device"));
  opened[0]?.emit("error", new Error("could not read from HID device"));
  opened[0]?.emit("data", Buffer.from([3]));
  assert.deepEqual([heard.length, gone, opened[0]?.closed], [1, ["gone"], true]);
  await device.close();

  const second = await hid.open(
    path,
    (report) => heard.push(report),
    (fault) => gone.push(fault.code),
  );
  await second.close();
  opened[1]?.emit("data", Buffer.from([4]));
  opened[1]?.emit("error", new Error("closed"));
  assert.deepEqual([heard.length, gone.length], [1, 1]);
});

test("a feature report goes out and its answer comes back, and the device is closed again", async (t) => {
  const { path, opened, load } = await library(t);
  const hid = await loadHid(load);
  assert.deepEqual([...(await hid.feature(path, Uint8Array.of(0, 0x8e, 0), 3))], [1, 1, 1]);
  assert.deepEqual([opened[0]?.sent, opened[0]?.closed], [[[0, 0x8e, 0]], true]);
});

test("a native part that does not load names its Debian packages; a package that is not there names none", async (t) => {
  const { load } = await library(t);
  const noUdev = async () => ({
    ...(await load()),
    getHidapiVersion: () => {
      throw new Error("libudev.so.1: cannot open shared object file: No such file or directory");
    },
  });
  const is = (debianPackage: string | undefined) => (error: unknown) =>
    error instanceof DeviceFault && error.code === "library-missing" && error.debianPackage === debianPackage;
  await assert.rejects(loadHid(noUdev), is("libudev1 libusb-1.0-0"));
  await assert.rejects(
    loadHid(async () => {
      throw new Error("Cannot find package 'node-hid'");
    }),
    is(undefined),
  );
});

test("a path that leads nowhere is absent", async (t) => {
  const { path, load } = await library(t);
  const hid = await loadHid(load);
  await assert.rejects(
    hid.open(
      `${path}9`,
      () => undefined,
      () => undefined,
    ),
    (error: unknown) => error instanceof DeviceFault && error.code === "absent",
  );
});
