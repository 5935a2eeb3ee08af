// Documents on their way in: formats, compressions, tickets, and jobs made in one step or three.
import assert from "node:assert/strict";
import { test } from "node:test";
import { deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import {
  attribute,
  boolean,
  collection,
  enumeration,
  integer,
  keyword,
  mime,
  nameValue,
  range,
  textOf,
  textsOf,
} from "../../../daemon/ipp/build.ts";
import { operations, statuses } from "../../../daemon/ipp/codes.ts";
import { unpackLimits } from "../../../daemon/ipp/compression.ts";
import { tags } from "../../../daemon/ipp/message.ts";
import { Fault } from "../../../daemon/runtime/faults.ts";
import { type Asking, ask, door, integerValue, jobId, MemoryDesk, pdf, quarrels } from "./exchange.ts";

const print = (document: Asking["document"], rest: Partial<Asking> = {}): Asking => ({
  code: operations.printJob,
  document: document ?? pdf,
  ...rest,
});

async function box(context: { after(end: () => Promise<void>): void }, parts: Parameters<typeof door>[1] = {}) {
  const desk = new MemoryDesk();
  desk.addQueue("main");
  desk.addUser("ann");
  const port = await door(desk, parts, context);
  return { desk, port };
}

test("a document arrives byte for byte, in however many pieces, with its title, ticket and sender", async (context) => {
  const { desk, port } = await box(context);
  const document = Buffer.concat([pdf, Buffer.alloc(300_000, 7)]);
  const pieces = Array.from({ length: 301 }, (_, i) => document.subarray(i * 1000, (i + 1) * 1000));
  const heard = await ask(
    port,
    print(pieces, {
      operation: [nameValue("job-name", "Thesis\u0007final"), mime("document-format", "application/pdf")],
      job: [
        integer("copies", 3),
        keyword("sides", "two-sided-long-edge"),
        keyword("print-color-mode", "monochrome"),
        integer("number-up", 2),
        attribute("page-ranges", tags.rangeOfInteger, { from: 1, to: 2 }, { from: 5, to: 9 }),
        keyword("media", "iso_a3_297x420mm"),
      ],
      user: "Ann",
      headers: { "user-agent": "Test/1" },
    }),
  );
  assert.equal(heard.status, statuses.ok, textOf(heard.message.groups[0], "status-message"));
  const kept = desk.jobs.get(jobId(heard));
  assert.deepEqual(Buffer.from(kept?.document ?? []), document);
  assert.equal(kept?.job.title, "Thesis final");
  assert.deepEqual(kept?.job.ticket, {
    copies: 3,
    sides: "two-sided-long-edge",
    color: "monochrome",
    numberUp: 2,
    pageRanges: [
      [1, 2],
      [5, 9],
    ],
    media: "iso_a3_297x420mm",
  });
  assert.deepEqual(kept?.job.sender, { strength: "named", named: "Ann", address: "127.0.0.1", user: "user-ann" });
  assert.deepEqual(textsOf(heard.jobs[0], "job-state-reasons"), ["job-release-wait"]);
});

test("what the client does not declare is told by its first bytes, also in single bytes; what is nothing we know is refused", async (context) => {
  const { desk, port } = await box(context);
  const starts: readonly (readonly [Buffer, string])[] = [
    [Buffer.concat([Buffer.alloc(900, 32), pdf]), "application/pdf"],
    [Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2]), "image/jpeg"],
    [Buffer.from("RaS2............"), "image/pwg-raster"],
    [Buffer.from("UNIRAST\0\0\0\0\x01"), "image/urf"],
  ];
  for (const [document, format] of starts) {
    for (const pieces of [[document], Array.from(document, (byte) => Uint8Array.of(byte))]) {
      const heard = await ask(port, print(pieces, { operation: [mime("document-format", "application/octet-stream")] }));
      assert.equal(heard.status, statuses.ok);
      assert.equal(desk.jobs.get(jobId(heard))?.job.document?.format, format);
      assert.deepEqual(Buffer.from(desk.jobs.get(jobId(heard))?.document ?? []), document);
    }
  }
  const before = desk.jobs.size;
  assert.equal((await ask(port, print(Buffer.from("hello, this is text\n")))).status, statuses.documentFormatNotSupported);
  const declared = await ask(port, print(pdf, { operation: [mime("document-format", "application/postscript")] }));
  assert.deepEqual([declared.status, declared.unsupported], [statuses.documentFormatNotSupported, ["document-format"]]);
  for (const language of ["fr", "fr_FR", "fr-fr", "en_GB"]) {
    const told = (await ask(port, { ...print(pdf, { operation: [mime("document-format", "application/postscript")] }), language })).message;
    const [words, said] = ["attributes-natural-language", "status-message"].map((name) => textOf(told.groups[0], name));
    const french = language.startsWith("fr");
    assert.deepEqual(
      [words, /^(Cette imprimante|This printer)/.exec(said ?? "")?.[0]],
      french ? ["fr", "Cette imprimante"] : ["en", "This printer"],
    );
  }
  const nowhere = (await ask(port, { ...print(pdf, { operation: [mime("compression", "lzma")] }), language: "fr" })).message;
  assert.equal(textOf(nowhere.groups[0], "attributes-natural-language"), "en", "the language is the sentence's");
  assert.equal((await ask(port, print(new Uint8Array(0)))).status, 0x041b, "an empty document is unprintable");
  assert.equal(desk.jobs.size, before, "nothing is left of what was refused");
  assert.deepEqual(
    new Set(desk.refusedTo.map(({ why }) => why)),
    new Set(["document-format-not-supported", "document-empty"]),
    "whoever sent it is told, but not of what only a program understands",
  );
  assert.equal(desk.refusedTo.length, 7);
});

