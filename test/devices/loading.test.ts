// What a box pays for devices it does not have: nothing. Native libraries are loaded by the first device that needs one.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";

const run = promisify(execFile);
const index = join(import.meta.dirname, "../../devices/index.ts");
const clock = join(import.meta.dirname, "../../daemon/runtime/clock.ts");

/** The native libraries in a process that runs these devices for a moment. */
async function loaded(devices: readonly unknown[]): Promise<string[]> {
  const program = `
    import { planDevices, startDevices } from ${JSON.stringify(index)};
    import { systemClock } from ${JSON.stringify(clock)};
    const plan = planDevices(${JSON.stringify(devices)}, { simulated: true });
    const hearing = { card: async () => {}, key: async () => {}, dropped() {}, changed: () => changed() };
    let changed;
    const settled = plan.devices.length === 0 ? Promise.resolve() : new Promise((resolve) => { changed = resolve; });
    const running = startDevices({ plan, timers: systemClock, hearing });
    const awake = setInterval(() => {}, 1000);
    await settled;
    console.log(JSON.stringify(process.report.getReport().sharedObjects.filter((path) => path.endsWith(".node"))));
    await running.close();
    clearInterval(awake);
    process.exit(0);
  `;
  const { stdout } = await run(process.execPath, ["--input-type=module", "-e", program]);
  return JSON.parse(stdout) as string[];
}

test("a box without devices, or with simulated ones, loads no native library", async () => {
  assert.deepEqual(await loaded([]), []);
  assert.deepEqual(await loaded([{ name: "a", settings: { driver: "simulated-reader", options: {} } }]), []);
});

test("a serial reader loads serialport alone, a keyboard reader node-hid alone", async () => {
  const serial = await loaded([{ name: "a", settings: { driver: "serial-line", port: "/dev/serial/by-id/none", options: {} } }]);
  assert.deepEqual([serial.length, serial.some((path) => path.includes("serialport"))], [1, true]);
  const hid = await loaded([{ name: "a", settings: { driver: "keyboard-wedge", options: {} } }]);
  assert.ok(
    hid.every((path) => path.includes("node-hid")),
    hid.join(),
  );
});
