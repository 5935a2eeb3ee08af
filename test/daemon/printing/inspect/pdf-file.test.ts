// The page tree by our own reader: what a document really holds, whatever it says of itself.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";
import { isRefusal } from "../../../../daemon/domain/refusal.ts";
import { PdfFile } from "../../../../daemon/printing/inspect/pdf-file.ts";
import { mendPdf } from "../../../../daemon/printing/inspect/pdf-mend.ts";
import { walkPages } from "../../../../daemon/printing/inspect/pdf-pages.ts";
import {
  type ByteSource,
  PdfContradiction,
  PdfDamage,
  PdfLocked,
  PdfScanner,
  PdfTooLarge,
  type PdfValue,
  writePdf,
} from "../../../../daemon/printing/inspect/pdf-syntax.ts";
import { findProgram } from "../../../../daemon/runtime/sandbox.ts";
import { fixture } from "../../../fixtures/make.ts";
import { brokenXref, hiddenPages, lyingBranch, lyingLow, pdfBytes } from "../../../fixtures/pdf-bytes.ts";
import { pagesPdf } from "../../../fixtures/pdf-documents.ts";

const sourceOf = (bytes: Uint8Array): ByteSource => ({ length: bytes.length, slice: (start, end) => bytes.subarray(start, end) });

const pagesIn = (bytes: Uint8Array): number => {
  const tree = walkPages(new PdfFile(sourceOf(bytes)), 1_000);
  return isRefusal(tree) ? 0 : tree.pages.length;
};

test("what is written is read back", () => {
  const { value } = fc.letrec<{ value: PdfValue }>((tie) => ({
    value: fc.oneof(
      { depthSize: "small" },
      fc.constant(null),
      fc.boolean(),
      fc.integer({ min: -100_000, max: 100_000 }),
      fc.string({ unit: "binary-ascii" }).map((name) => ({ name: name.replaceAll("\0", "") })),
      fc.record({ ref: fc.nat(99_999), gen: fc.nat(65_535) }, { noNullPrototype: true }),
      fc.uint8Array({ maxLength: 20 }).map((bytes) => Buffer.from(bytes)),
      fc.array(tie("value"), { maxLength: 5 }),
      fc.dictionary(fc.stringMatching(/^[!-~]{1,8}$/), tie("value"), { maxKeys: 5 }).map((object) => new Map(Object.entries(object))),
    ),
  }));
  fc.assert(
    fc.property(value, (written) => assert.deepEqual(new PdfScanner(Buffer.from(`${writePdf(written)} `, "latin1")).value(), written)),
  );
});

test("strings, names, numbers and comments as the standard allows them", () => {
  const read = (text: string): PdfValue => new PdfScanner(Buffer.from(text, "latin1")).value();
  assert.deepEqual(read("(a\\(b\\)(c)\\101\\\nd\\n)"), Uint8Array.from(Buffer.from("a(b)(c)Ad\n")));
  assert.deepEqual(read("<48 65 6C6c6>"), Buffer.from("Hell`"));
  assert.deepEqual(read("% comment\n /A#20B"), { name: "A B" });
  assert.deepEqual(read("[1 0 R -.5 +3 4. true null/X]"), [{ ref: 1, gen: 0 }, -0.5, 3, 4, true, null, { name: "X" }]);
});

test("mended counts are what poppler then counts", async (t) => {
  const pdfinfo = await findProgram("pdfinfo");
  if (pdfinfo === undefined) return t.skip("poppler-utils is not installed");
  const packed = Buffer.from(await pagesPdf([{}, {}, {}]));
  for (const [name, bytes, pages] of [
    ["lying low", lyingLow(), 5],
    ["lying branch", lyingBranch(), 3],
    ["searched", brokenXref(), 3],
    ["searched, in object streams", Buffer.from(packed.toString("latin1").replace(/startxref\s+\d+/, "startxref\n77"), "latin1"), 3],
  ] as const) {
    const file = new PdfFile(sourceOf(bytes));
    const tree = walkPages(file, 100);
    assert.ok(!isRefusal(tree), name);
    const mended = Buffer.concat([bytes, mendPdf(file, tree.lies)]);
    const said = execFileSync(pdfinfo, ["-"], { input: mended, stdio: ["pipe", "pipe", "ignore"] }).toString();
    assert.match(said, new RegExp(`Pages: +${pages}\n`), name);
    assert.equal(pagesIn(mended), pages, name);
    assert.deepEqual((walkPages(new PdfFile(sourceOf(mended)), 100) as { lies: unknown }).lies, [], name);
  }
});