test("gzip and both kinds of deflate are opened; unknown, broken, cut and bombs are refused with their own status", async (context) => {
  const { desk, port } = await box(context, { limits: { unpack: { ...unpackLimits, documentBytes: 8_000_000, freeBytes: 1_000_000 } } });
  const document = Buffer.concat([pdf, Buffer.from(Array.from({ length: 50_000 }, (_, i) => (i * 7919) & 0xff))]);
  for (const [name, packed] of [
    ["gzip", gzipSync(document)],
    ["deflate", deflateSync(document)],
    ["deflate", deflateRawSync(document)],
    ["none", document],
  ] as const) {
    const heard = await ask(port, print(packed, { operation: [keyword("compression", name)] }));
    assert.equal(heard.status, statuses.ok, name);
    assert.deepEqual(Buffer.from(desk.jobs.get(jobId(heard))?.document ?? []), document, name);
  }
  const before = desk.jobs.size;
  const bomb = gzipSync(Buffer.concat([pdf, Buffer.alloc(5_000_000)]));
  const cases: readonly (readonly [string, Uint8Array, number])[] = [
    ["compress", document, statuses.compressionNotSupported],
    ["gzip", document, statuses.compressionError],
    ["gzip", gzipSync(document).subarray(0, -30), statuses.compressionError],
    ["deflate", Buffer.alloc(5000, 0xff), statuses.compressionError],
    ["gzip", bomb, statuses.compressionError],
    ["none", Buffer.concat([pdf, Buffer.alloc(8_000_000)]), statuses.requestEntityTooLarge],
  ];
  for (const [name, packed, status] of cases)
    assert.equal((await ask(port, print(packed, { operation: [keyword("compression", name)] }))).status, status, name);
  assert.equal(desk.jobs.size, before);
  assert.equal(desk.incoming, 0);
});

