// The pages as the box serves them: for every face its own, kept by the browser for ever, compressed, and with a policy that lets nothing in.
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { startApi } from "../../../daemon/api/index.ts";
import { pagesAreBuilt } from "../../../daemon/api/pages.ts";
import { fakeBox } from "../../fakes/api-box.ts";

test("each address answers its face; what they are made of is compressed and kept", {
  skip: pagesAreBuilt() ? false : "needs npm run build",
}, async (t) => {
  const data = await mkdtemp(join(tmpdir(), "quoin-api-"));
  const api = await startApi(fakeBox().deps, { data, http: { host: "127.0.0.1", port: 0 } });
  t.after(async () => {
    await api.stop();
    await rm(data, { recursive: true, force: true });
  });
  const get = (path: string, headers: Record<string, string> = {}) => fetch(`${api.addresses.http}${path}`, { headers });
  const seen = new Set<string>();
  for (const path of ["/", "/my/history", "/admin", "/admin/accounts/amelie", "/kiosk", "/help/fr/", "/help/en/print"]) {
    const answer = await get(path);
    const policy = answer.headers.get("content-security-policy") ?? "";
    assert.equal(answer.status, 200, path);
    assert.match(policy, /default-src 'none'; script-src 'self';/);
    assert.match(policy, /frame-ancestors 'none'/);
    assert.equal(answer.headers.get("cache-control"), "no-store");
    const page = await answer.text();
    assert.doesNotMatch(page, /<script(?![^>]*src=)/, "no script stands in a page");
    for (const [, asset = ""] of page.matchAll(/(?:src|href)="(\/pages\/[^"]+)"/g)) seen.add(asset);
  }
  assert.ok(seen.size > 5);
  for (const asset of seen) assert.equal((await get(asset)).status, 200, asset);
  const script = [...seen].find((asset) => asset.endsWith(".js")) ?? "";
  const zipped = await get(script, { "accept-encoding": "gzip" });
  assert.equal(zipped.headers.get("content-encoding"), "gzip");
  assert.match(zipped.headers.get("cache-control") ?? "", /max-age=31536000, immutable/);
  assert.equal((await get(script, { "accept-encoding": "br" })).headers.get("content-encoding"), "br");
  assert.equal((await get("/pages/assets/../../../package.json")).status, 404);
  assert.equal((await get("/pages/assets/%2e%2e/.stamp")).status, 404);

  const nowhere = await get("/help/fr/nowhere-at-all");
  assert.equal(nowhere.status, 404);
  assert.match(await nowhere.text(), /Le manuel n’a pas cette page|Le manuel n'a pas cette page/);
  for (const path of ["/help/fr/..%2f.stamp", "/help/fr/words.json/x", "/help/fr/%2e%2e/index", "/help/fr/Print", "/help/de/print"])
    assert.equal((await get(path)).status, 404, path);
  assert.equal(
    (await fetch(`${api.addresses.http}/help`, { redirect: "manual", headers: { "accept-language": "en-GB" } })).headers.get("location"),
    "/help/en/",
  );
  assert.ok(Array.isArray(await (await get("/help/en/words.json")).json()));
  const chapter = await (await get("/help/fr/print")).text();
  const [picture = ""] = /\/help\/pictures\/fr\/[\w.-]+/.exec(chapter) ?? [];
  const shown = await get(picture);
  assert.equal(shown.headers.get("content-type"), "image/webp");
  assert.match(shown.headers.get("cache-control") ?? "", /immutable/);
});
