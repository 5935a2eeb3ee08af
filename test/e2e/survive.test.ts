// What a real box lives through: flipped bytes, a backup put back elsewhere, a stop amid a release, a second daemon, a kill amid two
// hundred submissions.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { cp, open, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { testDocument } from "../../daemon/printing/calibration.ts";
import { quoin } from "../daemon/cli/quoin.ts";
import { type BoxProcess, newDirectory, priced, printJob, removeDirectory, startInVain, until } from "./box-process.ts";
import { again, hall, heldJobs, person, printed, release } from "./hall.ts";
import { contradictions } from "./stopped-box.ts";

async function flip(file: string, places: readonly number[]): Promise<void> {
  const bytes = await readFile(file);
  for (const place of places) bytes[place] = (bytes[place] ?? 0) ^ 0xff;
  const handle = await open(file, "r+");
  await handle.write(bytes, 0, bytes.length, 0);
  await handle.close();
}

/** Sixteen bytes in the middle of every place where the text stands. */
function placesOf(bytes: Buffer, text: string): number[] {
  const places: number[] = [];
  for (let at = bytes.indexOf(text); at >= 0; at = bytes.indexOf(text, at + 1))
    places.push(...Array.from({ length: 16 }, (_, i) => at + i));
  return places;
}

async function backedUp(t: TestContext, box: BoxProcess): Promise<string> {
  const file = join(await aside(t), "monday.backup");
  const { code, stderr } = await quoin(["backup", file, "--data", box.data]);
  assert.equal(code, 0, stderr);
  return file;
}

test("16 flipped bytes in the data file: named, kept aside, never served; a backup brings everything back", async (t) => {
  const { box } = await hall(t);
  const backup = await backedUp(t, box);
  const before = await person(box);
  assert.equal(await box.stop(), 0);
  const file = join(box.data, "store/store.lmdb");
  await flip(file, placesOf(await readFile(file), '"balance":50000'));
  for (const start of [1, 2]) {
    const { code, said } = await startInVain(box.data);
    assert.equal(code, 3, `start ${start}`);
    for (const word of ["damaged", join(box.data, "store/quarantine-1"), "quoin restore"]) assert.ok(said.includes(word), said);
  }
  assert.ok(existsSync(join(box.data, "store/quarantine-1/store.lmdb")), "the damaged file is kept");
  const restored = await quoin(["restore", backup, "--data", box.data, "--json"]);
  assert.equal(restored.code, 0, restored.stderr);
  await isAsBefore(await again(t, box.data), before);
});

test("16 flipped bytes in the books: the box says so at its start, verify names the row, and a backup brings everything back", async (t) => {
  const { box } = await hall(t);
  await box.quoin("topup", "amelie", "1.00", "--reason", "later than the damage");
  const backup = await backedUp(t, box);
  const before = await person(box);
  assert.equal(await box.stop(), 0);
  const file = join(box.data, "books.sqlite");
  await flip(file, placesOf(await readFile(file), '"reason":"cash"'));
  const damaged = await again(t, box.data);
  await until("the log to say so", async () => /the books do not verify/.test(damaged.log()) || undefined, 10_000);
  const verified = await quoin(["ledger", "verify", "--data", box.data]);
  assert.deepEqual([verified.code, /Row \d+ /.test(verified.stdout + verified.stderr)], [1, true], verified.stdout + verified.stderr);
  assert.equal((await person(damaged)).balance, before.balance, "balances do not stand on the books");
  assert.equal(await damaged.stop(), 0);
  assert.equal((await quoin(["restore", backup, "--data", box.data])).code, 0);
  await isAsBefore(await again(t, box.data), before);
});

for (const { story, put } of [
  { story: "put back from before the last payment", put: (old: string, file: string) => cp(old, file) },
  { story: "lost", put: () => Promise.resolve() },
]) {
  test(`books ${story}: whole in themselves, and still told, for the accounts know better`, async (t) => {
    const { box } = await hall(t);
    const old = join(await aside(t), "books.sqlite");
    await kept(box);
    assert.equal(await box.stop(), 0);
    const file = join(box.data, "books.sqlite");
    await cp(file, old);
    const second = await again(t, box.data);
    await second.quoin("topup", "amelie", "1.00", "--reason", "cash");
    await kept(second);
    assert.equal(await second.stop(), 0);
    for (const name of await readdir(box.data)) if (name.startsWith("books.sqlite")) await rm(join(box.data, name));
    await put(old, file);
    const life = await again(t, box.data);
    await until("the log to say so", async () => /the books do not verify/.test(life.log()) || undefined, 10_000);
    const verified = await quoin(["ledger", "verify", "--data", box.data]);
    assert.equal(verified.code, 1);
    assert.match(verified.stdout + verified.stderr, /Account user\.\S+ stands at 60000 after its row 2; the books end at/);
    assert.equal((await person(life)).balance, 60_000);
  });
}

