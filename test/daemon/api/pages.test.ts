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
  for (const path of ["/", "/my/history", "/admin", "/admin/accounts/amelie", "/kiosk"]) {
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
});