test("what a queue cannot do is named and left out, unless the client wants all of it or nothing", async (context) => {
  const { desk, port } = await box(context);
  desk.addQueue(
    "plain",
    {},
    { makeModel: "Old", formats: ["application/pdf"], color: false, duplex: false, copies: 1, media: [], askedAt: 1 },
  );
  const job = [
    integer("copies", 2),
    keyword("sides", "two-sided-long-edge"),
    keyword("print-color-mode", "color"),
    integer("number-up", 4),
    range("page-ranges", 1, 3),
    keyword("media", "iso_a3_297x420mm"),
    keyword("job-sheets", "standard"),
    enumeration("finishings", 4),
    keyword("job-hold-until", "day-time"),
    integer("__proto__", 1),
  ];
  const left = [
    "sides",
    "print-color-mode",
    "number-up",
    "page-ranges",
    "media",
    "job-sheets",
    "finishings",
    "job-hold-until",
    "__proto__",
  ];
  const heard = await ask(port, print(pdf, { printer: "/ipp/print/plain", job }));
  assert.equal(heard.status, statuses.okIgnoredOrSubstituted);
  assert.deepEqual(heard.unsupported, left);
  assert.deepEqual(desk.jobs.get(jobId(heard))?.job.ticket, { copies: 2, sides: "one-sided", color: "auto", numberUp: 1 });
  for (const code of [operations.printJob, operations.validateJob, operations.createJob]) {
    const strict = await ask(port, {
      code,
      printer: "/ipp/print/plain",
      job,
      operation: [boolean("ipp-attribute-fidelity", true)],
      document: pdf,
    });
    assert.deepEqual([strict.status, strict.unsupported], [statuses.attributesOrValuesNotSupported, left]);
  }
  assert.equal(desk.jobs.size, 1);
});

test("wrong syntax, ranges out of order and copies beyond 999 are no values", async (context) => {
  const { port } = await box(context);
  const wrong = [
    [keyword("copies", "2")],
    [integer("copies", 0)],
    [integer("copies", 1000)],
    [integer("copies", 1, 2)],
    [integer("sides", 1)],
    [attribute("page-ranges", tags.rangeOfInteger, { from: 4, to: 6 }, { from: 6, to: 9 })],
    [range("page-ranges", 0, 3)],
    [range("page-ranges", 3, 2)],
    [integer("number-up", 3)],
    [keyword("media", "custom_max_1000x1000mm")],
    [collection("media-col", [collection("media-size", [integer("x-dimension", 5), integer("y-dimension", 5)])])],
  ];
  for (const job of wrong) {
    const heard = await ask(port, { code: operations.validateJob, job });
    assert.deepEqual([heard.status, heard.unsupported], [statuses.okIgnoredOrSubstituted, [job[0]?.name]]);
  }
  assert.equal(
    (await ask(port, { code: operations.validateJob, job: [integer("copies", 1), integer("copies", 2)] })).status,
    statuses.badRequest,
  );
});

test("media-col chooses by size; a member it cannot have is named without the rest being lost", async (context) => {
  const { desk, port } = await box(context);
  const size = collection("media-size", [integer("x-dimension", 21590), integer("y-dimension", 27940)]);
  const heard = await ask(
    port,
    print(pdf, {
      job: [collection("media-col", [size, keyword("media-source", "tray-9"), integer("media-top-margin", 0), keyword("__proto__", "x")])],
    }),
  );
  assert.equal(heard.status, statuses.okIgnoredOrSubstituted);
  assert.equal(desk.jobs.get(jobId(heard))?.job.ticket.media, "na_letter_8.5x11in");
  const named = heard.message.groups.find((group) => group.tag === tags.unsupported)?.attributes[0]?.values[0]?.value;
  assert.deepEqual(Array.isArray(named) ? named.map((member) => member.name) : [], ["media-source", "__proto__"]);
});