/** Every row is in the books. */
const kept = (box: BoxProcess): Promise<true> =>
  until("the keeper", async () => (await box.client.call("GET /api/v1/status", {})).books.behind === 0 || undefined);

async function aside(t: TestContext): Promise<string> {
  const directory = await newDirectory();
  t.after(() => removeDirectory(directory));
  return directory;
}

async function isAsBefore(box: BoxProcess, before: Awaited<ReturnType<typeof person>>): Promise<void> {
  assert.deepEqual(await person(box), before);
  assert.equal((await box.client.call("GET /api/v1/ledger/verification", {})).ok, true);
  assert.equal((await box.quoin("sim", "card", "C0FFEE", "--terminal", "hall"))["state"], "list");
  await box.kill();
  assert.deepEqual(await contradictions(box.data), []);
}

test("flipped bytes in a waiting document: its owner is told, nothing is printed or charged, and others print", async (t) => {
  const { box, printer } = await hall(t);
  const number = await printJob(box.ready.ipp, testDocument("Spoiled"), "amelie", "Spoiled");
  await priced(box);
  const spool = join(box.data, "spool");
  const [name] = (await readdir(spool)).filter((name) => name.endsWith(".job"));
  const size = (await readFile(join(spool, name ?? ""))).length;
  await flip(
    join(spool, name ?? ""),
    Array.from({ length: 16 }, (_, i) => Math.floor(size / 2) + i),
  );
  await printJob(box.ready.ipp, testDocument("Sound"), "amelie", "Sound");
  await until("both prices", async () => {
    const { jobs } = await box.client.call("GET /api/v1/jobs", { query: { held: "true" } });
    return jobs.filter(({ price }) => price !== undefined).length === 2 || undefined;
  });
  await release(box);
  const rows = await printed(box);
  assert.deepEqual(
    rows.map(({ title, impressions, charged }) => [title, impressions, charged]),
    [["Sound", 3, 3000]],
  );
  assert.deepEqual(new Set(printer.paper.map(({ name }) => /Sound/.test(name))), new Set([true]), "only the sound one came out");
  await until("nothing to be reserved", async () => (await person(box)).reserved === 0 || undefined);
  assert.equal((await person(box)).balance, 47_000);
  const left = await box.client.call("GET /api/v1/jobs/{job}", { params: { job: String(number) as never } });
  assert.equal(left.held, true);
  assert.match(left.sentence ?? "", /damaged/, "from now on its owner reads why");
});

test("a backup put back into a new directory: balances, cards and codes as before; refused while a box runs there", async (t) => {
  const { box } = await hall(t);
  await box.quoin("code", "set", "amelie", "482913");
  await printJob(box.ready.ipp, testDocument("Essay"), "amelie", "Printed");
  await priced(box);
  await release(box);
  await printed(box);
  await until("money to be free", async () => (await person(box)).reserved === 0 || undefined);
  const waiting = await printJob(box.ready.ipp, testDocument("Essay"), "amelie", "Left behind");
  await until("a priced job", async () => {
    const { jobs } = await box.client.call("GET /api/v1/jobs", { query: { held: "true" } });
    return jobs.some(({ price }) => price !== undefined) || undefined;
  });
  const backup = await backedUp(t, box);
  const before = { person: await person(box), rows: await box.rows() };
  const refused = await quoin(["restore", backup, "--data", box.data]);
  assert.deepEqual([refused.code, /runs/.test(refused.stderr)], [3, true], refused.stderr);
  assert.deepEqual(await person(box), before.person, "and nothing was touched");

  const data = await newDirectory();
  t.after(() => removeDirectory(data));
  const restored = await quoin(["restore", backup, "--data", data, "--json"]);
  assert.equal(restored.code, 0, restored.stderr);
  const copy = await again(t, data);
  assert.equal(copy.ready.box, box.ready.box, "it is the same box");
  assert.deepEqual(await person(copy), before.person);
  assert.deepEqual(await copy.rows(), before.rows, "the same books, hashes included");
  assert.equal((await quoin(["ledger", "verify", "--data", data])).code, 0);
  assert.equal((await copy.quoin("sim", "key", "482913#", "--terminal", "hall"))["state"], "list", "the code opens");
  await copy.quoin("sim", "key", "*", "--terminal", "hall");
  assert.equal((await copy.quoin("sim", "card", "C0FFEE", "--terminal", "hall"))["state"], "list", "the card opens");

  // Documents stay in the box that took them: the job is there, what it was is not.
  await copy.quoin("sim", "key", "##", "--terminal", "hall");
  const left = await until("its owner to be told", async () => {
    const job = await copy.client.call("GET /api/v1/jobs/{job}", { params: { job: String(waiting) as never } });
    return job.sentence === undefined ? undefined : job;
  });
  assert.deepEqual([left.held, (await person(copy)).balance, (await person(copy)).reserved], [true, before.person.balance, 0]);
  await printJob(copy.ready.ipp, testDocument("After the restore"));
  const taken = await until("the new job", async () => (await heldJobs(copy)).find(({ id }) => id !== left.id));
  assert.ok(taken.number > left.number, `job-id ${taken.number} is another job's than ${left.number}`);
});

