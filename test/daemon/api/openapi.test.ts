// The description of the API: valid as its standard has it, whole, and true to what the doors do.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Validator } from "@seriousme/openapi-schema-validator";
import type { ApiDocument, Method, Operation } from "../../../daemon/api/contract/document.ts";
import { contract, type RouteName } from "../../../daemon/api/contract/index.ts";
import type { Route } from "../../../daemon/api/contract/route.ts";
import { subjects } from "../../../daemon/api/contract/subjects.ts";
import { openapi } from "../../../daemon/api/openapi.ts";
import { ask, browser, furnished, screenOf } from "./asking.ts";

const document = openapi("0.1.0");

function operationOf(name: RouteName, { paths }: ApiDocument = document): Operation {
  const [method = "", path = ""] = name.split(" ");
  const found = paths[path]?.[method.toLowerCase() as Method];
  assert.ok(found, name);
  return found;
}

test("what a box serves is a valid OpenAPI 3.1 document, and a slip in it would be seen", async () => {
  await using it = await furnished();
  const { json } = await ask(it.web, "GET", "/api/openapi.json");
  const heard = await new Validator().validate(json);
  assert.deepEqual([heard.valid, heard.errors], [true, undefined], JSON.stringify(heard.errors));
  const spoilt = structuredClone(json);
  spoilt.paths["/api/v1/users"].get.parameters[0].in = "somewhere";
  assert.equal((await new Validator().validate(spoilt)).valid, false);
});

test("every route stands there once, with its subject, a sentence, who may call it, and an id of its own", () => {
  const said = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  assert.deepEqual(said.sort(), Object.keys(contract).sort());
  const ids = new Set<string>();
  const used = new Set<string>();
  for (const [name, route] of Object.entries<Route>(contract)) {
    const operation = operationOf(name as RouteName);
    assert.equal(operation.tags.length, 1, name);
    assert.ok(subjects.includes(operation.tags[0]), name);
    assert.match(operation.summary, /^[A-Z]\S* \S.*[^.]$/s, name);
    assert.equal(operation["x-quoin-who"], route.who, name);
    assert.equal(operation.requestBody === undefined, route.body === undefined && !route.document, name);
    ids.add(operation.operationId);
    used.add(operation.tags[0]);
  }
  assert.equal(ids.size, said.length);
  assert.deepEqual(
    document.tags.map(({ name }) => name),
    subjects,
  );
  assert.deepEqual([...used].sort(), [...subjects].sort(), "a subject that no route is about");
});

test("it refers to nothing it does not hold, and money asks for its key", () => {
  for (const [, name] of JSON.stringify(document).matchAll(/"#\/components\/schemas\/(\w+)"/g))
    assert.ok(name && name in document.components.schemas, name);
  assert.doesNotMatch(JSON.stringify(document), /\$defs/);
  const topUp = operationOf("POST /api/v1/users/{login}/top-ups");
  assert.deepEqual(
    topUp.parameters.map((one) => one.name),
    ["login", "Idempotency-Key"],
  );
  assert.deepEqual(topUp.responses["422"]?.["x-quoin-codes"], ["command-conflict"]);
});

test("a document is sent as the file itself, in one of the formats the box reads", () => {
  const { requestBody } = operationOf("POST /api/v1/me/documents");
  assert.deepEqual(Object.keys(requestBody?.content ?? {}), ["application/pdf", "image/jpeg", "image/pwg-raster", "image/urf"]);
  const backup = operationOf("POST /api/v1/restore").requestBody;
  assert.deepEqual(Object.keys(backup?.content ?? {}), ["application/x-ndjson"]);
});

test("the codes of problems are those of the registries, and what a box answers is one of them", async () => {
  await using it = await furnished();
  const codes = document.components.schemas["Problem"]?.properties?.["code"]?.enum ?? [];
  for (const code of ["account-limit-reached", "changed-meanwhile", "store-unavailable", "stale-page", "not-authenticated"])
    assert.ok(codes.includes(code), code);
  for (const [method, path, body] of [
    ["GET", "/api/v1/users/nobody", undefined],
    ["POST", "/api/v1/users", {}],
    ["GET", "/api/v1/me", undefined],
    ["GET", "/api/v1/nowhere", undefined],
  ] as const) {
    const { json } = await ask(it.web, method, path, body ? { body } : {});
    assert.ok(codes.includes(json.code), json.code);
  }
});

test("what it asks a caller to show opens the route, and half of it does not", async () => {
  await using it = await furnished();
  const schemesOf = (name: RouteName): string[] => operationOf(name).security.map((one) => Object.keys(one).join("+"));
  assert.deepEqual(schemesOf("GET /api/v1/users"), ["token", "session", "sessionOverTls"]);
  assert.deepEqual(
    schemesOf("POST /api/v1/users"),
    ["token+page", "session+page", "sessionOverTls+page"].map((one) => one.replace("token+page", "token")),
  );
  assert.deepEqual(schemesOf("PATCH /api/v1/me"), ["session+page", "sessionOverTls+page"]);
  assert.deepEqual(schemesOf("POST /api/v1/kiosk/keys"), ["kiosk+page", "kioskOverTls+page"]);
  assert.deepEqual(schemesOf("POST /api/v1/session"), []);
  const schemes = document.components.securitySchemes as Record<string, { name?: string }>;
  for (const [door, scheme, path] of [
    [await browser(it, "bernard", ["administrator"]), "session", "/api/v1/users"],
    [await screenOf(it, "hall"), "kiosk", "/api/v1/kiosk/keys"],
  ] as const) {
    const { headers = {}, url } = door as { url: string; headers?: Record<string, string> };
    assert.ok(headers["cookie"]?.startsWith(`${schemes[scheme]?.name}=`));
    const page = schemes["page"]?.name ?? "";
    const send = (shown: Record<string, string>): Promise<{ status: number; json: { code: string } }> =>
      ask({ url, headers: shown }, "POST", path, { body: path.endsWith("keys") ? { keys: "1" } : { login: "zoe" } });
    assert.equal((await send({ cookie: headers["cookie"] ?? "" })).json.code, "stale-page");
    assert.equal((await send({ cookie: headers["cookie"] ?? "", [page]: headers[page] ?? "" })).status, 200);
  }
});
