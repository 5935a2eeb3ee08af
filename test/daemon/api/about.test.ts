// What the box says of itself, what it is made of, and its backup as an answer.
import assert from "node:assert/strict";
import { tmpdir } from "node:os";
import { test } from "node:test";
import own from "../../../package.json" with { type: "json" };
import { installedPackages } from "../../../daemon/api/packages.ts";
import { ask, served } from "./asking.ts";

test("it says which Quoin runs, on what, and where its data lies", async () => {
  await using it = await served();
  const { json } = await ask(it.web, "GET", "/api/v1/about");
  assert.deepEqual([json.name, json.node, json.license, json.data], ["corridor", process.versions.node, own.license, tmpdir()]);
  assert.ok(json.disk.free > 0 && json.disk.free <= json.disk.total);
  assert.match(json.ipp, /^ipp:\/\/127\.0\.0\.1:8631\//);
  assert.equal("memoryBytes" in json, false);
});

test("a backup comes as the lines of its file", async () => {
  await using it = await served();
  const { text, headers } = await ask(it.web, "GET", "/api/v1/backup");
  assert.equal(text, '{"section":"identity"}\n{"section":"end","rows":0}\n');
  assert.equal(headers["cache-control"], "no-store");
});

test("packages are what npm installed for the box and its pages, each once with its licence, and no tool", async () => {
  await using it = await served();
  const { json } = await ask(it.web, "GET", "/api/v1/about/packages");
  const packages: { name: string; version: string; license: string }[] = json.packages;
  const find = (name: string) => packages.find((one) => one.name === name);
  assert.deepEqual(find("fastify"), { name: "fastify", version: own.dependencies.fastify, license: "MIT" });
  assert.equal(find("@mantine/core")?.license, "MIT", "built into the pages");
  assert.equal(find("typescript"), undefined);
  assert.deepEqual(
    packages.filter(({ license }) => license === ""),
    [],
  );
  const ids = packages.map(({ name, version }) => `${name}@${version}`);
  assert.equal(new Set(ids).size, ids.length);
  assert.deepEqual(await installedPackages("/nowhere"), []);
});
