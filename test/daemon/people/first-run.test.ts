// How far the first run has come: kept over restarts, never back, and nothing where a box was not claimed here.
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { openFirstRun } from "../../../daemon/people/first-run.ts";

test("it begins with the claim, goes on where it was after a restart, and ends for good", async (t) => {
  const data = await mkdtemp(join(tmpdir(), "quoin-first-run-"));
  t.after(() => rm(data, { recursive: true, force: true }));
  const open = () => openFirstRun(data);
  const run = await open();
  assert.equal(run.state(), undefined, "a box nobody claimed, or one that was restored");
  await run.reached({ step: "ready" });
  assert.equal(run.state(), undefined);
  await run.begin();
  await run.reached({ step: "calibration", printer: "hall" });
  await run.reached({ step: "network" });
  assert.deepEqual(run.state(), { step: "calibration", printer: "hall" }, "looking back loses nothing");
  await Promise.all([run.reached({ step: "prices" }), run.reached({ step: "person" })]);
  assert.deepEqual((await open()).state(), { step: "person", printer: "hall" });
  await (await open()).end();
  assert.equal((await open()).state(), undefined);
  await writeFile(join(data, "first-run.json"), '{"step":"nowhere"}');
  assert.equal((await open()).state(), undefined, "a damaged note asks for no first run");
});
