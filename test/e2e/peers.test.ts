// Real peers of a real box: ipptool's suites beside CUPS's own printer, CUPS's own client, and jobs released to CUPS's own printer.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { promisify } from "node:util";
import { testDocument } from "../../daemon/printing/calibration.ts";
import { noIppeveprinter, startIppeveprinter } from "../fakes/ippeveprinter.ts";
import { fixtures } from "../fixtures/make.ts";
import { needs } from "../setup/tools.ts";
import { type BoxProcess, newDirectory, printJob, removeDirectory } from "./box-process.ts";
import { hall, person, pricedJobs, printed, release, says } from "./hall.ts";

const run = promisify(execFile);
const suites = "/usr/share/cups/ipptool";
/** What the suites print. */
const documents = [
  "document-a4.pdf",
  "document-letter.pdf",
  "document-a4.ps",
  "document-letter.ps",
  "onepage-a4.pdf",
  "onepage-letter.pdf",
];
const pictures = ["color.jpg", "gray.jpg"];

interface Score {
  readonly pass: number;
  readonly skip: number;
  readonly failed: readonly string[];
}

/** ipptool's own verdicts, counted: where a suite includes others it prints no summary. */
async function score(uri: string, suite: string): Promise<Score> {
  const cwd = await fixtures([...documents, ...pictures]);
  const args = ["-V", "2.0", "-tI", "-T", "30", "-f", "document-a4.pdf", uri, suite];
  const { stdout } = await run("ipptool", args, { cwd, timeout: 60_000 }).catch((error: { stdout?: string }) => ({
    stdout: error.stdout ?? "",
  }));
  const marked = (mark: string): string[] =>
    stdout
      .split("\n")
      .filter((line) => line.endsWith(`[${mark}]`))
      .map((line) => line.slice(0, -mark.length - 2).trim());
  return { pass: marked("PASS").length, skip: marked("SKIP").length, failed: marked("FAIL") };
}

/** Jobs go on by themselves, as on the printer it is compared with: a held one would never end. */
const printAtOnce = (box: BoxProcess): Promise<unknown> =>
  box.client.call("PUT /api/v1/queues/{queue}", {
    params: { queue: "school" as never },
    body: { mode: "tracked", printers: ["hall" as never], makeDefault: true },
  });

const timeout = 180_000;

test("ipptool's ipp-1.1 and get-printer-attributes suites: no FAIL, and more PASS than CUPS's own printer in the same run", {
  skip: needs("ipptool") || noIppeveprinter(),
  timeout,
}, async (t) => {
  // The same formats and papers on both sides: each of them switches tests on.
  const media = ["iso_a4_210x297mm", "na_letter_8.5x11in", "na_index-4x6_4x6in"] as const;
  const { box } = await hall(t, { printer: { pageMs: 100, media } });
  await printAtOnce(box);
  const peer = await startIppeveprinter({ duplex: true, formats: ["application/pdf", "image/jpeg", "image/pwg-raster", "image/urf"] });
  t.after(() => peer.close());
  const tell = (who: string, { pass, failed, skip }: Score): void =>
    t.diagnostic(`${who}: ${pass} PASS, ${failed.length} FAIL, ${skip} SKIP${failed.length > 0 ? ` (${failed.join("; ")})` : ""}`);
  const [ours, theirs] = await Promise.all([score(box.ready.ipp, "ipp-1.1.test"), score(peer.uri, "ipp-1.1.test")]);
  tell("ipp-1.1, the box", ours);
  tell("ipp-1.1, ippeveprinter", theirs);
  assert.deepEqual(ours.failed, []);
  assert.ok(ours.pass > theirs.pass, `${ours.pass} and ${theirs.pass}`);

  const suite = await mendedSuite(t);
  const attributes = await score(box.ready.ipp, suite);
  tell("get-printer-attributes-suite, the box", attributes);
  const theirAttributes = await score(peer.uri, "get-printer-attributes-suite.test");
  tell("get-printer-attributes-suite, ippeveprinter", theirAttributes);
  assert.deepEqual([attributes.failed, attributes.skip], [[], 0]);
  assert.ok(attributes.pass > theirAttributes.pass);
  // As shipped, one test asks for 'all' under the name of 'media-col-database': the very request that another wants answered otherwise.
  assert.deepEqual((await score(box.ready.ipp, "get-printer-attributes-suite.test")).failed, [wrongTest]);
});

