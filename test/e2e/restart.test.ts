// A box that is told something new in its console, and restarts by itself within its process.
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { type BoxProcess, printJob, until } from "./box-process.ts";
import { testDocument } from "../../daemon/printing/calibration.ts";
import { hall } from "./hall.ts";

const set = (box: BoxProcess, values: Record<string, string | null>) => box.client.call("PATCH /api/v1/settings", { body: { values } });

/** Asks for a restart and waits for the next life. */
async function restart(box: BoxProcess): Promise<void> {
  const { startedAt } = await box.client.call("POST /api/v1/box/restart", {});
  await until("the box to start anew", async () => {
    const status = await box.client.call("GET /api/v1/status", {}).catch(() => undefined);
    return status !== undefined && status.startedAt !== startedAt ? status : undefined;
  });
}

test("a setting takes effect by a restart at the same addresses, and the box still prints and is stopped", async (t) => {
  const { box } = await hall(t);
  const told = await set(box, { "box.name": "library", "spool.holdHours": "2 d" });
  assert.deepEqual([told.waits, told.revision], [true, 1]);
  const { findings } = await box.client.call("GET /api/v1/findings", {});
  assert.ok(findings.some(({ code }) => code === "settings-wait"));
  await restart(box);
  const status = await box.client.call("GET /api/v1/status", {});
  assert.deepEqual([status.name, status.http, status.ipp], ["library", box.ready.http, box.ready.ipp]);
  assert.equal((await box.client.call("GET /api/v1/settings", {})).waits, false);
  assert.ok((await printJob(box.ready.ipp, testDocument("After"), "amelie", "After")) > 0);
  assert.equal(await box.stop(), 0);
});

test("a setting that does not let the box start is undone, and the box says so", async (t) => {
  const { box } = await hall(t);
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  t.after(() => other.close());
  const taken = `127.0.0.1:${(other.address() as AddressInfo).port}`;
  await set(box, { "box.name": "library" });
  await restart(box);
  await set(box, { "listen.ipps": taken });
  await restart(box);
  const { findings } = await box.client.call("GET /api/v1/findings", {});
  const undone = findings.find(({ code }) => code === "settings-undone");
  assert.match(undone?.sentence ?? "", new RegExp(`cannot listen on ${taken}: another program listens there`));
  assert.equal((await box.client.call("GET /api/v1/status", {})).name, "library", "what it ran with before stays");
});
