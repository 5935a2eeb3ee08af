// One document's crash, bomb or stall reaches nobody else: real inspector processes, really killed.
import assert from "node:assert/strict";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { afterEach, test } from "node:test";
import { isRefusal } from "../../../../daemon/domain/refusal.ts";
import { createInspection, type Inspection } from "../../../../daemon/printing/inspect/inspection.ts";
import type { InspectSettings } from "../../../../daemon/printing/inspect/settings.ts";
import { systemClock } from "../../../../daemon/runtime/clock.ts";
import { isFault } from "../../../../daemon/runtime/faults.ts";
import { findProgram, findSandbox } from "../../../../daemon/runtime/sandbox.ts";
import { fixture } from "../../../fixtures/make.ts";
import { eventually, familyOf, inspectFixture, isRunning, openFilesOf, quietLog } from "./looking.ts";

const open: Inspection[] = [];

function inspectionWith(settings: Partial<InspectSettings> = {}, clock = systemClock): Inspection {
  const inspection = createInspection({ clock, log: quietLog, settings });
  open.push(inspection);
  return inspection;
}

afterEach(async () => {
  for (const inspection of open.splice(0)) await inspection.close();
});

const hasPoppler = (await findProgram("pdftoppm")) !== undefined;
const hasSetpriv = (await findSandbox()).setpriv !== undefined;

/** Sends half of a document and then waits for ever. */
async function* stalled(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes.subarray(0, bytes.length >> 1);
  await new Promise(() => {});
}