const wrongTest = "Get-Printer-Attributes (requested-attributes='media-col-database')";

/** The suite with its one wrong request asking what its name says. */
async function mendedSuite(t: TestContext): Promise<string> {
  const text = await readFile(join(suites, "get-printer-attributes-suite.test"), "utf8");
  const [asked, meant] = ["requested-attributes 'all'", "requested-attributes 'media-col-database'"];
  const at = text.indexOf(asked, text.indexOf(`NAME "${wrongTest}"`));
  assert.ok(text.includes(wrongTest) && at > 0);
  const directory = await newDirectory();
  t.after(() => removeDirectory(directory));
  const file = join(directory, "mended.test");
  await writeFile(file, text.slice(0, at) + meant + text.slice(at + asked.length));
  return file;
}

test("CUPS's lp, twice in a row: both jobs are held, then released by card and charged", { skip: needs("lp") }, async (t) => {
  const { box, printer } = await hall(t);
  const cwd = await fixtures([...documents, ...pictures]);
  const port = new URL(box.ready.ipp.replace("ipp:", "http:")).port;
  for (const [file, title] of [
    ["document-a4.pdf", "Minutes"],
    ["color.jpg", "Picture"],
  ] as const) {
    const args = ["-h", `localhost:${port}`, "-d", "school", "-U", "amelie", "-n", "2", "-t", title, file];
    assert.match((await run("lp", args, { cwd, timeout: 30_000 })).stdout, /request id is school-\d+/);
  }
  const held = await pricedJobs(box, 2);
  assert.deepEqual(
    held.map(({ title, login, copies, format }) => [title, login, copies, format]),
    [
      ["Minutes", "amelie", 2, "application/pdf"],
      ["Picture", "amelie", 2, "image/jpeg"],
    ],
  );
  // Four pages, one in colour, and one picture; two copies of each.
  const price = 2 * (3 * 500 + 2000) + 2 * 2000;
  assert.deepEqual([held.reduce((sum, { price = 0 }) => sum + price, 0), printer.paper.length], [price, 0]);
  await release(box);
  const rows = await printed(box, 2);
  assert.deepEqual(rows.map(({ title, impressions, ended }) => [title, impressions, ended]).sort(), [
    ["Minutes", 8, "completed"],
    ["Picture", 2, "completed"],
  ]);
  assert.equal(printer.paper.length, 10);
  assert.equal((await person(box)).balance, 50_000 - price);
});

/** Counts as a good printer does: pages × copies. */
const counts = `pages=$(grep -ac '/Type/Page/' "$1"); echo "ATTR: job-impressions-completed=$((pages * \${IPP_COPIES:-1}))" >&2`;

for (const { how, command, review } of [
  { how: "that reports its impressions: charged by evidence", command: counts, review: undefined },
  { how: "with /bin/true: charged by quote, unverified, and a person is asked to look", command: undefined, review: "no-count" },
] as const) {
  test(`released to CUPS's own printer ${how}`, { skip: noIppeveprinter() }, async (t) => {
    const { box } = await hall(t);
    const peer = await startIppeveprinter(command === undefined ? {} : { command });
    t.after(() => peer.close());
    await box.client.call("PUT /api/v1/printers/{printer}", { params: { printer: "hall" as never }, body: { uri: peer.uri } });
    await printJob(box.ready.ipp, testDocument("Essay"));
    await pricedJobs(box, 1);
    await release(box);
    const [row] = await printed(box);
    // It announces no colour: it prints, and is paid for, in black.
    assert.deepEqual([row?.ended, row?.impressions, row?.charged, row?.review], ["completed", 3, 1500, review]);
    assert.deepEqual([row?.evidence?.source, row?.evidence?.final, row?.verified], ["ipp", "completed", false]);
    assert.equal(row?.evidence?.impressions ?? 0, command === undefined ? 0 : 3);
    const [file = ""] = (await readdir(peer.spool)).filter((name) => name.endsWith(".pdf"));
    assert.deepEqual(await readFile(join(peer.spool, file)), Buffer.from(testDocument("Essay")), "it got the very bytes");
    assert.equal((await person(box)).balance, 48_500);
    await says(box, review === undefined ? /3 pages printed · €0.15 Homework 3 \/ 3 pages €0.15 \*/ : /The printer gave no count/);
  });
}
