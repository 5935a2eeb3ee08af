// A box whose disk is full: it says so, loses nothing it acknowledged, acknowledges nothing it loses, and works again once there is room.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { open, unlink } from "node:fs/promises";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { promisify } from "node:util";
import { testDocument } from "../../daemon/printing/calibration.ts";
import { quoin } from "../daemon/cli/quoin.ts";
import { startFakePrinter } from "../fakes/printer.ts";
import { needs } from "../setup/tools.ts";
import {
  type BoxProcess,
  endedJobs,
  furnish,
  hallConfig,
  newDirectory,
  printJob,
  PrintRefused,
  priced,
  removeDirectory,
  startBoxProcess,
  until,
} from "./box-process.ts";
import { release, says } from "./hall.ts";
import { contradictions } from "./stopped-box.ts";

const run = promisify(execFile);
/** Documents may take all of this disk: what stops them is the disk, not the box's own reserve for accounts and books. */
const config = `${hallConfig}spool:\n  keepFreeBytes: 0\n`;

interface SmallDisk {
  readonly mount: string;
  /** Not a byte is left. */
  fill(): Promise<void>;
  empty(): Promise<void>;
}

async function smallDisk(t: TestContext, kind: "tmpfs" | "ext4"): Promise<SmallDisk> {
  const base = await newDirectory();
  const mount = await newDirectory();
  if (kind === "tmpfs") await run("mount", ["-t", "tmpfs", "-o", "size=24m", "tmpfs", mount]);
  else {
    const image = join(base, "image");
    await run("truncate", ["-s", "24M", image]);
    await run("mkfs.ext4", ["-q", "-F", "-m", "0", image]);
    await run("mount", ["-o", "loop", image, mount]);
  }
  t.after(async () => {
    await run("umount", ["-l", mount]);
    await removeDirectory(mount);
    await removeDirectory(base);
  });
  const filler = join(mount, "filler");
  return {
    mount,
    fill: async () => {
      const file = await open(filler, "a");
      for (const bytes of [1 << 20, 4096, 1]) {
        const piece = Buffer.alloc(bytes, 1);
        await assert.rejects(
          async () => {
            for (;;) await file.write(piece);
          },
          { code: "ENOSPC" },
        );
      }
      await file.sync().catch(() => undefined);
      await file.close();
    },
    empty: () => unlink(filler),
  };
}

const held = async (box: BoxProcess): Promise<string[]> => {
  const { jobs } = await box.client.call("GET /api/v1/jobs", { query: { held: "true" } });
  return jobs.map(({ title }) => title).sort();
};

const balance = async (box: BoxProcess): Promise<number> =>
  (await box.client.call("GET /api/v1/users/{login}", { params: { login: "amelie" } })).balance;