async function* whole(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

test("nobody is started before a document comes, and nobody stays when none does", async () => {
  const inspection = inspectionWith({ idleMs: 50 });
  assert.deepEqual(inspection.inspectors(), []);
  await inspectFixture(inspection, await fixture("onepage-a4.pdf"));
  const [pid] = inspection.inspectors();
  assert.ok(pid !== undefined && isRunning(pid));
  await eventually(() => inspection.inspectors().length === 0);
  assert.equal(isRunning(pid), false);
  const again = await inspectFixture(inspection, await fixture("onepage-a4.pdf"));
  assert.ok(!isRefusal(again));
});

test("a document whose inspector is killed is looked at again, the others never notice", async () => {
  const inspection = inspectionWith();
  const bytes = readFileSync((await fixture("one-in-21.pdf")).path);
  let opened = 0;
  const looking = inspection.inspect("application/pdf", () => (++opened === 1 ? stalled(bytes) : whole(bytes)), bytes.length);
  const victim = await eventually(() => inspection.inspectors()[0]);
  const others = Promise.all(
    ["document-a4.pdf", "mixed-a3-a4.pdf", "color.urf"].map(async (name) => inspectFixture(inspection, await fixture(name))),
  );
  await eventually(() => inspection.inspectors().length === 2);
  process.kill(victim, "SIGKILL");
  for (const found of await others) assert.ok(!isRefusal(found));
  const found = await looking;
  assert.ok(!isRefusal(found));
  assert.equal(found.pages.filter(({ color }) => color).length, 1);
  assert.equal(opened, 2);
  assert.ok(!inspection.inspectors().includes(victim));
});

test("a document whose inspector dies twice is unreadable", async () => {
  const inspection = inspectionWith({ inspectors: 1 });
  const bytes = readFileSync((await fixture("document-a4.pdf")).path);
  const looking = inspection.inspect("application/pdf", () => stalled(bytes), bytes.length);
  const first = (await eventually(() => inspection.inspectors()[0])) as number;
  process.kill(first, "SIGKILL");
  const second = await eventually(() => inspection.inspectors().find((pid) => pid !== first));
  process.kill(second, "SIGKILL");
  const found = await looking;
  assert.deepEqual(found, { refused: "document-unreadable" });
  assert.ok(!isRefusal(await inspectFixture(inspection, await fixture("document-a4.pdf"))));
});

test("an inspector that says nothing is killed in time", async () => {
  const inspection = inspectionWith({ inspectors: 1, timeoutMs: 1_000 });
  const bytes = readFileSync((await fixture("document-a4.pdf")).path);
  const found = await inspection.inspect("application/pdf", () => stalled(bytes), bytes.length);
  assert.deepEqual(found, { refused: "document-unreadable" });
});

test("poppler ends with the inspector that started it", { skip: !hasPoppler || !hasSetpriv }, async () => {
  const inspection = inspectionWith({ engine: "poppler", inspectors: 1 });
  const looking = inspectFixture(inspection, await fixture("mixed-100.pdf"));
  const poppler = await eventually(() => {
    const [inspector] = inspection.inspectors();
    return inspector === undefined ? undefined : familyOf(inspector).find(({ command }) => /^\S*pdftoppm -q/.test(command));
  });
  process.kill(inspection.inspectors()[0] as number, "SIGKILL");
  await eventually(() => !isRunning(poppler.pid));
  assert.ok(!isRefusal(await looking));
});

test("plain bytes have no name: a large document leaves nothing behind, even after kill −9", async () => {
  const inspection = inspectionWith({ inspectors: 1 });
  const before = readdirSync("/dev/shm");
  const bytes = new Uint8Array(40 * 1024 * 1024);
  const looking = inspection.inspect("application/pdf", () => stalled(bytes), bytes.length);
  for (let life = 0; life < 2; life++) {
    const inspector = await eventually(() => inspection.inspectors()[0]);
    const file = await eventually(() =>
      familyOf(inspector)
        .flatMap(({ pid }) => openFilesOf(pid))
        .find((path) => path.startsWith("/dev/shm/")),
    );
    assert.match(file, /\(deleted\)$/);
    assert.deepEqual(readdirSync("/dev/shm"), before);
    process.kill(inspector, "SIGKILL");
    await eventually(() => !inspection.inspectors().includes(inspector));
  }
  assert.deepEqual(await looking, { refused: "document-unreadable" });
  assert.deepEqual(readdirSync("/dev/shm"), before);
});

test("a source that fails hands its own fault on, and the next document is served", async () => {
  const inspection = inspectionWith({ inspectors: 1 });
  const bytes = readFileSync((await fixture("document-a4.pdf")).path);
  const broken = async function* (): AsyncGenerator<Uint8Array> {
    yield bytes.subarray(0, 1000);
    throw new Error("the disk gave up");
  };
  await assert.rejects(inspection.inspect("application/pdf", broken, bytes.length), /the disk gave up/);
  assert.ok(!isRefusal(await inspectFixture(inspection, await fixture("document-a4.pdf"))));
});

test("who gives up is answered at once, waiting or amid work", async () => {
  const inspection = inspectionWith({ inspectors: 1 });
  const bytes = readFileSync((await fixture("document-a4.pdf")).path);
  const stop = new AbortController();
  const look = (): Promise<unknown> => inspection.inspect("application/pdf", () => stalled(bytes), bytes.length, stop.signal);
  const both = Promise.all([assert.rejects(look(), /job canceled/), assert.rejects(look(), /job canceled/)]);
  await eventually(() => inspection.inspectors().length === 1);
  stop.abort(new Error("job canceled"));
  await both;
  assert.ok(!isRefusal(await inspectFixture(inspection, await fixture("document-a4.pdf"))));
});

test("closing waits for nobody: what runs and what waits is told to come again later", async () => {
  const inspection = inspectionWith({ inspectors: 1 });
  const bytes = readFileSync((await fixture("document-a4.pdf")).path);
  const look = (): Promise<unknown> => inspection.inspect("application/pdf", () => stalled(bytes), bytes.length);
  const isLater = (error: unknown): boolean => isFault(error, "overloaded") && error.retry === "later";
  const both = Promise.all([assert.rejects(look(), isLater), assert.rejects(look(), isLater)]);
  const pid = await eventually(() => inspection.inspectors()[0]);
  await inspection.close();
  await both;
  assert.equal(isRunning(pid), false);
});

test("forty documents at once, good and bad, each get their own answer", async () => {
  const inspection = inspectionWith();
  const names = ["document-a4.pdf", "half.pdf", "color.pwg", "zero-pages.pdf", "color.urf", "half.jpg", "lying-low.pdf", "user-aes256.pdf"];
  const made = await Promise.all(names.map(fixture));
  const answers = await Promise.all(
    Array.from({ length: 40 }, (_, i) => inspectFixture(inspection, made[i % made.length] as (typeof made)[number])),
  );
  for (const [i, found] of answers.entries()) {
    const expected = made[i % made.length];
    if (isRefusal(found)) assert.equal(found.refused, expected?.refused);
    else assert.deepEqual({ ...found, engine: "any" }, expected?.facts);
  }
  assert.ok(inspection.inspectors().length <= 2);
});

test("too many waiting is a fault that says later", async () => {
  const inspection = inspectionWith({ inspectors: 1, mostWaiting: 2 });
  const made = await fixture("onepage-a4.pdf");
  const resume = inspection.pause();
  const waiting = [1, 2, 3].map(() => inspectFixture(inspection, made));
  await assert.rejects(inspectFixture(inspection, made), (error) => isFault(error, "overloaded"));
  resume();
  for (const found of await Promise.all(waiting)) assert.ok(!isRefusal(found));
});

test("a document too large to hold is refused before a byte is read, a raster is not", async () => {
  const inspection = inspectionWith({ mostBytes: 1_000 });
  const never = (): AsyncIterable<Uint8Array> => assert.fail("was read");
  assert.deepEqual(await inspection.inspect("application/pdf", never, 5_000), { refused: "document-too-large", with: { bytes: 5_000 } });
  assert.ok(!isRefusal(await inspectFixture(inspection, await fixture("gray.pwg"))));
});

test("a document longer than it was said to be is refused by the inspector", async () => {
  const inspection = inspectionWith({ mostBytes: 10_000 });
  const bytes = new Uint8Array(50_000);
  const found = await inspection.inspect("application/pdf", () => whole(bytes), 10);
  assert.ok(isRefusal(found) && found.refused === "document-too-large");
});

test("an inspector reads no file of ours and reaches nobody", { skip: !hasPoppler }, async () => {
  const inspection = inspectionWith({ inspectors: 1 });
  await inspectFixture(inspection, await fixture("onepage-a4.pdf"));
  const pid = inspection.inspectors()[0] as number;
  const limits = readFileSync(`/proc/${pid}/limits`, "latin1");
  assert.match(limits, /Max core file size +0/);
  assert.match(limits, /Max data size +\d/);
  const environment = readFileSync(`/proc/${pid}/environ`, "latin1");
  assert.deepEqual(
    environment
      .split("\0")
      .map((line) => line.split("=")[0])
      .filter(Boolean)
      .sort(),
    ["HOME", "LANG", "PATH"],
  );
  const [innermost] = familyOf(pid).toReversed();
  assert.ok(innermost);
  const sandbox = await findSandbox();
  if (sandbox.network || sandbox.bubblewrap)
    assert.notEqual(readlinkSync(`/proc/${innermost.pid}/ns/net`), readlinkSync("/proc/self/ns/net"));
  if (sandbox.bubblewrap) assert.deepEqual(readdirSync(`/proc/${innermost.pid}/root/etc`).includes("passwd"), false);
});
