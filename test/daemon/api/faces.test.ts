// What the box shows without being asked for an act: its first page, its probes, its gauges, its findings, a terminal live.
import assert from "node:assert/strict";
import { request } from "node:http";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { ask, served } from "./asking.ts";

test("the first page says what runs and the next three commands, in the reader's language, without a script", async () => {
  await using it = await served((box) => {
    box.status = { name: '<b>"corridor"</b>' };
  });
  const french = await ask({ url: it.api.addresses.http }, "GET", "/", { headers: { "accept-language": "fr" } });
  const english = await ask({ url: it.api.addresses.http }, "GET", "/", { headers: { "accept-language": "en" } });
  assert.match(french.text, /<html lang="fr">/);
  assert.match(english.text, /What runs here/);
  assert.equal(english.text.match(/<li>/g)?.length, 3);
  assert.match(english.text, /npx quoin price set default/);
  assert.doesNotMatch(english.text, /<script|<b>"corridor|javascript:| on\w+=/i);
  assert.match(english.text, /&lt;b&gt;&quot;corridor&quot;/);
  assert.match(String(english.headers["content-security-policy"]), /default-src 'none'/);
  assert.equal(english.headers["x-content-type-options"], "nosniff");
});

test("the next commands follow what is there", async () => {
  await using it = await served();
  const put = (path: string, body: unknown): Promise<unknown> => ask(it.socket, "PUT", `/api/v1/${path}`, { body });
  const commands = async (): Promise<string[]> =>
    [...(await ask(it.socket, "GET", "/", { headers: { "accept-language": "en" } })).text.matchAll(/<code>npx quoin ([^<]*)<\/code>/g)].map(
      (match) => match[1] ?? "",
    );
  assert.deepEqual(
    (await commands()).map((command) => command.split(" ")[0]),
    ["price", "printer", "queue"],
  );
  await put("prices/default", { mono: 500, color: 2000 });
  await put("printers/attic", { uri: "folder:/srv/attic" });
  assert.deepEqual((await commands())[0], "queue add main --pull attic --default");
  await put("queues/main", { mode: "pull", printers: ["attic"] });
  assert.deepEqual(
    (await commands()).map((command) => command.split(" ")[0]),
    ["user", "card", "topup"],
  );
});

test("probes tell alive from ready", async () => {
  await using it = await served((box) => {
    box.status = { ready: false };
  });
  assert.equal((await ask({ url: it.api.addresses.http }, "GET", "/healthz")).status, 200);
  assert.equal((await ask({ url: it.api.addresses.http }, "GET", "/readyz")).status, 503);
  it.box.status = {};
  assert.equal((await ask({ url: it.api.addresses.http }, "GET", "/readyz")).status, 200);
});

test("gauges are real numbers in the text format, and names cannot break out of their labels", async () => {
  await using it = await served((box) => {
    box.conditions.set("x", { name: 'ha"ll\\\n', state: "stopped", reasons: [] });
  });
  it.box.hold("Unknown");
  const { text } = await ask(it.web, "GET", "/metrics");
  assert.match(text, /^quoin_jobs_held 1$/m);
  assert.match(text, new RegExp(`^quoin_store_revision ${it.box.world.revision}$`, "m"));
  assert.match(text, /^quoin_printer_state\{printer="ha\\"ll\\\\\\n",state="stopped"\} 1$/m);
  for (const line of text.trimEnd().split("\n")) assert.match(line, /^(# (HELP|TYPE) \w+ .+|\w+(\{[^\n]*\})? -?\d+(\.\d+)?)$/);
});

test("findings name what needs hands, and end when it is put right", async () => {
  await using it = await served((box) => {
    box.status = {
      sandbox: "limits",
      devices: [{ name: "reader", kind: "reader", state: "failed", problem: "no udev", debianPackage: "libudev1" }],
    };
  });
  const codes = async (): Promise<string[]> =>
    (await ask(it.socket, "GET", "/api/v1/findings", { headers: { "accept-language": "en" } })).json.findings.map(
      (one: { code: string }) => one.code,
    );
  assert.deepEqual(await codes(), ["no-price", "no-printer", "no-queue", "device-package", "sandbox-limits", "no-tls"]);
  const put = (path: string, body: unknown): Promise<unknown> => ask(it.socket, "PUT", `/api/v1/${path}`, { body });
  await put("prices/cheap", { mono: 1, color: 2 });
  await put("printers/hall", { uri: "ipp://192.0.2.1/ipp/print" });
  await put("printers/attic", { uri: "ipp://silent/ipp/print", price: "cheap" });
  await put("queues/main", { mode: "pull", printers: ["hall"] });
  it.box.conditions.set("hall", { name: "hall", state: "stopped", reasons: ["media-jam"] });
  it.box.status = { ipps: "ipps://127.0.0.1/ipp/print", https: "https://127.0.0.1:8443", devices: [] };
  const { findings } = (await ask(it.socket, "GET", "/api/v1/findings", { headers: { "accept-language": "en" } })).json;
  assert.deepEqual(
    findings.map((one: { code: string; subject?: string }) => `${one.code} ${one.subject ?? ""}`.trim()),
    ["price-missing hall", "printer-never-asked attic", "printer-stopped hall", "printer-uncalibrated hall"],
  );
  it.box.conditions.set("hall", { name: "hall", state: "unreachable", reasons: ["certificate-changed"] });
  assert.ok((await codes()).includes("printer-certificate"));
  assert.ok(!(await codes()).includes("printer-unreachable"));
  for (const one of findings) assert.doesNotMatch(`${one.sentence} ${one.remedy}`, /\{\w+\}/, "every hole is filled");
});

test("codes that have become too short are told in both languages, with whose they are and how long a new one is", async () => {
  await using it = await served();
  const add = (login: string) => ask(it.socket, "POST", "/api/v1/users", { body: { login } });
  await add("ann");
  const short = await ask(it.socket, "PUT", "/api/v1/users/ann/code", { body: { code: "4829" }, headers: { "accept-language": "en" } });
  assert.deepEqual([short.status, short.json.code], [409, "code-refused"]);
  assert.match(short.json.detail, /at least 5 digits: so many that guessing finds nobody's/);
  assert.equal((await ask(it.socket, "PUT", "/api/v1/users/ann/code", { body: { code: "48291" } })).status, 200);
  for (let n = 1; n <= 10; n++) await add(`user${n}`);
  for (const [language, words] of [
    [
      "en",
      /The code of one person no longer signs in: among 11 people it needs 6 digits \(ann\)\..*7 digits or more: quoin code set ann …/,
    ],
    ["fr", /parmi 11 personnes, il lui faut 6 chiffres \(ann\)\..*7 chiffres ou plus/],
  ] as const) {
    const { json } = await ask(it.socket, "GET", "/api/v1/findings", { headers: { "accept-language": language } });
    const found = json.findings.find(({ code }: { code: string }) => code === "codes-short");
    assert.match(`${found.sentence} ${found.remedy}`.replaceAll("\u00a0", " "), words);
  }
});

test("books that stop, fall behind or do not verify, and a state that contradicts itself, are told in both languages", async () => {
  await using it = await served();
  const store = { engine: "embedded", revision: 1, keys: 1, bytes: 1, breaches: [] as string[] };
  const told = async (language: string): Promise<string[]> => {
    const { json } = await ask(it.socket, "GET", "/api/v1/findings", { headers: { "accept-language": language } });
    const found = json.findings.filter(({ code }: { code: string }) => /^(books|state)-/.test(code));
    for (const { sentence, remedy } of found) assert.doesNotMatch(`${sentence} ${remedy}`, /\{\w+\}/);
    return found.map(({ code, sentence }: { code: string; sentence: string }) => `${code}: ${sentence}`);
  };
  it.box.status = { books: { rows: 9, behind: 1_999, verified: { at: 1, ok: true, rows: 9 } } };
  assert.deepEqual(await told("en"), []);
  it.box.status = { books: { rows: 9, behind: 2_000 } };
  assert.deepEqual(await told("en"), ["books-behind: 2,000 rows are not in the books yet."]);
  assert.match((await ask(it.web, "GET", "/metrics")).text, /^quoin_books_sound 1$/m);
  it.box.status = {
    store: { ...store, breaches: ["account a says 1", "account b says 2"] },
    books: { rows: 9, behind: 3, problem: "there is no room for the books", verified: { at: 1, ok: false, sentence: "Row 4 is missing." } },
  };
  assert.deepEqual(await told("en"), [
    "state-contradicts: What the box knows contradicts itself in 2 places; the first: account a says 1.",
    "books-unsound: The books do not verify. Row 4 is missing.",
    "books-stopped: The books cannot be written: there is no room for the books. 3 rows wait in the store, and none is lost.",
  ]);
  assert.equal((await told("fr")).length, 3);
  assert.match((await ask(it.web, "GET", "/metrics")).text, /^quoin_books_sound 0$/m);
  const { json } = await ask(it.socket, "GET", "/api/v1/status");
  assert.deepEqual([json.books.verified.sentence, json.store.breaches.length], ["Row 4 is missing.", 2]);
});

test("a terminal followed live shows each change at once, and a follower who leaves is forgotten", async () => {
  await using it = await served();
  await ask(it.socket, "PUT", "/api/v1/printers/hall", { body: { uri: "folder:/srv/hall" } });
  await ask(it.socket, "PUT", "/api/v1/terminals/door", { body: { printers: ["hall"] } });
  const live = request({ ...it.socket, path: "/api/v1/terminals/door/live" });
  const response = await new Promise<import("node:http").IncomingMessage>((resolve) => live.on("response", resolve).end());
  const lines = createInterface({ input: response })[Symbol.asyncIterator]();
  const next = async (): Promise<{ state: string; lines: string[] }> => JSON.parse((await lines.next()).value as string);
  assert.equal((await next()).state, "idle");
  await ask(it.socket, "POST", "/api/v1/terminals/door/card", { body: { number: "0412345678" } });
  assert.equal((await next()).state, "jobs");
  await ask(it.socket, "POST", "/api/v1/terminals/door/keys", { body: { keys: "1#" } });
  assert.match((await next()).lines.join(), /1#/);
  live.on("error", () => undefined);
  live.destroy();
  assert.equal((await ask(it.socket, "GET", "/api/v1/terminals/nowhere/live")).status, 404);
});

test("the books come line by line", async () => {
  await using it = await served();
  for (let i = 0; i < 300; i++)
    it.box.world.must({
      name: "set-price",
      by: { kind: "operator", name: "t" },
      profile: { name: `p${i}` as never, mono: 1 as never, color: 1 as never, sizes: {} },
    });
  const { text, headers } = await ask(it.socket, "GET", "/api/v1/ledger/rows");
  assert.equal(headers["content-type"], "application/x-ndjson");
  assert.deepEqual(
    text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line).subject),
    Array.from({ length: 300 }, (_, i) => `p${i}`),
  );
});
