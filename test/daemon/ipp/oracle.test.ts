// Another implementation as oracle: the npm package `ipp` reads what our codec writes and writes what our codec reads, where it is able
// (one job group, plain types; it is no match for the rest and never sees the network).
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";
import {
  boolean,
  enumeration,
  group,
  groupOf,
  integer,
  keyword,
  languageOf,
  mime,
  nameValue,
  numbersOf,
  range,
  text,
  textOf,
  textsOf,
  uri,
} from "../../../daemon/ipp/build.ts";
import { decode, encode } from "../../../daemon/ipp/codec.ts";
import { operations } from "../../../daemon/ipp/codes.ts";
import { tags } from "../../../daemon/ipp/message.ts";

interface Oracle {
  parse(bytes: Buffer): Record<string, unknown>;
  serialize(message: Record<string, unknown>): Buffer;
}
const oracle = createRequire(import.meta.url)("ipp") as Oracle;

test("it reads our request as we meant it", () => {
  const bytes = encode({
    version: [2, 0],
    code: operations.printJob,
    requestId: 77,
    groups: [
      group(tags.operation, [
        ...languageOf("en"),
        uri("printer-uri", "ipp://box/ipp/print"),
        nameValue("requesting-user-name", "amélie"),
        nameValue("job-name", "Devoir"),
        boolean("ipp-attribute-fidelity", true),
        mime("document-format", "application/pdf"),
      ]),
      group(tags.job, [
        integer("copies", 3),
        keyword("sides", "two-sided-long-edge"),
        keyword("print-color-mode", "monochrome"),
        range("page-ranges", 2, 5),
      ]),
    ],
  });
  const heard = oracle.parse(Buffer.from(bytes));
  assert.equal(heard["operation"], "Print-Job");
  assert.equal(heard["id"], 77);
  assert.deepEqual(heard["operation-attributes-tag"], {
    "attributes-charset": "utf-8",
    "attributes-natural-language": "en",
    "printer-uri": "ipp://box/ipp/print",
    "requesting-user-name": "amélie",
    "job-name": "Devoir",
    "ipp-attribute-fidelity": true,
    "document-format": "application/pdf",
  });
  assert.deepEqual(heard["job-attributes-tag"], {
    copies: 3,
    sides: "two-sided-long-edge",
    "print-color-mode": "monochrome",
    "page-ranges": [2, 5],
  });
});

test("it reads our answer: enums, sets, text", () => {
  const bytes = encode({
    version: [2, 0],
    code: 0,
    requestId: 1,
    groups: [
      group(tags.operation, languageOf("fr")),
      group(tags.printer, [
        enumeration("printer-state", 3),
        keyword("printer-state-reasons", "none"),
        text("printer-info", "Hall"),
        enumeration("operations-supported", 2, 4, 5),
      ]),
    ],
  });
  const heard = oracle.parse(Buffer.from(bytes));
  assert.equal(heard["statusCode"], "successful-ok");
  const printer = heard["printer-attributes-tag"] as Record<string, unknown>;
  assert.equal(printer["printer-state"], "idle");
  assert.equal(printer["printer-info"], "Hall");
  assert.deepEqual(printer["operations-supported"], ["Print-Job", "Validate-Job", "Create-Job"]);
});

test("we read its request as it meant it", () => {
  const bytes = oracle.serialize({
    version: "2.0",
    operation: "Get-Jobs",
    id: 9,
    "operation-attributes-tag": {
      "attributes-charset": "utf-8",
      "attributes-natural-language": "en",
      "printer-uri": "ipp://box/ipp/print",
      "requesting-user-name": "bob",
      limit: 20,
      "requested-attributes": ["job-id", "job-name"],
    },
  });
  const { message } = decode(bytes);
  const operation = groupOf(message, tags.operation);
  assert.equal(message.code, operations.getJobs);
  assert.equal(message.requestId, 9);
  assert.equal(textOf(operation, "requesting-user-name"), "bob");
  assert.deepEqual(numbersOf(operation, "limit"), [20]);
  assert.deepEqual(textsOf(operation, "requested-attributes"), ["job-id", "job-name"]);
});
