// Real clients of CUPS: ipptool's conformance suites, and lp. Left out, and said so, where Debian's packages are not installed.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import jpeg from "jpeg-js";
import { systemClock } from "../../../daemon/runtime/clock.ts";
import { door, MemoryDesk, pdf } from "./exchange.ts";

const run = promisify(execFile);
const suites = "/usr/share/cups/ipptool";
const noIpptool = existsSync("/usr/bin/ipptool") && existsSync(suites) ? false : "ipptool is not installed (cups-ipp-utils)";
const noLp = existsSync("/usr/bin/lp") ? false : "lp is not installed (cups-client)";

let folder = "";
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "ipp-suites-"));
  const picture = jpeg.encode({ data: Buffer.alloc(64 * 64 * 4, 99), width: 64, height: 64 }, 80).data;
  const postscript = Buffer.from("%!PS\nshowpage\n");
  for (const size of ["a4", "letter"]) {
    await writeFile(join(folder, `document-${size}.pdf`), pdf);
    await writeFile(join(folder, `document-${size}.ps`), postscript);
  }
  for (const name of ["color.jpg", "gray.jpg"]) await writeFile(join(folder, name), picture);
});
after(() => rm(folder, { recursive: true }));

interface Score {
  readonly pass: number;
  readonly fail: number;
  readonly skip: number;
  readonly failed: readonly string[];
}

/** With INCLUDE no summary is printed, so the marks are counted. */
async function score(port: number, suite: string, version = "2.0", queue = "/ipp/print"): Promise<Score> {
  const done = await run("ipptool", ["-V", version, "-tI", "-T", "30", "-f", "document-a4.pdf", `ipp://localhost:${port}${queue}`, suite], {
    cwd: folder,
    timeout: 50_000,
  }).catch((error: { stdout?: string }) => ({ stdout: error.stdout ?? "" }));
  const marked = (mark: string): readonly string[] =>
    done.stdout
      .split("\n")
      .filter((line) => line.endsWith(`[${mark}]`))
      .map((line) => line.slice(0, -6).trim());
  return { pass: marked("PASS").length, fail: marked("FAIL").length, skip: marked("SKIP").length, failed: marked("FAIL") };
}

async function box(context: { after(end: () => Promise<void>): void }) {
  const desk = new MemoryDesk();
  desk.addQueue("direct", { mode: "direct", leastStrength: "none" });
  desk.addQueue("pull", { leastStrength: "none" });
  // As long as a printer needs for a page or two: the suites look at a job that is being printed, and wait for its end.
  desk.print = (done) => void systemClock.after(1_500, done);
  return { desk, port: await door(desk, { web: () => ({ scheme: "http", port: 8080 }) }, context) };
}

test("ipp-1.1: no FAIL, and more PASS than ippeveprinter's 40", { skip: noIpptool }, async (context) => {
  const { port } = await box(context);
  const { pass, failed } = await score(port, "ipp-1.1.test", "1.1");
  assert.deepEqual(failed, []);
  assert.ok(pass > 40, `${pass} passed`);
});

test("ipp-2.0: no FAIL either", { skip: noIpptool }, async (context) => {
  const { port } = await box(context);
  const { pass, failed } = await score(port, "ipp-2.0.test");
  assert.deepEqual(failed, []);
  assert.ok(pass > 43, `${pass} passed`);
});

test("get-printer-attributes-suite: all of it, once its one wrong request asks what its name says", {
  skip: noIpptool,
}, async (context) => {
  const { port } = await box(context);
  // As shipped, "requested-attributes='media-col-database'" asks for 'all', the very request the second test makes and wants answered
  // otherwise: no printer can pass both.
  const asShipped = await score(port, "get-printer-attributes-suite.test");
  assert.deepEqual(asShipped.failed, ["Get-Printer-Attributes (requested-attributes='media-col-database')"]);
  const text = await readFile(join(suites, "get-printer-attributes-suite.test"), "utf8");
  const name = `NAME "Get-Printer-Attributes (requested-attributes='media-col-database')"`;
  const at = text.indexOf("requested-attributes 'all'", text.indexOf(name));
  assert.ok(text.includes(name) && at > 0);
  await writeFile(
    join(folder, "mended.test"),
    `${text.slice(0, at)}requested-attributes 'media-col-database'${text.slice(at + "requested-attributes 'all'".length)}`,
  );
  assert.deepEqual(await score(port, "./mended.test"), { pass: 7, fail: 0, skip: 0, failed: [] });
});

test("the small suites: gzip, deflate, media-col, Create-Job, holds, lists, identify", { skip: noIpptool }, async (context) => {
  const { desk, port } = await box(context);
  for (const suite of [
    "print-job-gzip",
    "print-job-deflate",
    "print-job-media-col",
    "print-job-letter",
    "create-job",
    "get-jobs",
    "get-completed-jobs",
    "identify-printer-display",
    "validate-job",
  ]) {
    const { pass, failed } = await score(port, `${suite}.test`);
    assert.deepEqual(failed, [], suite);
    assert.ok(pass > 0, suite);
  }
  for (const kept of desk.jobs.values()) if (kept.document) assert.deepEqual(Buffer.from(kept.document), pdf, "unpacked as it was");
});

test("lp prints two jobs in a row on a queue that holds them", { skip: noLp }, async (context) => {
  const { desk, port } = await box(context);
  for (const name of ["document-a4.pdf", "color.jpg"]) {
    const { stdout } = await run(
      "lp",
      ["-h", `localhost:${port}`, "-d", "pull", "-n", "2", "-o", "sides=two-sided-long-edge", "-t", "Minutes", name],
      { cwd: folder, timeout: 30_000 },
    );
    assert.match(stdout, /request id is pull-\d+/);
  }
  const jobs = [...desk.jobs.values()];
  assert.deepEqual(
    jobs.map(({ state }) => state),
    ["pending-held", "pending-held"],
  );
  assert.deepEqual(
    jobs.map(({ job }) => [job.title, job.document?.format, job.ticket.copies, job.ticket.sides]),
    [
      ["Minutes", "application/pdf", 2, "two-sided-long-edge"],
      ["Minutes", "image/jpeg", 2, "two-sided-long-edge"],
    ],
  );
  await writeFile(join(folder, "note.txt"), "only text\n");
  await assert.rejects(
    run("lp", ["-h", `localhost:${port}`, "-d", "pull", "note.txt"], { cwd: folder, timeout: 30_000 }),
    /cannot read this kind of document/,
  );
});