test("a leaf that some reader prints is a page, whatever it calls itself; what says two things is refused", () => {
  const counted = (more: string): number | string => {
    const bytes = hiddenPages(more);
    const tree = walkPages(new PdfFile(sourceOf(bytes)), 100);
    return isRefusal(tree) ? tree.refused : tree.pages.length;
  };
  for (const leaf of [
    "/Type /Page",
    "/Type /Page /Kids []",
    "/Type 20 0 R /Kids 21 0 R",
    "/Type /Leaf /Kids []",
    "/Kids []",
    "",
    "/Type /Pages",
  ])
    assert.equal(counted(leaf), 5, leaf);
  assert.equal(counted("/Type /Pages /Kids []"), 1, "an empty branch prints nothing anywhere");
  assert.equal(counted("/Type /Page /Type /Page"), 5, "the same twice");
  for (const leaf of ["/Type /Page /Kids [3 0 R]", "/Type /Leaf /Kids [3 0 R]"]) assert.equal(counted(leaf), "document-damaged", leaf);
  for (const leaf of ["/Type /Page /Type /Pages /Kids []", "/Kids [3 0 R] /Kids []"])
    assert.throws(() => counted(leaf), PdfContradiction, leaf);
});

test("what is counted is never less than what Ghostscript prints", async (t) => {
  const gs = await findProgram("gs");
  if (gs === undefined) return t.skip("ghostscript is not installed");
  for (const more of ["/Type /Page /Kids []", "/Type /Pages /Kids []", "/Type /Leaf /Kids []", "/Kids []", "/Type /Pages"]) {
    const bytes = hiddenPages(more);
    const out = execFileSync(gs, ["-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-sDEVICE=inkcov", "-o", "-", "-"], { input: bytes }).toString();
    const printed = out.match(/CMYK OK/g)?.length ?? 0;
    assert.ok(pagesIn(bytes) >= printed, `${more}: ${pagesIn(bytes)} counted, ${printed} printed`);
  }
});

test("encrypted documents: opened where no password is needed, even what lies in encrypted object streams", async () => {
  for (const name of ["owner-aes256.pdf", "owner-aes128.pdf", "owner-rc4-128.pdf", "owner-rc4-40.pdf"]) {
    const bytes = readFileSync((await fixture(name)).path);
    const file = new PdfFile(sourceOf(bytes));
    assert.notEqual(file.xref.kind, "searched", name);
    assert.equal(pagesIn(bytes), 3, name);
  }
  for (const name of ["user-aes256.pdf", "user-aes128.pdf", "user-rc4-40.pdf"]) {
    const bytes = readFileSync((await fixture(name)).path);
    assert.throws(() => new PdfFile(sourceOf(bytes)), PdfLocked, name);
  }
});

test("pages in a tree of any shape are counted once each", () => {
  const { tree } = fc.letrec<{ tree: "page" | unknown[] }>((tie) => ({
    tree: fc.oneof({ maxDepth: 4 }, fc.constant("page" as const), fc.array(tie("tree"), { maxLength: 4 })),
  }));
  fc.assert(
    fc.property(fc.array(tree, { maxLength: 5 }), fc.integer({ min: -3, max: 9 }), (shape, count) => {
      const objects = new Map<number, string>([[1, "<< /Type /Catalog /Pages 2 0 R >>"]]);
      let next = 2;
      let pages = 0;
      const write = (node: unknown): number => {
        const number = next++;
        if (node === "page") {
          pages += 1;
          objects.set(number, "<< /Type /Page /MediaBox [0 0 595 842] >>");
        } else
          objects.set(
            number,
            `<< /Type /Pages /Count ${count} /Kids [${(node as unknown[]).map((kid) => `${write(kid)} 0 R`).join(" ")}] >>`,
          );
        return number;
      };
      write(shape);
      assert.equal(pagesIn(pdfBytes({ objects })), pages);
    }),
  );
});

test("a PDF changed or cut anywhere is read, refused or damaged, and never loops", async () => {
  const samples = [
    lyingBranch(),
    brokenXref(),
    Buffer.from(await pagesPdf([{}, {}])),
    readFileSync((await fixture("owner-aes256.pdf")).path),
  ];
  const known = [PdfDamage, PdfLocked, PdfTooLarge];
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: samples.length - 1 }),
      fc.array(fc.tuple(fc.nat(), fc.oneof(fc.integer({ min: 0, max: 255 }), fc.constantFrom(0x30, 0x39, 0x3c, 0x3e, 0x5b, 0x20))), {
        maxLength: 10,
      }),
      fc.option(fc.nat(), { freq: 5 }),
      (which, changes, cut) => {
        let bytes = Buffer.from(samples[which] as Buffer);
        for (const [at, to] of changes) bytes[at % bytes.length] = to;
        if (cut !== null) bytes = bytes.subarray(0, cut % bytes.length);
        try {
          pagesIn(bytes);
        } catch (error) {
          assert.ok(
            known.some((kind) => error instanceof kind),
            String(error),
          );
        }
      },
    ),
    { numRuns: 600 },
  );
});
