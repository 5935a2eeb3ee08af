// How requests find their queue, the rules every request must keep, and what a queue announces.
import assert from "node:assert/strict";
import { request as httpRequest } from "node:http";
import { test } from "node:test";
import {
  attribute,
  booleanOf,
  collectionsOf,
  integer,
  keyword,
  languageOf,
  mime,
  nameValue,
  numberOf,
  numbersOf,
  rangesOf,
  textOf,
  textsOf,
  uri,
} from "../../../daemon/ipp/build.ts";
import { decode, encode } from "../../../daemon/ipp/codec.ts";
import { operations, statuses } from "../../../daemon/ipp/codes.ts";
import { type Attribute, type Group, type Message, tags } from "../../../daemon/ipp/message.ts";
import type { Capabilities } from "../../../daemon/domain/printing.ts";
import type { PriceName, PrinterName } from "../../../daemon/domain/ids.ts";
import { ask, door, MemoryDesk, names, pdf, post, requestOf } from "./exchange.ts";

async function box(context: { after(end: () => Promise<void>): void }) {
  const desk = new MemoryDesk();
  desk.addQueue("main");
  desk.addQueue("second");
  return { desk, port: await door(desk, {}, context) };
}

const attributesOf = async (port: number, printer: string, ...requested: string[]): Promise<Group | undefined> => {
  const [first, ...others] = requested;
  const operation = first === undefined ? [] : [keyword("requested-attributes", first, ...others)];
  return (await ask(port, { code: operations.getPrinterAttributes, printer, operation })).message.groups[1];
};

test("the printer-uri finds the queue, whatever the HTTP path", async (context) => {
  const { port } = await box(context);
  const cases: readonly (readonly [string, string])[] = [
    ["/", "main"],
    ["", "main"],
    ["/ipp/print", "main"],
    ["/ipp/print/", "main"],
    ["/ipp/print/second", "second"],
    ["/printers/second", "second"],
    ["/printers/%73econd", "second"],
  ];
  for (const [path, queue] of cases) {
    const operation = [uri("printer-uri", `ipp://box:1234${path}`), keyword("requested-attributes", "printer-name")];
    for (const http of ["/", "/ipp/print", "/printers/second", "/anything"]) {
      const heard = await ask(port, { code: operations.getPrinterAttributes, printer: "", operation, path: http });
      assert.equal(textOf(heard.message.groups[1], "printer-name"), queue, `${path} by ${http}`);
    }
  }
  for (const path of ["/ipp/print/third", "/printers/..", "/printers/%E0%A4%A", "/admin", "/ipp/print/main/short"]) {
    const heard = await ask(port, {
      code: operations.getPrinterAttributes,
      printer: "",
      operation: [uri("printer-uri", `ipp://box${path}`)],
    });
    assert.ok(heard.status === statuses.notFound || heard.status === statuses.badRequest, path);
  }
});

test("what every request must keep is checked in the RFC's order, and the answer names its request", async (context) => {
  const { port } = await box(context);
  const target = uri("printer-uri", "ipp://localhost/ipp/print");
  const message = (attributes: readonly Attribute[], rest: Partial<Message> = {}): Message => ({
    version: [1, 1],
    code: operations.getPrinterAttributes,
    requestId: 99,
    groups: [{ tag: tags.operation, attributes }],
    ...rest,
  });
  const [charset, language] = languageOf("en") as [Attribute, Attribute];
  const cases: readonly (readonly [string, Message, number])[] = [
    ["version 3.0", message([charset, language, target], { version: [3, 0] }), statuses.versionNotSupported],
    ["version 1.0", message([charset, language, target], { version: [1, 0] }), statuses.ok],
    ["version 2.2", message([charset, language, target], { version: [2, 2] }), statuses.ok],
    ["request-id 0", message([charset, language, target], { requestId: 0 }), statuses.badRequest],
    ["negative request-id", message([charset, language, target], { requestId: -5 }), statuses.badRequest],
    ["no groups", message([], { groups: [] }), statuses.badRequest],
    [
      "job group first",
      message([], {
        groups: [
          { tag: tags.job, attributes: [] },
          { tag: tags.operation, attributes: [charset, language, target] },
        ],
      }),
      statuses.badRequest,
    ],
    ["language first", message([language, charset, target]), statuses.badRequest],
    ["charset as text", message([attribute("attributes-charset", tags.text, "utf-8"), language, target]), statuses.badRequest],
    ["latin-1", message([attribute("attributes-charset", tags.charset, "iso-8859-1"), language, target]), statuses.charsetNotSupported],
    ["UTF-8 in capitals", message([attribute("attributes-charset", tags.charset, "UTF-8"), language, target]), statuses.ok],
    ["unknown operation", message([charset, language, target], { code: 0x4001 }), statuses.operationNotSupported],
    ["no target", message([charset, language]), statuses.badRequest],
    [
      "name of 256 bytes",
      message([charset, language, target, nameValue("requesting-user-name", "x".repeat(256))]),
      statuses.requestValueTooLong,
    ],
    [
      "uri of 1024 bytes",
      message([charset, language, uri("printer-uri", `ipp://localhost/${"x".repeat(1010)}`)]),
      statuses.requestValueTooLong,
    ],
    [
      "two job groups",
      message([], {
        groups: [
          { tag: tags.operation, attributes: [charset, language, target] },
          { tag: tags.job, attributes: [] },
          { tag: tags.job, attributes: [] },
        ],
      }),
      statuses.badRequest,
    ],
    ["a format not taken", message([charset, language, target, mime("document-format", "text/html")]), statuses.documentFormatNotSupported],
  ];
  for (const [what, asked, status] of cases) {
    const { http, body } = await post(port, {}, [encode(asked)]);
    const { message: answered } = decode(body);
    assert.deepEqual([http, answered.code, answered.requestId], [200, status, asked.requestId], what);
    assert.deepEqual(
      answered.groups[0]?.attributes.slice(0, 2).map((each) => each.name),
      ["attributes-charset", "attributes-natural-language"],
      what,
    );
    assert.ok(answered.version[0] <= 2);
  }
});

