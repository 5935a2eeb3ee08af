// Requests as clients make them, from the grammar: the right groups, names and tags, with values of every kind, sane and odd.
import { attribute, languageOf } from "../../daemon/ipp/build.ts";
import { operations } from "../../daemon/ipp/codes.ts";
import { type Attribute, type Group, type Message, tags, type Value } from "../../daemon/ipp/message.ts";
import type { Chance } from "./chance.ts";

const codes: readonly [number, ...number[]] = [0x0003, 0x0012, 0x4001, 0xffff, ...Object.values(operations)];
const integers = [0, 1, 2, 3, 4, 5, 6, 7, 9, 16, 100, 999, 1000, -1, 0x7fffffff, -0x80000000] as const;
const texts = [
  "",
  "a",
  "ann",
  "none",
  "gzip",
  "deflate",
  "all",
  "job-template",
  "media-col-database",
  "completed",
  "indefinite",
  "no-hold",
  "one-sided",
  "two-sided-long-edge",
  "monochrome",
  "iso_a4_210x297mm",
  "application/pdf",
  "application/octet-stream",
  "image/jpeg",
  "utf-8",
  "en",
  "fr-FR",
  "true",
  "__proto__",
  "../../etc/passwd",
  "%n%s%00",
  "=HYPERLINK(1)",
  "<script>",
  "\u0000\u0007",
  "\u202e\uffff",
  "é".repeat(100),
  "x".repeat(256),
  "y".repeat(1100),
] as const;
const uris = [
  "ipp://localhost/ipp/print",
  "ipp://localhost/",
  "ipp://localhost/printers/main",
  "ipp://localhost/ipp/print/main/abcdefghijklmnopqrst",
  "ipp://localhost/jobs/1",
  "ipp://[::1]:631/ipp/print/none",
  "http://169.254.169.254/",
  "ipp://localhost/ipp/print/%00",
  "ipp:",
  "//",
  "ipp://localhost/jobs/99999999999",
] as const;
const operationNames = [
  "requesting-user-name",
  "job-name",
  "document-name",
  "document-format",
  "compression",
  "ipp-attribute-fidelity",
  "job-id",
  "job-uri",
  "last-document",
  "limit",
  "my-jobs",
  "which-jobs",
  "requested-attributes",
  "first-job-id",
  "job-ids",
  "identify-actions",
  "job-hold-until",
  "message",
  "__proto__",
  "constructor",
] as const;
const templateNames = [
  "copies",
  "sides",
  "print-color-mode",
  "number-up",
  "page-ranges",
  "media",
  "media-col",
  "job-hold-until",
  "job-sheets",
  "finishings",
  "print-quality",
  "orientation-requested",
  "multiple-document-handling",
  "output-bin",
  "job-priority",
  "__proto__",
  "toString",
  "hasOwnProperty",
] as const;
const memberNames = [
  "media-size",
  "x-dimension",
  "y-dimension",
  "media-size-name",
  "media-source",
  "media-type",
  "media-color",
  "__proto__",
] as const;
const textTags = [
  tags.text,
  tags.name,
  tags.keyword,
  tags.uri,
  tags.uriScheme,
  tags.charset,
  tags.naturalLanguage,
  tags.mimeMediaType,
] as const;

function value(chance: Chance, depth: number): Value {
  switch (chance.below(depth > 6 ? 9 : 11)) {
    case 0:
    case 1:
      return { tag: chance.pick([tags.integer, tags.enum]), value: chance.pick(integers) };
    case 2:
      return { tag: tags.boolean, value: chance.once(2) };
    case 3:
    case 4:
    case 5:
      return { tag: chance.pick(textTags), value: chance.once(6) ? chance.pick(uris) : chance.pick(texts) };
    case 6:
      return { tag: tags.rangeOfInteger, value: { from: chance.pick(integers), to: chance.pick(integers) } };
    case 7:
      return { tag: tags.resolution, value: { x: chance.pick(integers), y: chance.pick(integers), units: chance.below(5) } };
    case 8:
      return { tag: chance.pick([tags.octetString, tags.noValue, tags.unknown, 0x7f, 0x38]), value: chance.bytes(chance.below(12)) };
    case 9:
      return { tag: chance.pick([tags.textWithLanguage, tags.nameWithLanguage]), value: { language: "en", text: chance.pick(texts) } };
    default:
      return {
        tag: tags.begCollection,
        value: Array.from({ length: chance.below(4) }, () => any(chance, chance.pick(memberNames), depth + 1)),
      };
  }
}

