// What a test print teaches about a printer's way of counting.
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Evidence, judge } from "../../../daemon/domain/evidence.ts";
import type { ReservationId } from "../../../daemon/domain/ids.ts";
import { calibrate, type Calibration, deriveProfile, testDocument } from "../../../daemon/printing/calibration.ts";
import { createIppPrinter } from "../../../daemon/printing/printer/ipp.ts";
import { countPages, type FakePrinterOptions, type Quirks, startFakePrinter } from "../../fakes/printer.ts";
import { fast, follow, orderOf } from "./printer/setting.ts";

const counted = (impressions: number | undefined, final: Evidence["final"] = "completed"): Evidence => ({
  source: "ipp",
  final,
  sent: true,
  ...(impressions === undefined ? {} : { impressions }),
});
const total = { perCopy: false, countsBlankBacks: false };

const table: readonly [impressions: number | undefined, copies: number, duplex: boolean, derived: ReturnType<typeof deriveProfile>][] = [
  [6, 2, true, total],
  [3, 2, true, { perCopy: true, countsBlankBacks: false }],
  [8, 2, true, { perCopy: false, countsBlankBacks: true }],
  [4, 2, true, "ambiguous"],
  [2, 2, true, "counts-in-no-known-way"],
  [9, 3, true, total],
  [3, 3, true, { perCopy: true, countsBlankBacks: false }],
  [12, 3, true, { perCopy: false, countsBlankBacks: true }],
  [4, 3, true, { perCopy: true, countsBlankBacks: true }],
  [6, 3, true, "counts-in-no-known-way"],
  [6, 2, false, total],
  [3, 2, false, { perCopy: true, countsBlankBacks: false }],
  [4, 2, false, "counts-in-no-known-way"],
  [3, 1, true, total],
  [3, 1, false, total],
  [0, 2, true, "nothing-counted"],
  [undefined, 2, true, "nothing-counted"],
  [-6, 2, true, "counts-in-no-known-way"],
  [7, 2, true, "counts-in-no-known-way"],
  [1_000_000, 2, true, "counts-in-no-known-way"],
];
for (const [impressions, copies, duplex, derived] of table) {
  test(`${impressions} for ${copies} copies ${duplex ? "on both sides" : "one-sided"}: ${JSON.stringify(derived)}`, () => {
    assert.deepEqual(deriveProfile(counted(impressions), { copies, duplex }), derived);
    assert.equal(deriveProfile(counted(impressions, "canceled"), { copies, duplex }), "not-finished");
  });
}

test("the test page is a PDF of three pages and less than a kilobyte", () => {
  assert.equal(countPages(Buffer.from(testDocument())), 3);
  assert.ok(testDocument().length < 1024);
});

async function calibrated(
  options: FakePrinterOptions,
  then?: (device: ReturnType<typeof createIppPrinter>, calibration: Calibration) => Promise<void>,
) {
  const printer = await startFakePrinter({ pageMs: 1, ...options });
  const device = createIppPrinter(printer.uri, { clock: fast(20), trust: { accept: async () => true } });
  let prints = 0;
  const calibration = await calibrate({ device, clock: fast(1), reference: () => `calibration.${prints++}` as ReservationId }, follow());
  await then?.(device, calibration);
  await printer.close();
  return { calibration, printer, prints };
}

const printers: readonly [quirks: Quirks, profile: Partial<Calibration["profile"]>, prints: number][] = [
  [{}, total, 1],
  [{ counts: "copy" }, { perCopy: true, countsBlankBacks: false }, 1],
  [{ countsBlankBacks: true }, { perCopy: false, countsBlankBacks: true }, 1],
  [{ counts: "copy", countsBlankBacks: true }, { perCopy: true, countsBlankBacks: true }, 2],
];
for (const [quirks, profile, prints] of printers) {
  test(`a printer with ${JSON.stringify(quirks)} is learnt, and its next job charged for what came out`, async () => {
    const result = await calibrated({ quirks }, async (device, { profile: learnt }) => {
      const order = orderOf(6, { ticket: { copies: 2, sides: "two-sided-long-edge" } });
      const evidence = await device.print(
        {
          ...order,
          document: async function* () {
            yield testDocument();
          },
        },
        follow(),
      );
      assert.deepEqual(judge(evidence, order.expected, learnt), { impressions: 6, verified: true, none: false });
    });
    const { calibratedAt, ...learnt } = result.calibration.profile ?? { calibratedAt: 0 };
    assert.deepEqual([learnt, result.prints], [profile, prints]);
    assert.ok(calibratedAt > 0);
  });
}

test("a printer that counts sheets, nothing, or too many stays uncalibrated", async () => {
  const why = async (quirks: Quirks) => (await calibrated({ quirks })).calibration;
  assert.deepEqual(
    [(await why({ counts: "sheets" })).why, (await why({ counts: "none" })).why],
    ["counts-in-no-known-way", "nothing-counted"],
  );
  assert.equal((await why({ overcount: 1 })).profile, undefined);
});

test("one copy where there are no more, on one side where there is one", async () => {
  const { printer, calibration } = await calibrated({ mostCopies: 1, duplex: false, color: false });
  assert.deepEqual(
    [printer.paper.length, calibration.profile && { ...calibration.profile, calibratedAt: 0 }],
    [3, { ...total, calibratedAt: 0 }],
  );
});

test("a printer without PDF says what it lacks and prints nothing", async () => {
  const { printer, calibration } = await calibrated({ formats: ["image/urf"] });
  assert.deepEqual([calibration, printer.paper.length], [{ why: "lacks", lacks: ["document-format"] }, 0]);
});
