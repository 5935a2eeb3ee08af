// Printers found on a real network: CUPS's own sample, announced by a real Avahi; and what answers at addresses as people type them.
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { test } from "node:test";
import { createDiscovery } from "../../../../daemon/printing/discovery/index.ts";
import { candidates } from "../../../../daemon/printing/discovery/knock.ts";
import { systemClock } from "../../../../daemon/runtime/clock.ts";
import { noIppeveprinter, startIppeveprinter } from "../../../fakes/ippeveprinter.ts";
import { startFakePrinter } from "../../../fakes/printer.ts";
import { createLog } from "../../../../daemon/runtime/log.ts";

const discovery = createDiscovery({ clock: systemClock, log: createLog({ level: "error" }) });

test("a printer that announces itself is found with its model, and its address prints", { skip: noIppeveprinter() }, async (t) => {
  const printer = await startIppeveprinter();
  t.after(printer.close);
  const { port } = new URL(printer.uri.replace("ipp:", "http:"));
  const found = (await discovery.around()).find(({ uri }) => uri.includes(`:${port}/`));
  assert.ok(found, "found");
  assert.equal(found.name, `Quoin test ${port}`);
  assert.equal(found.model, "Example Printer");
  const [heard] = (await discovery.at(found.uri)) ?? [];
  assert.equal(heard?.printer?.makeModel, "Example Printer");
});

test("an address without a path is tried until a printer answers", async (t) => {
  const printer = await startFakePrinter();
  t.after(() => printer.close());
  const { host } = new URL(printer.uri.replace("ipp:", "http:"));
  const [heard] = (await discovery.at(` http://${host}/some/page `)) ?? [];
  assert.ok(heard?.printer, JSON.stringify(heard));
  assert.match(heard.uri, new RegExp(`^ipps?://${host}/`));
});

test("a machine that is no printer says so, and one that is silent is silent", async (t) => {
  const web = createServer((_request, response) => void response.writeHead(404).end()).listen(0, "127.0.0.1");
  await once(web, "listening");
  const { port } = web.address() as { port: number };
  const heard = (await discovery.at(`127.0.0.1:${port}`)) ?? [];
  assert.ok(heard.length > 2 && heard.every(({ printer }) => printer === undefined));
  assert.ok(heard.some(({ trouble }) => trouble === "printer-refuses"));
  const closed = once(web, "close");
  web.close();
  await closed;
  const silent = (await discovery.at(`127.0.0.1:${port}`)) ?? [];
  assert.deepEqual(new Set(silent.map(({ trouble }) => trouble)), new Set(["printer-unreachable"]));
  assert.equal(silent.length, 2, "other paths of a machine that is off are not tried");
  t.diagnostic(`${heard.length} paths were tried`);
});

test("what is typed is an address, or is said to be none", () => {
  const first = (typed: string) => candidates(typed)?.[0];
  assert.deepEqual(first("192.0.2.7"), ["ipps://192.0.2.7/ipp/print", "ipp://192.0.2.7/ipp/print"]);
  assert.deepEqual(first("2001:db8::7"), ["ipps://[2001:db8::7]/ipp/print", "ipp://[2001:db8::7]/ipp/print"]);
  assert.deepEqual(first("printer.example:6310/x"), ["ipps://printer.example:6310/ipp/print", "ipp://printer.example:6310/ipp/print"]);
  assert.deepEqual(first("ipp://printer.example/odd/path"), ["ipp://printer.example/odd/path"]);
  assert.deepEqual(first("ipp://printer.example"), ["ipps://printer.example/ipp/print", "ipp://printer.example/ipp/print"]);
  for (const wrong of ["", "  ", "not a host", "user:secret@host", "/", "ipp://", "host:port:more"])
    assert.equal(candidates(wrong), undefined, wrong);
});
