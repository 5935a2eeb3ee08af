// A box with a card reader on a serial line: a card opens the session at the terminal, also after the reader was pulled out and put back.
import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { Client } from "../../daemon/cli/client.ts";
import { systemClock } from "../../daemon/runtime/clock.ts";
import { plugIn } from "../fakes/serial-line.ts";
import { needs } from "../setup/tools.ts";
import { type BoxProcess, furnish, newDirectory, removeDirectory, startBoxProcess, until } from "./box-process.ts";

const config = (port: string): string => `version: 1
devices:
  simulated: true
log:
  level: debug
terminals:
  - name: hall
    printers: [hall]
    devices:
      - driver: serial-line
        port: ${port}
        options: { reverse: true }
      - driver: simulated-keypad
`;

const terminal = "hall";

async function screen(box: BoxProcess): Promise<string> {
  return (await box.client.call("GET /api/v1/terminals/{terminal}/screen", { params: { terminal } })).state;
}

const device = async (box: BoxProcess): Promise<string | undefined> =>
  (await box.client.call("GET /api/v1/status", {})).devices.find(({ name }) => name === "hall/serial-line")?.state;

const shows = (box: BoxProcess, state: string, withinMs: number): Promise<true> =>
  until(`the screen ${state}`, async () => ((await screen(box)) === state ? true : undefined), withinMs);

const is = (box: BoxProcess, state: string, withinMs: number): Promise<true> =>
  until(`the reader ${state}`, async () => ((await device(box)) === state ? true : undefined), withinMs);

async function signedInAndOut(box: BoxProcess, present: () => Promise<void>): Promise<void> {
  await present();
  await shows(box, "list", 2_000);
  await box.quoin("sim", "key", "*", "--terminal", terminal);
  await shows(box, "idle", 2_000);
}

test("a card at a reader on a line opens the session, before and after the reader is pulled out", { skip: needs("socat") }, async (t) => {
  const data = await newDirectory();
  t.after(() => removeDirectory(data));
  const port = join(data, "reader");
  const paper = join(data, "paper");
  await mkdir(paper);
  const box = await startBoxProcess({ data, config: config(port) });
  t.after(() => box.kill());
  await furnish(box, `folder:${paper}`);
  await is(box, "absent", 5_000);
  const absent = await box.client.call("GET /api/v1/findings", {});
  assert.ok(absent.findings.some(({ code, subject }) => code === "device-absent" && subject === "hall/serial-line"));

  // The reader of this make writes the number last byte first; the card was learnt as C0FFEE at another.
  const first = await plugIn(port);
  await is(box, "ready", 3_000);
  await signedInAndOut(box, () => first.send("EEFFC0\r\n"));
  const doctor = await box.quoin("doctor").catch((error: { stdout: string }) => JSON.parse(error.stdout) as Record<string, unknown>);
  assert.deepEqual(doctor["devices"], [
    { name: "hall/serial-line", kind: "reader", state: "ready" },
    { name: "hall/simulated-keypad", kind: "keypad", state: "ready" },
  ]);

  await first.unplug();
  await is(box, "absent", 4_000);
  const second = await plugIn(port);
  const plugged = systemClock.monotonic();
  t.after(() => second.unplug());
  await is(box, "ready", 3_000);
  await signedInAndOut(box, () => second.send("EEFFC0\r\n"));
  assert.ok(
    systemClock.monotonic() - plugged < 4_000,
    "a card is read less than three seconds after the plug is back in; signing out takes its time",
  );

  // Nothing that was presented or typed is in the log, not even at its most talkative: a card, a stranger's, a bank's, a code.
  await second.send("0DF0AD0B\r\n;4111111111111111=2512?\r\n\xff12\r\n");
  await shows(box, "message", 2_000);
  await until("the end of the line", async () => (/is no card of ours.*\n.*is no card of ours/s.test(box.log()) ? true : undefined), 2_000);
  await box.quoin("sim", "key", "*", "--terminal", terminal);
  await box.quoin("sim", "key", "271828#", "--terminal", terminal);
  assert.match(box.log(), /"device":"hall\/serial-line","why":"payment-card"/);
  for (const secret of [/C0FFEE/i, /EEFFC0/i, /0BADF00D/i, /0DF0AD0B/i, /41111/, /271828/]) assert.doesNotMatch(box.log(), secret);
  assert.equal(await box.stop(), 0);
});

test("cards given by command go through the simulated reader, and are refused where there is none", { skip: needs("socat") }, async (t) => {
  const data = await newDirectory();
  t.after(() => removeDirectory(data));
  const paper = join(data, "paper");
  await mkdir(paper);
  const box = await startBoxProcess({ data, config: config(join(data, "reader")) });
  t.after(() => box.kill());
  await furnish(box, `folder:${paper}`);
  const english = new Client({ socketPath: join(data, "quoin.sock") }, "en", systemClock);
  const card = (number: string, at = terminal) =>
    english.call("POST /api/v1/terminals/{terminal}/card", { params: { terminal: at }, body: { number } });
  await assert.rejects(card("C0FFEE"), /no device .simulated-reader./);
  await assert.rejects(card("C0FFEE", "attic"), /no terminal .attic./);
  const keys = await english.call("POST /api/v1/terminals/{terminal}/keys", { params: { terminal }, body: { keys: "12" } });
  assert.equal(keys.state, "code", "the simulated keypad is there");
});

test("settings that name no driver of ours keep the box from starting, with the terminal, the device and what to write", async (t) => {
  const data = await newDirectory();
  t.after(() => removeDirectory(data));
  const wrong = `terminals: [{ name: hall, devices: [{ driver: serial-lin }, { driver: serial-line, options: { baudRate: fast } }] }]\n`;
  await assert.rejects(startBoxProcess({ data, config: wrong }), (error: Error) => {
    assert.match(
      error.message,
      /quoin\.yaml: Terminal hall, device serial-lin: There is no driver serial-lin\. Write one of serial-line, /,
    );
    assert.match(error.message, /Terminal hall, device serial-line: Its options do not fit the driver serial-line: baudRate: /);
    return true;
  });
});
