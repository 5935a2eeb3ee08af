// Whatever a running box finds wrong with itself, its console leads to: a page that is there, or a command to copy.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { fixOf } from "../../webui/admin/fixes.ts";
import { ask, served } from "../daemon/api/asking.ts";

const root = join(import.meta.dirname, "../..");
const source = (path: string): Promise<string> => readFile(join(root, path), "utf8");

/** As findings.ts yields them; the clock's by why it is not trusted. */
async function codes(): Promise<string[]> {
  const text = await source("daemon/api/findings.ts");
  const written = [...text.matchAll(/code: "([a-z-]+)"|return "(device-[a-z-]+)"|\? "(device-[a-z-]+)" : "(device-[a-z-]+)"/g)];
  const found = written.flatMap((match) => match.slice(1)).filter((code) => code !== undefined);
  return [...new Set([...found, "time-unset", "time-stepped", "time-back"])];
}

test("every finding has a page of the console or a command", async () => {
  await using it = await served((box) => {
    const device = { name: "hall/reader", kind: "reader", state: "failed", debianPackage: "udev", problem: "udevadm" } as const;
    box.status = { engines: [], sandbox: "none", devices: [device] };
  });
  const { json } = await ask(it.socket, "GET", "/api/v1/findings");
  const commands = new Map<string, string>(
    json.findings.flatMap(({ code, command }: { code: string; command?: string }) => (command === undefined ? [] : [[code, command]])),
  );
  assert.deepEqual(Object.fromEntries(commands), {
    "device-package": "apt install udev",
    "no-engine": "apt install poppler-utils",
    "sandbox-none": "apt install util-linux",
  });
  // Of the same kind, and not at the same time as those.
  for (const code of ["no-poppler", "sandbox-limits"]) commands.set(code, "");
  const all = await codes();
  assert.ok(all.length > 35, `${all.length} codes were read`);
  const lost = all.filter((code) => fixOf(code, "hall") === undefined && !commands.has(code));
  assert.deepEqual(lost, []);
});

test("each of those pages is one of the console's", async () => {
  const pages = await source("webui/admin/pages.tsx");
  for (const code of await codes()) {
    const path = fixOf(code, "hall")?.at.split("?")[0];
    // A person's page is below the list of people.
    const listed = path?.replace(/^(\/admin\/accounts)\/.*/, "$1");
    assert.ok(listed === undefined || pages.includes(`"${listed}"`), `${code} leads to ${listed}`);
  }
});
