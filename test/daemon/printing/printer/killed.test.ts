// kill −9 of the process that sends, the printer in another process living on: what is recalled is what lies in the tray, sent once.
import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { test, type TestContext } from "node:test";
import { operations } from "../../../../daemon/ipp/codes.ts";
import { createIppPrinter } from "../../../../daemon/printing/printer/ipp.ts";
import { fast, follow, orderOf } from "./setting.ts";

const root = path.join(import.meta.dirname, "../../../..");

async function* linesOf(t: TestContext, args: readonly string[]): AsyncGenerator<string, void, undefined> {
  const child: ChildProcess = spawn(process.execPath, args, { stdio: ["pipe", "pipe", "inherit"] });
  t.after(() => child.kill("SIGKILL"));
  try {
    if (child.stdout) yield* createInterface({ input: child.stdout });
  } finally {
    child.kill("SIGKILL");
    if (child.exitCode === null && child.signalCode === null) await new Promise((resolve) => child.once("exit", resolve));
  }
}

const sender = (uri: string): string => `
  import { createIppPrinter } from "${root}/daemon/printing/printer/ipp.ts";
  import { systemClock } from "${root}/daemon/runtime/clock.ts";
  import { follow, orderOf } from "${root}/test/daemon/printing/printer/setting.ts";
  const device = createIppPrinter(${JSON.stringify(uri)}, { clock: systemClock, trust: { accept: async () => true } });
  const order = orderOf(40, { chunks: 40 });
  await device.print({ ...order, document: async function* () {
    for await (const chunk of order.document()) { console.log("pulled"); yield chunk; }
  } }, { ...follow(), started: async (handle) => console.log("handle " + handle), progress: ({ impressions }) => console.log("out " + (impressions ?? 0)) });
  console.log("done");`;

for (const until of [/^handle/, /^pulled/, /^out [1-9]/, /^done/]) {
  test(`killed at the first ${until.source}`, async (t) => {
    const directory = await mkdtemp(path.join(tmpdir(), "quoin-killed-"));
    t.after(() => rm(directory, { recursive: true }));
    const paperFile = path.join(directory, "paper");
    const printer = linesOf(t, [`${root}/test/fakes/printer-main.ts`, "--paper", paperFile, "--pages", "40", "--page-ms", "20"]);
    const ready = JSON.parse(String((await printer.next()).value)) as { uri: string; control: string };

    let handle: string | undefined;
    for await (const line of linesOf(t, ["--input-type=module-typescript", "-e", sender(ready.uri)])) {
      if (line.startsWith("handle ")) handle = line.slice(7);
      if (until.test(line)) break;
    }

    const evidence = await createIppPrinter(ready.uri, { clock: fast(10), trust: { accept: async () => true } }).recall(
      orderOf(40).reference,
      handle,
      follow(),
    );
    const paper = (await readFile(paperFile, "utf8")).split("\n").filter(Boolean);
    const { asked } = (await (await fetch(ready.control)).json()) as { asked: number[] };
    assert.ok(asked.filter((each) => each === operations.sendDocument).length <= 1, "never sent again");
    assert.deepEqual([evidence.final === "unknown", evidence.impressions ?? 0, evidence.sent], [false, paper.length, true]);
    await printer.return();
  });
}