test("SIGTERM while a job prints: the box ends at once, and the next start charges what came out", async (t) => {
  const { box, printer } = await hall(t, { printer: { pageMs: 700 } });
  await printJob(box.ready.ipp, testDocument("Essay"));
  await priced(box);
  await release(box);
  await until("the first side", async () => printer.paper.length > 0 || undefined);
  assert.equal(await box.stop(), 0, box.log());
  assert.ok(printer.paper.length < 3, "it did not wait for the printer");
  const life = await again(t, box.data);
  const [row] = await printed(life);
  assert.deepEqual([row?.impressions, row?.charged, printer.paper.length, printer.documents.length], [3, 3000, 3, 1]);
  await until("money to be free", async () => (await person(life)).reserved === 0 || undefined);
  assert.equal((await person(life)).balance, 47_000);
});

test("a second daemon on the same data: it ends with 3 and a sentence, and the first works on", async (t) => {
  const { box } = await hall(t);
  const { code, said } = await startInVain(box.data);
  assert.equal(code, 3);
  assert.match(said, /already running on this data directory/);
  assert.equal((await person(box)).balance, 50_000);
  await printJob(box.ready.ipp, testDocument("Essay"));
  await priced(box);
});

test("kill −9 amid two hundred submissions: every acknowledged job waits afterwards, once, and none comes twice", async (t) => {
  const { box } = await hall(t);
  const told = new Map<string, number>();
  const titles = Array.from({ length: 200 }, (_, i) => `Leaflet ${i}`);
  const queue = titles.values();
  let killed: Promise<void> | undefined;
  const client = async (): Promise<void> => {
    for (const title of queue) {
      const number = await printJob(box.ready.ipp, testDocument(title), "amelie", title).catch(() => undefined);
      if (number !== undefined) told.set(title, number);
      if (told.size >= 120) killed ??= box.kill();
    }
  };
  await Promise.all(Array.from({ length: 8 }, client));
  await killed;
  assert.ok(told.size >= 120 && told.size < 200, `${told.size} were acknowledged before the kill`);
  assert.equal(new Set(told.values()).size, told.size, "every number once");
  const life = await again(t, box.data);
  const listed = await until("every acknowledged job", async () => {
    const { jobs } = await life.client.call("GET /api/v1/jobs", { query: { held: "true", limit: 1000 } });
    return [...told.keys()].every((title) => jobs.some((job) => job.title === title)) ? jobs : undefined;
  });
  for (const title of titles) assert.ok(listed.filter((job) => job.title === title).length <= 1, `${title} is there once at most`);
  for (const [title, number] of told) assert.equal(listed.find((job) => job.title === title)?.number, number);
  const next = await printJob(life.ready.ipp, testDocument("Next"), "amelie", "Next");
  assert.ok(!listed.some(({ number }) => number === next), "no number comes again");
  await until("every job to be priced", async () => {
    const { jobs } = await life.client.call("GET /api/v1/jobs", { query: { held: "true", limit: 1000 } });
    return jobs.every(({ price }) => price === 3000) || undefined;
  });
});
