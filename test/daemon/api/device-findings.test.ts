// Whatever is wrong with a device is told in both languages, with what to do about it.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { DeviceCondition } from "../../../daemon/api/deps.ts";
import { ask, served } from "./asking.ts";

const wrong: readonly (readonly [string, Omit<DeviceCondition, "name" | "kind">])[] = [
  ["device-absent", { state: "absent", fault: "gone", problem: "/dev/ttyUSB0" }],
  ["device-ambiguous", { state: "failed", fault: "ambiguous", problem: "/dev/hidraw0, /dev/hidraw1" }],
  ["device-not-allowed", { state: "failed", fault: "not-allowed", problem: "/dev/hidraw0" }],
  ["device-package", { state: "failed", fault: "library-missing", problem: "udevadm", debianPackage: "udev" }],
  ["device-library", { state: "failed", fault: "library-missing", problem: "node-hid" }],
  ["device-failed", { state: "failed", fault: "broken", problem: "Inappropriate ioctl for device" }],
];

test("each fault of a device has its sentence and its remedy, every hole filled", async () => {
  await using it = await served((box) => {
    box.status = {
      devices: [
        ...wrong.map(([code, condition]) => ({ name: `hall/${code}`, kind: "reader", ...condition })),
        { name: "hall/good", kind: "keypad", state: "ready" },
      ],
    };
  });
  for (const language of ["fr", "en"]) {
    const { json } = await ask(it.socket, "GET", "/api/v1/findings", { headers: { "accept-language": language } });
    const told = json.findings.filter(({ code }: { code: string }) => code.startsWith("device-"));
    assert.deepEqual(
      told.map(({ code, subject }: { code: string; subject: string }) => [code, subject]),
      wrong.map(([code]) => [code, `hall/${code}`]),
    );
    for (const { sentence, remedy } of told) {
      assert.doesNotMatch(`${sentence} ${remedy}`, /\{\w+\}/);
      assert.ok(sentence.includes("hall/") && remedy.length > 10);
    }
    assert.match(told[3].remedy, /apt install udev/);
  }
});
