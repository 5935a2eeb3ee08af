// What a box writes gives nobody away: no card, code, PIN or password stands in its data, its log or its backup, nor the title of what was
// never printed.
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { nameValue } from "../../daemon/ipp/build.ts";
import { operations, statuses } from "../../daemon/ipp/codes.ts";
import { testDocument } from "../../daemon/printing/calibration.ts";
import { ask, integerValue, jobId } from "../daemon/ipp/exchange.ts";
import { addPerson, endedJobs, newDirectory, priced, removeDirectory, until } from "./box-process.ts";
import { hall, keys, printed, says } from "./hall.ts";

const secrets = { card: "04A1B2C3D4E5F6", code: "90817263", pin: "73910482", password: "correct-horse-4711" };
const title = { printed: "Report-4711", given: "Dismissal-4711", unclaimed: "Complaint-4711" };
const portOf = (uri: string | undefined): number => Number(new URL((uri ?? "").replace(/^ipps?:/, "http:")).port);

/** Every file under a directory that holds these bytes. */
async function holding(directory: string, text: string): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() && (await readFile(path)).includes(text)) found.push(path);
  }
  return found;
}

test("after a visit with everything secret in it, neither data nor log nor backup holds a secret", async (t) => {
  const { box, printer } = await hall(t, { box: { args: ["--ipps", "127.0.0.1:0"] } });
  const params = { login: "karim" };
  await addPerson(box, { login: "karim", name: "Karim", card: secrets.card });
  await box.quoin("code", "set", "karim", secrets.code);
  await box.quoin("pin", "set", "karim", secrets.pin);
  await box.client.call("PUT /api/v1/users/{login}/password", { params, body: { password: secrets.password } });
  const safe = { mode: "pull" as const, least: "proven" as const, printers: ["hall" as never] };
  await box.client.call("PUT /api/v1/queues/{queue}", { params: { queue: "safe" as never }, body: safe });

  const authorization = `Basic ${Buffer.from(`karim:${secrets.password}`).toString("base64")}`;
  const asking = { code: operations.printJob, printer: "/ipp/print/safe", user: "karim", document: testDocument("Essay") };
  const named = (name: string) => ({ operation: [nameValue("job-name", name)] });
  const proven = { secure: true, headers: { authorization } };
  const [ipp, ipps] = [portOf(box.ready.ipp), portOf(box.ready.ipps)];
  assert.equal((await ask(ipps, { ...asking, ...proven, ...named(title.printed) })).status, statuses.ok);
  await priced(box);
  await box.quoin("sim", "card", secrets.card, "--terminal", "hall");
  await says(box, /PIN/);
  await keys(box, `${secrets.pin.split("").reverse().join("")}#`);
  await keys(box, `${secrets.pin}#`);
  await says(box, /waiting.*0\.\d\d/);
  await keys(box, "##");
  const [row] = await printed(box);
  assert.deepEqual([row?.title, printer.paper.length], [title.printed, 3], "its owner's history tells what it was");
  await keys(box, "*");
  await keys(box, `${secrets.code}#`);

  const given = jobId(await ask(ipps, { ...asking, ...proven, ...named(title.given) }));
  const unclaimed = jobId(await ask(ipp, { ...asking, ...named(title.unclaimed) }));
  const cancel = (id: number) => ({ ...asking, document: [], code: operations.cancelJob, operation: [integerValue("job-id", id)] });
  assert.equal((await ask(ipps, { ...cancel(given), ...proven })).status, statuses.ok);
  assert.equal((await ask(ipp, cancel(unclaimed))).status, statuses.ok);
  const rows = await until("both ends", async () => ((await endedJobs(box)).length === 3 ? endedJobs(box) : undefined));
  assert.deepEqual(rows.map((each) => each.title).toSorted(), ["", "", title.printed]);

  const beside = await newDirectory();
  t.after(() => removeDirectory(beside));
  await box.quoin("backup", join(beside, "monday.backup"));
  assert.equal(await box.stop(), 0, box.log());
  for (const [what, secret] of Object.entries(secrets)) {
    assert.deepEqual([...(await holding(box.data, secret)), ...(await holding(beside, secret))], [], what);
    assert.ok(!box.log().includes(secret), `${what} in the log`);
  }
  for (const name of Object.values(title)) assert.ok(!box.log().includes(name), `${name} in the log`);
  for (const name of [title.given, title.unclaimed]) assert.deepEqual(await holding(beside, name), [], `${name} in the backup`);
});
