// What announcements become: printers, each once, whatever order or share of their records arrives.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { Announcements, type HeardRecord } from "../../../../daemon/printing/discovery/records.ts";

const service = "_ipp._tcp.local";
const txt = (...facts: string[]) => facts.map((fact) => Buffer.from(fact));
const hall = (type = service): HeardRecord[] => [
  { name: type, type: "PTR", ttl: 4500, data: `Hall printer.${type}` },
  { name: `Hall printer.${type}`, type: "SRV", ttl: 120, data: { target: "BRW1234.local", port: 631, priority: 0, weight: 0 } },
  {
    name: `Hall printer.${type}`,
    type: "TXT",
    data: txt("rp=ipp/print", "ty=Brother HL-L8360", "note=Ground floor", "Color=T", "Duplex=U"),
  },
  { name: "brw1234.local", type: "A", data: "192.0.2.20" },
];

test("name, model, place, address and what it can do, from one answer", () => {
  const heard = new Announcements();
  heard.add(hall(), "192.0.2.20");
  assert.deepEqual(heard.printers(), [
    { name: "Hall printer", uri: "ipp://192.0.2.20/ipp/print", model: "Brother HL-L8360", place: "Ground floor", color: true },
  ]);
  assert.deepEqual(heard.missing(), []);
});

test("what an answer left out is asked for, and the printer is there once it came", () => {
  const [pointer, server, facts, address] = hall() as [HeardRecord, HeardRecord, HeardRecord, HeardRecord];
  const heard = new Announcements();
  heard.add([pointer], "192.0.2.20");
  assert.deepEqual(heard.printers(), []);
  assert.deepEqual(
    heard.missing().map(({ type }) => type),
    ["SRV", "TXT"],
  );
  heard.add([server, facts], "192.0.2.20");
  assert.deepEqual(heard.missing(), [{ name: "brw1234.local", type: "A" }]);
  assert.equal(heard.printers()[0]?.uri, "ipp://192.0.2.20/ipp/print", "without an address, where the answer came from");
  heard.add([{ ...address, data: "192.0.2.99" }], "192.0.2.20");
  assert.equal(heard.printers()[0]?.uri, "ipp://192.0.2.99/ipp/print");
});

test("with and without TLS it is one printer, and TLS is taken; two of one name on two machines are two", () => {
  const heard = new Announcements();
  heard.add([...hall(), ...hall("_ipps._tcp.local")], "192.0.2.20");
  assert.deepEqual(
    heard.printers().map(({ uri }) => uri),
    ["ipps://192.0.2.20/ipp/print"],
  );
  const other = hall().map((record) => JSON.parse(JSON.stringify(record).replaceAll("Hall printer", "Hall (2)")) as HeardRecord);
  heard.add(other, "192.0.2.21");
  assert.equal(heard.printers().length, 2);
});

test("a goodbye takes it away", () => {
  const heard = new Announcements();
  heard.add(hall(), "192.0.2.20");
  heard.add([{ ...(hall()[0] as HeardRecord), ttl: 0 }], "192.0.2.20");
  assert.deepEqual(heard.printers(), []);
});

test("names that carry scripts, marks or nothing stay short and on one line; other ports and paths stand in the address", () => {
  const heard = new Announcements();
  const name = `<script>\u202e\n${"x".repeat(500)}.${service}`;
  heard.add(
    [
      { name: service, type: "PTR", data: name },
      { name, type: "SRV", data: { target: "a.local", port: 60631 } },
      { name, type: "TXT", data: txt("rp=/printers/a b", "ty=", "note=\u0000") },
    ],
    "192.0.2.1",
  );
  const [printer] = heard.printers();
  assert.match(printer?.name ?? "", /^<script> x+$/);
  assert.ok((printer?.name.length ?? 999) <= 127);
  assert.equal(printer?.uri, "ipp://192.0.2.1:60631/printers/a b");
  assert.equal(printer?.model, undefined);
});

test("no record at all, whatever it holds, ends the search", () => {
  const anything = fc.record({
    name: fc.oneof(fc.constant(service), fc.constant(`x.${service}`), fc.string()),
    type: fc.constantFrom("PTR", "SRV", "TXT", "A", "AAAA"),
    ttl: fc.option(fc.nat(), { nil: undefined }),
    data: fc.oneof(fc.constant(`x.${service}`), fc.anything()),
  });
  fc.assert(
    fc.property(fc.array(anything), (records) => {
      const heard = new Announcements();
      heard.add(records, "192.0.2.1");
      heard.missing();
      for (const { name, uri } of heard.printers()) assert.ok(name !== "" && URL.canParse(uri));
    }),
  );
});
