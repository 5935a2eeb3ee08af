// The test buttons against real services on loopback: a name server, a time server, a proxy; and their silence.
import assert from "node:assert/strict";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { createServer } from "node:http";
import { type TestContext, test } from "node:test";
import { ntpRequest, readNtp } from "../../../daemon/network/sntp.ts";
import { hostAndPort, tryName, tryProxy, tryTime } from "../../../daemon/network/tests.ts";
import { systemClock } from "../../../daemon/runtime/clock.ts";
import { startNameServer, startTimeServer } from "../../fakes/site-servers.ts";

test("a name server that knows a name, one that does not, and one that is silent", async (t) => {
  const server = await startNameServer({ "printer.school.example": "192.0.2.7" });
  t.after(() => server.close());
  assert.deepEqual(await tryName("printer.school.example", server.at), {
    ok: true,
    said: "name-found",
    facts: { name: "printer.school.example", address: "192.0.2.7" },
  });
  assert.equal((await tryName("nobody.school.example", server.at)).said, "name-unknown");
  server.close();
  assert.equal((await tryName("printer.school.example", server.at)).said, "name-silent");
  assert.equal((await tryName("localhost", undefined)).said, "name-found", "by the machine's own");
});

test("a time server's answer says how far this clock is from it", async (t) => {
  const answers = async (offsetMs: number, more = {}) => {
    const server = await startTimeServer({ offsetMs, ...more });
    t.after(() => server.close());
    return tryTime(server.at, systemClock);
  };
  assert.equal((await answers(0)).said, "time-right");
  const off = await answers(-90_000);
  assert.equal(off.said, "time-off");
  assert.ok(Math.abs(Number(off.facts?.["offset"]) + 90_000) < 2_000, String(off.facts?.["offset"]));
  assert.equal((await answers(0, { stratum: 0 })).said, "time-refuses");
  assert.equal((await answers(0, { stratum: 16 })).said, "time-unsynchronised");
  assert.equal((await answers(0, { origin: false })).said, "time-silent", "an answer to another's question is none");
  assert.equal((await tryTime("no.such.host.invalid", systemClock)).said, "host-unknown");
});

test("past 2036 the seconds of NTP begin anew and the offset is right all the same", () => {
  const sentAt = Date.UTC(2036, 1, 7, 6, 30);
  const request = ntpRequest(sentAt);
  const reply = Buffer.alloc(48);
  reply[0] = 0x24;
  reply[1] = 2;
  request.copy(reply, 24, 40, 48);
  ntpRequest(sentAt + 1_000).copy(reply, 32, 40, 48);
  ntpRequest(sentAt + 1_000).copy(reply, 40, 40, 48);
  assert.deepEqual(readNtp(reply, request, sentAt, sentAt), { offsetMs: 1_000, stratum: 2 });
});

const listening = async (t: TestContext, status: number): Promise<string> => {
  const server = createServer((request, response) => {
    response.statusCode = request.url?.startsWith("http://") ? status : 418;
    response.end();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => server.close());
  return `127.0.0.1:${(server.address() as { port: number }).port}`;
};

test("a proxy that answers, wants a password, is a web server, or is not there", async (t) => {
  const said = async (status: number) => (await tryProxy(await listening(t, status), "example.org", systemClock)).said;
  assert.equal(await said(200), "proxy-answers");
  assert.equal(await said(502), "proxy-answers", "a page it cannot reach is no fault of the proxy's");
  assert.equal(await said(407), "proxy-password");
  assert.equal(await said(400), "proxy-refuses");
  const closed = createSocket("udp4").bind(0, "127.0.0.1");
  await once(closed, "listening");
  t.after(() => closed.close());
  assert.equal((await tryProxy(`127.0.0.1:${closed.address().port}`, "example.org", systemClock)).said, "proxy-silent");
});

test("hosts and ports as people write them", () => {
  assert.deepEqual(hostAndPort(" ntp.example ", 123), { host: "ntp.example", port: 123 });
  assert.deepEqual(hostAndPort("ntp.example:1123", 123), { host: "ntp.example", port: 1123 });
  assert.deepEqual(hostAndPort("2001:db8::1", 123), { host: "2001:db8::1", port: 123 });
  assert.deepEqual(hostAndPort("[2001:db8::1]:99", 123), { host: "2001:db8::1", port: 99 });
});
