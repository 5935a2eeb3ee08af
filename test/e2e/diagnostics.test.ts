// What a helper is sent holds nothing of anybody: a known card, PIN, password, token and title are looked for in the whole bundle and log.
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { gunzipSync } from "node:zlib";
import { testDocument } from "../../daemon/printing/calibration.ts";
import { needs } from "../setup/tools.ts";
import { printJob, priced } from "./box-process.ts";
import { browserTestMs as timeout } from "./browser.ts";
import { administrator, consoleAt, password } from "./console.ts";
import { again, hall, printed, release } from "./hall.ts";

const skip = needs("chromium");

test("the log is filtered and followed", { skip, timeout }, async (t) => {
  const { box } = await hall(t);
  const { page, picture, accessible } = await consoleAt(t, box, {}, "/admin/log");
  const lines = page.getByRole("list", { name: "Lignes" });
  await lines.getByText("ready", { exact: true }).waitFor();
  await picture("admin-log");
  await accessible();
  await page.getByLabel("Mots").fill("settings revision");
  await page.getByText("Rien ne correspond.").waitFor();
  // Comes by itself.
  await box.client.call("PATCH /api/v1/settings", { body: { values: { "box.name": "lycee" } } });
  await lines.getByText("settings changed").waitFor();
});

test("the diagnostics and the kept log hold no card, code, PIN, password, token, key or title, and outlive a restart", async (t) => {
  const { box } = await hall(t);
  await administrator(box);
  await printJob(box.ready.ipp, testDocument("x"), "amelie", "Lettre de licenciement");
  await priced(box);
  await release(box);
  await printed(box);
  const params = { login: "amelie" };
  await box.client.call("PUT /api/v1/users/{login}/pin", { params, body: { pin: "86420975" } });
  await box.client.call("PUT /api/v1/users/{login}/code", { params, body: { code: "48291375" } });
  const token = (await readFile(join(box.data, "secrets", "api-token"), "utf8")).trim();
  const bundle = async (url: string): Promise<string> => {
    const answer = await fetch(new URL("/api/v1/diagnostics", url), { headers: { authorization: `Bearer ${token}` } });
    assert.match(answer.headers.get("content-disposition") ?? "", /^attachment; filename="quoin-.*\.tar\.gz"$/);
    return gunzipSync(Buffer.from(await answer.arrayBuffer())).toString("latin1");
  };
  const texts = [await bundle(box.ready.http)];
  for (const name of await readdir(join(box.data, "log"))) texts.push(await readFile(join(box.data, "log", name), "latin1"));
  for (const part of ["status.json", "findings.json", "settings.json", "printers.json", "machine.json", "log.ndjson", "ustar"])
    assert.ok(texts[0]?.includes(part), part);
  for (const secret of ["C0FFEE", "86420975", "48291375", password, token, "licenciement"])
    for (const text of texts) assert.equal(text.toLowerCase().includes(secret.toLowerCase()), false, `${secret} is in it`);
  await box.stop();
  const next = await again(t, box.data);
  const { lines, from } = await next.client.call("GET /api/v1/log", { query: { level: "info", text: "ready" } });
  assert.equal(lines.filter(({ event }) => event === "ready").length, 2, "of both lives, newest first");
  assert.ok((from ?? 0) <= (lines.at(-1)?.at ?? 0));
});