for (const kind of ["tmpfs", "ext4"] as const) {
  test(`a full ${kind}: refused in a sentence, nothing acknowledged is lost, and work goes on once there is room`, {
    skip: needs("root"),
  }, async (t) => {
    const disk = await smallDisk(t, kind);
    const printer = await startFakePrinter();
    t.after(() => printer.close());
    let box = await startBoxProcess({ data: disk.mount, config });
    t.after(() => box.kill());
    await furnish(box, printer.uri);
    const acknowledged = ["Before 1", "Before 2"];
    for (const title of acknowledged) await printJob(box.ready.ipp, testDocument(title), "amelie", title);
    await until("two priced jobs", async () => {
      const { jobs } = await box.client.call("GET /api/v1/jobs", { query: { held: "true" } });
      return jobs.filter(({ price }) => price !== undefined).length === 2 || undefined;
    });
    let money = await balance(box);

    await disk.fill();
    for (const [i, bytes] of [0, 100_000, 3_000_000].entries()) {
      const title = `Full ${i}`;
      const document = Buffer.concat([testDocument(title), Buffer.alloc(bytes, "%")]);
      await printJob(box.ready.ipp, document, "amelie", title).then(
        () => acknowledged.push(title),
        (error: unknown) => {
          if (!(error instanceof PrintRefused)) throw error;
          assert.match(error.message, /no room|full|cannot be reached/i);
        },
      );
    }
    const topUp = await quoin(["topup", "amelie", "1.00", "--reason", "on a full disk", "--data", disk.mount]);
    if (topUp.code === 0) money += 10_000;
    else assert.match(topUp.stderr, /room|full|cannot be reached/i);
    await release(box);
    t.diagnostic(
      `full: ${acknowledged.length - 2} of 3 jobs taken, top-up ended with ${topUp.code}, ${printer.paper.length} sides came out`,
    );
    await says(box, /Nothing was printed or charged/);
    assert.equal(await balance(box), money, "no wrong balance is shown");

    await disk.empty();
    await until("a job to be taken again", () =>
      printJob(box.ready.ipp, testDocument("After"), "amelie", "After").then(
        () => true as const,
        () => undefined,
      ),
    );
    acknowledged.push("After");
    const later = await until("a top-up to be taken again", async () => {
      const { code } = await quoin(["topup", "amelie", "1.00", "--reason", "room again", "--data", disk.mount]);
      return code === 0 ? true : undefined;
    });
    if (later) money += 10_000;
    assert.deepEqual(await held(box), acknowledged.toSorted());

    await box.kill();
    assert.deepEqual(await contradictions(disk.mount), []);
    box = await startBoxProcess({ data: disk.mount, config });
    assert.deepEqual(await held(box), acknowledged.toSorted(), "killed and started again: the same jobs wait");
    assert.equal(await balance(box), money);
    await until("prices", async () => {
      const { jobs } = await box.client.call("GET /api/v1/jobs", { query: { held: "true" } });
      return jobs.every(({ price }) => price !== undefined) || undefined;
    });
    const sides = printer.paper.length;
    await release(box);
    const ended = await until("every job to be printed", async () => {
      const rows = await endedJobs(box);
      return rows.length >= acknowledged.length ? rows : undefined;
    });
    assert.equal(printer.paper.length - sides, 3 * acknowledged.length);
    assert.equal(await balance(box), money - 3000 * ended.length);
    assert.equal((await box.client.call("GET /api/v1/ledger/verification", {})).ok, true);
  });
}

test("the disk fills while a job prints: what came out is charged once there is room again", { skip: needs("root") }, async (t) => {
  const disk = await smallDisk(t, "ext4");
  const printer = await startFakePrinter({ pageMs: 300 });
  t.after(() => printer.close());
  const box = await startBoxProcess({ data: disk.mount, config });
  t.after(() => box.kill());
  await furnish(box, printer.uri);
  await printJob(box.ready.ipp, testDocument("Essay"));
  await priced(box);
  await release(box);
  await until("the first side", async () => printer.paper.length > 0 || undefined);
  await disk.fill();
  await until("the last side", async () => printer.paper.length === 3 || undefined);
  // The store may have pages of its own left to write on; where it has not, the money stays set aside.
  const at = await until(
    "the settlement",
    async () => {
      const { balance, reserved } = await box.client.call("GET /api/v1/users/{login}", { params: { login: "amelie" } });
      assert.ok((balance === 50_000 && reserved === 3000) || (balance === 47_000 && reserved === 0), `${balance}, ${reserved} set aside`);
      return reserved === 0 ? "on the full disk" : undefined;
    },
    3_000,
  ).catch(() => "once there was room");
  t.diagnostic(`settled ${at}`);
  await disk.empty();
  const [row] = await until("the end of the job", async () => {
    const rows = await endedJobs(box);
    return rows.length > 0 ? rows : undefined;
  });
  assert.deepEqual([row?.impressions, row?.charged], [3, 3000]);
  assert.equal(await balance(box), 47_000);
  assert.equal(printer.paper.length, 3);
});