test("HTTP around it: a sentence for browsers, and a clear no for what is not IPP", async (context) => {
  const { port } = await box(context);
  const get = (method: string, path: string, headers: Record<string, string> = {}): Promise<{ status: number; body: string }> =>
    new Promise((resolve, reject) => {
      const request = httpRequest({ host: "127.0.0.1", port, method, path, headers, agent: false }, (response) => {
        let body = "";
        response.on("data", (part) => (body += part));
        response.on("end", () => resolve({ status: response.statusCode ?? 0, body }));
      });
      request.on("error", reject);
      request.end();
    });
  assert.match((await get("GET", "/")).body, /^Quoin takes print jobs/);
  assert.equal((await get("GET", "/admin")).status, 404);
  assert.equal((await get("OPTIONS", "/")).status, 405);
  assert.equal((await get("POST", "/ipp/print", { "content-type": "text/plain" })).status, 415);
  assert.equal((await get("POST", "/ipp/print", { "content-type": "application/ipp" })).status, 400, "an empty body is no request");
  assert.equal(
    (await post(port, { headers: { expect: "100-continue" } }, [encode(requestOf({ code: operations.getPrinterAttributes }))])).http,
    200,
  );
});

test("a queue announces the union of its printers, and only what is carried through", async (context) => {
  const { desk, port } = await box(context);
  const mono: Capabilities = {
    makeModel: "Mono",
    formats: ["application/pdf", "application/vnd.hp-PCL"],
    color: false,
    duplex: true,
    copies: 5,
    media: ["iso_a5_148x210mm", "bogus", "custom_min_1x1mm"],
    numberUp: [1, 3, 9],
    askedAt: 1,
  };
  const color: Capabilities = {
    makeModel: "Color",
    formats: ["image/jpeg"],
    color: true,
    duplex: false,
    copies: 1,
    media: ["iso_a3_297x420mm"],
    pageRanges: true,
    askedAt: 1,
  };
  desk.printers.push(
    { name: "mono" as PrinterName, uri: "folder:/a", price: "p" as PriceName, capabilities: mono },
    { name: "color" as PrinterName, uri: "folder:/b", price: "p" as PriceName, capabilities: color },
  );
  desk.addQueue("both", { printers: ["mono", "color"] as PrinterName[] });
  const both = await attributesOf(port, "/ipp/print/both");
  assert.deepEqual(textsOf(both, "document-format-supported"), ["application/pdf", "image/jpeg", "application/octet-stream"]);
  assert.deepEqual(textsOf(both, "media-supported"), ["iso_a4_210x297mm", "iso_a5_148x210mm", "iso_a3_297x420mm"]);
  assert.deepEqual(textsOf(both, "print-color-mode-supported"), ["auto", "monochrome", "color"]);
  assert.deepEqual(numbersOf(both, "number-up-supported"), [1, 9]);
  assert.deepEqual(rangesOf(both, "copies-supported"), [{ from: 1, to: 999 }]);
  assert.deepEqual([booleanOf(both, "page-ranges-supported"), booleanOf(both, "color-supported")], [true, true]);
  assert.equal(textsOf(both, "sides-supported").length, 3);
  assert.equal(textOf(both, "printer-make-and-model"), "Quoin");
  assert.equal(textOf(both, "urf-supported"), undefined);
  const fresh = desk.addQueue("fresh", {}, undefined);
  desk.printers[desk.printers.length - 1] = { name: fresh.printers[0] as PrinterName, uri: "ipp://x", price: "p" as PriceName };
  const unknown = await attributesOf(port, "/ipp/print/fresh");
  assert.deepEqual(textsOf(unknown, "document-format-supported"), ["application/pdf", "application/octet-stream"]);
  assert.deepEqual(textsOf(unknown, "media-ready"), ["iso_a4_210x297mm"]);
  assert.deepEqual(textsOf(unknown, "sides-supported"), ["one-sided"]);
});