test("Create-Job, Send-Document, Close-Job: the job waits for its document and then for its owner", async (context) => {
  const { desk, port } = await box(context);
  const made = await ask(port, { code: operations.createJob, operation: [nameValue("job-name", "three steps")] });
  assert.deepEqual([made.status, textsOf(made.jobs[0], "job-state-reasons")], [statuses.ok, ["job-incoming"]]);
  const id = integerValue("job-id", jobId(made));
  const send = (operation: Asking["operation"], document?: Uint8Array) =>
    ask(port, { code: operations.sendDocument, operation: [id, ...(operation ?? [])], ...(document ? { document } : {}) });
  assert.equal((await send([], pdf)).status, statuses.badRequest, "last-document is missing");
  assert.equal((await send([boolean("last-document", false)], Buffer.from("?????"))).status, statuses.documentFormatNotSupported);
  assert.equal(
    (await send([boolean("last-document", false)], gzipSync(pdf))).status,
    statuses.documentFormatNotSupported,
    "packed without saying so",
  );
  assert.equal((await send([boolean("last-document", false), keyword("compression", "gzip")], gzipSync(pdf))).status, statuses.ok);
  const closed = await ask(port, { code: operations.closeJob, operation: [id] });
  assert.deepEqual([closed.status, textsOf(closed.jobs[0], "job-state-reasons")], [statuses.ok, ["job-release-wait"]]);
  assert.equal((await send([boolean("last-document", true)], pdf)).status, statuses.notPossible);
  assert.deepEqual(Buffer.from(desk.jobs.get(jobId(made))?.document ?? []), pdf);
  assert.equal(
    (
      await ask(port, {
        code: operations.sendDocument,
        operation: [integerValue("job-id", 999), boolean("last-document", true)],
        document: pdf,
      })
    ).status,
    statuses.notFound,
  );
});

test("a client's own hold is lifted by Release-Job; what waits for a card is not", async (context) => {
  const { desk, port } = await box(context);
  const made = await ask(port, print(pdf, { job: [keyword("job-hold-until", "indefinite")] }));
  const id = integerValue("job-id", jobId(made));
  assert.deepEqual(textsOf(made.jobs[0], "job-state-reasons"), ["job-release-wait", "job-hold-until-specified"]);
  const released = await ask(port, { code: operations.releaseJob, operation: [id] });
  assert.deepEqual([released.status, textsOf(released.jobs[0], "job-state-reasons")], [statuses.ok, ["job-release-wait"]]);
  assert.equal((await ask(port, { code: operations.releaseJob, operation: [id] })).status, statuses.notPossible);
  assert.equal((await ask(port, { code: operations.holdJob, operation: [id] })).status, statuses.ok);
  assert.equal(desk.jobs.get(jobId(made))?.job.heldByClient, true);
  assert.deepEqual((await ask(port, { code: operations.holdJob, operation: [id, keyword("job-hold-until", "night")] })).unsupported, [
    "job-hold-until",
  ]);
  assert.equal((await ask(port, { code: operations.cancelJob, operation: [id] })).status, statuses.ok);
  assert.equal((await ask(port, { code: operations.cancelJob, operation: [id] })).status, statuses.notPossible);
  assert.deepEqual(
    desk.did.map(({ act, by }) => `${act} by ${by.name}`),
    ["release by ann at 127.0.0.1", "hold by ann at 127.0.0.1", "cancel by ann at 127.0.0.1"],
  );
});

test("a fault of the box is told as one to try again, and only a mistake of ours is logged", async (context) => {
  const { desk, port } = await box(context);
  desk.faults.push(
    new Fault("overloaded", "too much", { retry: "now" }),
    new Fault("disk-full", "full", { retry: "later" }),
    new Error("a bug"),
  );
  assert.equal((await ask(port, print(pdf))).status, statuses.busy);
  assert.equal((await ask(port, print(pdf))).status, statuses.temporaryError);
  assert.equal(quarrels.length, 0);
  assert.equal((await ask(port, print(pdf))).status, statuses.internalError);
  assert.equal(quarrels.splice(0).length, 1);
  assert.equal((await ask(port, print(pdf))).status, statuses.ok);
});
