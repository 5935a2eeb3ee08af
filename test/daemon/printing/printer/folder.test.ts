// A folder as a printer: the bytes, the paper log, and what a crash leaves of both.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { appendFile, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { test, type TestContext } from "node:test";
import { judge } from "../../../../daemon/domain/evidence.ts";
import { createFolderPrinter } from "../../../../daemon/printing/printer/folder.ts";
import { systemClock } from "../../../../daemon/runtime/clock.ts";
import { isFault } from "../../../../daemon/runtime/faults.ts";
import { follow, orderOf } from "./setting.ts";

async function folder(t: TestContext): Promise<string> {
  const directory = await mkdtemp(path.join(tmpdir(), "quoin-folder-"));
  t.after(() => rm(directory, { recursive: true, force: true }));
  return directory;
}
const open = (directory: string) => createFolderPrinter(directory, { clock: systemClock });
const lines = async (directory: string): Promise<Record<string, unknown>[]> =>
  (await readFile(path.join(directory, "paper.jsonl"), "utf8"))
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);

test("the document is copied as it is and each side comes out on its sheet", async (t) => {
  const directory = path.join(await folder(t), "made when needed");
  const [order, following] = [orderOf(6, { ticket: { copies: 2, sides: "two-sided-long-edge" }, chunks: 3 }), follow()];
  const evidence = await open(directory).print(order, following);
  assert.deepEqual(evidence, { source: "paper-log", final: "completed", impressions: 6, sheets: 4, sent: true });
  assert.deepEqual(judge(evidence, order.expected, undefined), { impressions: 6, verified: true, none: false });
  assert.deepEqual(following.handles, [`${order.reference}.pdf`]);
  assert.equal((await readFile(path.join(directory, `${order.reference}.pdf`))).length, order.bytes);
  const paper = await lines(directory);
  assert.deepEqual(
    paper.slice(0, 6).map(({ copy, sheet, side }) => [copy, sheet, side]),
    [
      [1, 1, "front"],
      [1, 1, "back"],
      [1, 2, "front"],
      [2, 3, "front"],
      [2, 3, "back"],
      [2, 4, "front"],
    ],
  );
  assert.equal(paper[6]?.final, "completed");
});

test("only the last directory is made", async (t) => {
  const root = await folder(t);
  await assert.rejects(open(path.join(root, "no", "paper")).status(new AbortController().signal), (error) =>
    isFault(error, "printer-failed"),
  );
  assert.deepEqual(await readdir(root), []);
});

test("the same reference is never printed twice", async (t) => {
  const directory = await folder(t);
  await open(directory).print(orderOf(1), follow());
  const again = follow();
  await assert.rejects(open(directory).print(orderOf(1), again), (error) => isFault(error, "printer-failed") && error.retry === "never");
  await rm(path.join(directory, `${orderOf(1).reference}.pdf`));
  await assert.rejects(open(directory).print(orderOf(1), again), (error) => isFault(error, "printer-failed"));
  assert.deepEqual([again.handles.length, (await lines(directory)).length], [0, 2]);
});

test("stopped after some sides, those are the evidence", async (t) => {
  const directory = await folder(t);
  const following = follow();
  const evidence = await open(directory).print(orderOf(50), {
    ...following,
    progress: ({ impressions }) => impressions === 7 && following.stop(),
  });
  assert.deepEqual([evidence.final, evidence.impressions], ["canceled", 7]);
  assert.equal((await lines(directory)).length, 8);
});

test("a document that breaks off leaves no file, and nothing came out", async (t) => {
  const directory = await folder(t);
  const order = {
    ...orderOf(2),
    document: async function* () {
      yield Buffer.from("%PDF");
      throw Object.assign(new Error("spool"), { code: "EIO" });
    },
  };
  const evidence = await open(directory).print(order, follow());
  assert.deepEqual(evidence, { source: "paper-log", final: "aborted", impressions: 0, sheets: 0, sent: true, reasons: ["EIO"] });
  assert.deepEqual(await readdir(directory), []);
});

test("a file in the folder's place is a fault", async (t) => {
  const file = path.join(await folder(t), "file");
  await writeFile(file, "");
  const order = orderOf(1);
  await assert.rejects(open(file).print(order, follow()), (error) => isFault(error, "printer-failed"));
  assert.equal(order.pulled, 0);
});

test("references and formats that name no file are refused", async (t) => {
  const directory = await folder(t);
  for (const reference of ["../../etc/passwd", "", ".hidden", "a/b", "x".repeat(300)]) {
    await assert.rejects(open(directory).print(orderOf(1, { reference }), follow()), (error) => isFault(error, "printer-failed"));
  }
  await assert.rejects(open(directory).print(orderOf(1, { format: "application/octet-stream" }), follow()), (error) =>
    isFault(error, "printer-failed"),
  );
});

test("killed amid its pages, the log proves exactly those that came out", async (t) => {
  const directory = await folder(t);
  const source = `
    import { createFolderPrinter } from "${import.meta.dirname}/../../../../daemon/printing/printer/folder.ts";
    import { systemClock } from "${import.meta.dirname}/../../../../daemon/runtime/clock.ts";
    import { follow, orderOf } from "${import.meta.dirname}/setting.ts";
    await createFolderPrinter(${JSON.stringify(directory)}, { clock: systemClock }).print(orderOf(5000), { ...follow(), progress: ({ impressions }) => console.log(impressions) });`;
  const child = spawn(process.execPath, ["--input-type=module-typescript", "-e", source], { stdio: ["ignore", "pipe", "inherit"] });
  let told = 0;
  for await (const chunk of child.stdout) {
    told = Number(String(chunk).trim().split("\n").at(-1));
    if (told >= 20) break;
  }
  child.kill("SIGKILL");
  await new Promise((resolve) => child.once("close", resolve));
  const evidence = await open(directory).recall(orderOf(1).reference, "x", follow());
  assert.equal(evidence.final, "aborted");
  assert.ok((evidence.impressions ?? 0) >= told && (evidence.impressions ?? 0) < 5000);
});

test("a line cut short proves nothing and swallows nothing", async (t) => {
  const directory = await folder(t);
  await open(directory).print(orderOf(2, { reference: "first.1" }), follow());
  await appendFile(path.join(directory, "paper.jsonl"), '{"reference":"second.1","impression":1,"copy":1,"si');
  await open(directory).print(orderOf(3, { reference: "third.1" }), follow());
  const recalled = async (reference: string) =>
    (await open(directory).recall(orderOf(1, { reference }).reference, "x", follow())).impressions;
  assert.deepEqual([await recalled("first.1"), await recalled("second.1"), await recalled("third.1")], [2, 0, 3]);
});

test("recalled without a handle, nothing was sent; without the folder, nobody knows", async (t) => {
  const directory = await folder(t);
  const { reference } = orderOf(1);
  assert.deepEqual(await open(directory).recall(reference, undefined, follow()), {
    source: "paper-log",
    final: "aborted",
    impressions: 0,
    sent: false,
  });
  assert.deepEqual(await open(path.join(directory, "gone")).recall(reference, "x", follow()), {
    source: "paper-log",
    final: "unknown",
    sent: true,
  });
});