test("requested-attributes: groups, single names, media-col-database only by name, and what belongs together belongs together", async (context) => {
  const { port } = await box(context);
  const all = names(await attributesOf(port, "/ipp/print"));
  const template = names(await attributesOf(port, "/ipp/print", "job-template"));
  const description = names(await attributesOf(port, "/ipp/print", "printer-description"));
  assert.deepEqual([...description, ...template].sort(), [...all].sort());
  assert.ok(!all.includes("media-col-database"));
  const database = collectionsOf(
    await attributesOf(port, "/ipp/print", "media-col-database", "__proto__", "no-such"),
    "media-col-database",
  );
  assert.deepEqual(
    database.map((media) => numberOf(collectionsOf(media, "media-size")[0], "x-dimension")),
    [21000, 21590, 29700, 10160],
  );
  const told = await attributesOf(port, "/ipp/print");
  const uris = textsOf(told, "printer-uri-supported");
  assert.deepEqual(
    [textsOf(told, "uri-security-supported").length, textsOf(told, "uri-authentication-supported").length],
    [uris.length, uris.length],
  );
  assert.equal(uris[0], `ipp://127.0.0.1:${port}/ipp/print/main`);
  assert.deepEqual(
    textsOf(told, "urf-supported").filter((each) => each === "DM1" || each === "SRGB24"),
    ["SRGB24", "DM1"],
  );
  assert.match(textOf(told, "printer-uuid") ?? "", /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.notEqual(textOf(told, "printer-uuid"), textOf(await attributesOf(port, "/ipp/print/second"), "printer-uuid"));
});

test("Windows' IPP Class Driver hears all it asks for", async (context) => {
  const { port } = await box(context);
  const asked = [
    "printer-device-id",
    "printer-dns-sd-name",
    "mopria-certified",
    "printer-firmware-name",
    "printer-firmware-string-version",
    "printer-firmware-version",
    "document-format-preferred",
  ];
  const told = await attributesOf(port, "/ipp/print", ...asked);
  assert.deepEqual(names(told).toSorted(), asked.toSorted());
  assert.match(textOf(told, "printer-device-id") ?? "", /^MFG:Quoin;MDL:main;CMD:PDF,/);
  assert.deepEqual(
    ["printer-dns-sd-name", "printer-firmware-name", "printer-firmware-string-version", "document-format-preferred"].map((name) =>
      textOf(told, name),
    ),
    ["main", "Quoin", "0.0.0", "application/pdf"],
  );
});

test("every operation that is announced is there, and Identify-Printer shows the queue's terminals", async (context) => {
  const { desk, port } = await box(context);
  for (const code of numbersOf(await attributesOf(port, "/ipp/print"), "operations-supported")) {
    const heard = await ask(port, { code, document: pdf, operation: [integer("job-id", 77)] });
    assert.notEqual(heard.status, statuses.operationNotSupported, `operation ${code}`);
  }
  assert.deepEqual(desk.identified, ["main"]);
  const loud = await ask(port, { code: operations.identifyPrinter, operation: [keyword("identify-actions", "sound")] });
  assert.deepEqual([loud.status, loud.unsupported], [statuses.attributesOrValuesNotSupported, ["identify-actions"]]);
});

test("refusals are said in the client's language where it is ours", async (context) => {
  const { port } = await box(context);
  const said = async (language: string) => {
    const heard = await ask(port, { code: operations.printJob, document: new Uint8Array(0), language });
    return [textOf(heard.message.groups[0], "attributes-natural-language"), textOf(heard.message.groups[0], "status-message")];
  };
  const [french, english] = [await said("fr-be"), await said("en-us")];
  assert.deepEqual([french[0], english[0]], ["fr", "en"]);
  assert.notEqual(french[1], english[1]);
});

test("both listeners are announced, each with how it is secured; so is the way to the box's pages", async (context) => {
  const desk = new MemoryDesk();
  desk.addQueue("main", { leastStrength: "proven" });
  const port = await door(desk, { sibling: () => ({ scheme: "ipps", port: 631 }), web: () => ({ scheme: "https", port: 8443 }) }, context);
  const told = await attributesOf(port, "/ipp/print");
  assert.deepEqual(textsOf(told, "printer-uri-supported"), [
    `ipp://127.0.0.1:${port}/ipp/print/main`,
    "ipps://127.0.0.1:631/ipp/print/main",
  ]);
  assert.deepEqual(textsOf(told, "uri-security-supported"), ["none", "tls"]);
  assert.deepEqual(textsOf(told, "uri-authentication-supported"), ["requesting-user-name", "basic"]);
  assert.equal(textOf(told, "printer-more-info"), "https://127.0.0.1:8443/");
});