const any = (chance: Chance, name: string, depth = 0): Attribute => ({
  name,
  values: Array.from({ length: chance.once(4) ? 1 + chance.below(4) : 1 }, () => value(chance, depth)),
});

/** Values a real client would send there, most of the time. */
function likely(chance: Chance, name: string): Attribute {
  if (chance.once(4)) return any(chance, name);
  switch (name) {
    case "copies":
    case "number-up":
    case "job-id":
    case "limit":
    case "first-job-id":
    case "job-ids":
    case "job-priority":
      return attribute(name, tags.integer, chance.pick(integers));
    case "ipp-attribute-fidelity":
    case "last-document":
    case "my-jobs":
      return attribute(name, tags.boolean, chance.once(2));
    case "page-ranges":
      return attribute(name, tags.rangeOfInteger, { from: chance.below(9), to: chance.below(20) });
    case "media-col":
      return { name, values: [{ tag: tags.begCollection, value: [any(chance, "media-size", 1), any(chance, "media-source", 1)] }] };
    case "document-format":
      return attribute(name, tags.mimeMediaType, chance.pick(["application/pdf", "application/octet-stream", "image/jpeg", "text/plain"]));
    case "compression":
      return attribute(name, tags.keyword, chance.pick(["none", "gzip", "deflate", "compress"]));
    case "job-name":
    case "document-name":
    case "requesting-user-name":
      return attribute(name, tags.name, chance.pick(texts));
    case "job-uri":
      return attribute(name, tags.uri, chance.pick(uris));
    default:
      return attribute(name, tags.keyword, chance.pick(texts));
  }
}

/** Without repeats: what comes twice is the mutator's business. */
function some(chance: Chance, names: readonly [string, ...string[]], most: number): Attribute[] {
  const chosen = new Set(Array.from({ length: chance.below(most) }, () => chance.pick(names)));
  return [...chosen].map((name) => likely(chance, name));
}

export function message(chance: Chance): Message {
  const operation: Attribute[] = [
    ...languageOf("en"),
    attribute("printer-uri", tags.uri, chance.once(3) ? chance.pick(uris) : "ipp://localhost/ipp/print"),
    ...some(chance, operationNames, 7),
  ];
  const groups: Group[] = [{ tag: tags.operation, attributes: operation }];
  if (chance.once(2)) groups.push({ tag: tags.job, attributes: some(chance, templateNames, 7) });
  if (chance.once(20))
    groups.push({
      tag: chance.pick([tags.job, tags.printer, tags.unsupported, tags.subscription, 0x0f]),
      attributes: some(chance, templateNames, 3),
    });
  return {
    version: chance.pick([
      [1, 0],
      [1, 1],
      [2, 0],
      [2, 1],
      [2, 2],
      [3, 7],
    ]),
    code: chance.pick(codes),
    requestId: chance.once(20) ? chance.pick(integers) : 1 + chance.below(1000),
    groups,
  };
}

/** A job as a sound client sends it, options aside: what follows it meets intake, spool and inspection. */
export function printing(chance: Chance): Message {
  const operation: Attribute[] = [
    ...languageOf("en"),
    attribute("printer-uri", tags.uri, `ipp://localhost/ipp/print/${chance.pick(["main", "direct"])}`),
    attribute("requesting-user-name", tags.name, chance.pick(["ann", "nobody"])),
    attribute("document-format", tags.mimeMediaType, chance.pick(["application/pdf", "application/octet-stream", "image/jpeg"])),
  ];
  const groups: Group[] = [
    { tag: tags.operation, attributes: operation },
    { tag: tags.job, attributes: some(chance, templateNames, 7) },
  ];
  const code = chance.once(6) ? operations.createJob : operations.printJob;
  return { version: [2, 0], code, requestId: 1 + chance.below(1000), groups };
}
