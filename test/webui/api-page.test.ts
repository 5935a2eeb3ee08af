// What the console's page of the API says: French wherever the contract is English, examples that a shell runs, a search by every word.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import type { ApiDocument } from "../../daemon/api/contract/document.ts";
import { openapi } from "../../daemon/api/openapi.ts";
import { exampleOf } from "../../webui/admin/api/example.ts";
import { frenchNotes, frenchSummaries } from "../../webui/admin/api/french.ts";
import { type Call, callsBySubject, range } from "../../webui/admin/api/reading.ts";
import { browser, furnished } from "../daemon/api/asking.ts";
import { needs } from "../setup/tools.ts";

const document = JSON.parse(JSON.stringify(openapi("0.1.0"))) as ApiDocument;
const all = callsBySubject(document, "", () => "").flatMap(({ calls }) => calls);

function callOf(name: string): Call {
  const found = all.find((call) => call.name === name);
  assert.ok(found, name);
  return found;
}

test("every note at a field has its French, and none is left over", () => {
  const notes = new Set<string>();
  const gather = (of: unknown): void => {
    if (typeof of !== "object" || of === null) return;
    for (const [key, value] of Object.entries(of)) {
      if (key === "description" && typeof value === "string") notes.add(value);
      else gather(value);
    }
  };
  gather([document.components.schemas, all.map(({ parameters, requestBody }) => [parameters, requestBody])]);
  gather(all.map(({ responses }) => Object.values(responses).map(({ content }) => content)));
  assert.deepEqual(Object.keys(frenchNotes).sort(), [...notes].sort());
  assert.deepEqual(Object.keys(frenchSummaries).sort(), all.map(({ name }) => name).sort());
  for (const [name, sentence] of Object.entries(frenchSummaries)) assert.doesNotMatch(sentence, /\.$|^\p{Ll}/u, name);
});

test("calls are found by any of their words, in any order, without accents", () => {
  const found = (search: string): string[] =>
    callsBySubject(document, search, ({ name }) => frenchSummaries[name]).flatMap(({ calls }) => calls.map(({ name }) => name));
  assert.deepEqual(found("recrediter"), ["POST /api/v1/users/{login}/top-ups"]);
  assert.deepEqual(found("etalonnage post"), ["POST /api/v1/printers/{printer}/calibration"]);
  assert.deepEqual(found("nothing like this"), []);
});

test("bounds are told where they bound something", () => {
  assert.deepEqual(
    [range(1, 200), range(0, 9), range(undefined, 5), range(2, undefined), range(4, 4), range(0, undefined), range(-1e13, 1e13)],
    ["1–200", "0–9", "≤ 5", "≥ 2", "4", undefined, undefined],
  );
});

test("every example names all that must be shown, in the way the page itself came", () => {
  for (const call of all) {
    for (const origin of ["http://box:8080", "https://box.example:8443"]) {
      const text = exampleOf(document, call, origin);
      assert.doesNotMatch(text, /[{]\w+[}]'|undefined|\[object/, text);
      const who = call["x-quoin-who"];
      assert.equal(text.includes("QUOIN_TOKEN"), who === "operator", text);
      assert.equal(text.includes("__Host-"), (who === "person" || who === "kiosk") && origin.startsWith("https"), text);
      assert.equal(text.includes("QUOIN_CSRF"), (who === "person" || who === "kiosk") && call.method !== "GET", text);
      assert.equal(text.includes("--unix-socket"), who === "owner", text);
    }
  }
});

test("a shell runs the examples as they stand", { skip: needs("curl") }, async () => {
  await using it = await furnished();
  const amelie = await browser(it, "amelie");
  const { headers = {} } = amelie as { headers?: Record<string, string> };
  await writeFile(join(it.data, "document.pdf"), "%PDF-1.4\n");
  const run = async (name: string): Promise<unknown> => {
    const { stdout } = await promisify(execFile)("sh", ["-c", exampleOf(document, callOf(name), it.api.addresses.http)], {
      cwd: it.data,
      env: {
        ...process.env,
        QUOIN_TOKEN: it.token,
        QUOIN_DATA: it.data,
        QUOIN_COOKIE: headers["cookie"]?.split("=")[1],
        QUOIN_CSRF: headers["quoin-csrf"],
      },
    });
    return JSON.parse(stdout.split("\n")[0] ?? "");
  };
  const answer = async (name: string, path: string): Promise<unknown> => {
    const said = (await run(name)) as Record<string, unknown>;
    assert.ok(path in said, `${name}: ${JSON.stringify(said)}`);
    return said[path];
  };
  assert.equal(await answer("GET /api/v1/users/{login}", "login"), "amelie");
  assert.equal(await answer("POST /api/v1/users/{login}/top-ups", "balance"), 50_000);
  assert.equal(await answer("GET /api/v1/me", "balance"), 50_000);
  assert.equal(await answer("PUT /api/v1/me/pin", "pin"), true);
  assert.equal(await answer("PUT /api/v1/terminals/{terminal}", "name"), "hall");
  assert.equal(await answer("DELETE /api/v1/terminals/{terminal}", "done"), true);
  assert.equal(await answer("GET /api/v1/ledger/rows", "kind"), "audit");
  assert.equal(await answer("POST /api/v1/me/documents", "title"), "Rapport");
});
