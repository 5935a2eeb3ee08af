// What the tests need from Debian is brought by root, named otherwise, and never silently missing.
import assert from "node:assert/strict";
import { test } from "node:test";
import { bringDebianPackages, type Machine, missingPackages } from "./debian.ts";
import { debianPackages, needs, toolPath } from "./tools.ts";

function machine(options: { root: boolean; hasApt?: boolean; missing: string[]; brings?: string[] }) {
  let missing = options.missing;
  const said: string[] = [];
  const ran: string[] = [];
  const made: Machine = {
    root: options.root,
    hasApt: options.hasApt ?? true,
    missing: () => missing,
    apt: (...args) => {
      ran.push(args.join(" "));
      if (args[0] === "install") missing = missing.filter((name) => !(options.brings ?? options.missing).includes(name));
      return 0;
    },
    say: (line) => said.push(line),
  };
  return { made, said, ran };
}

test("nothing is missing: nothing is run, nothing is said", () => {
  const { made, said, ran } = machine({ root: true, missing: [] });
  assert.deepEqual(bringDebianPackages(made), []);
  assert.deepEqual([said, ran], [[], []]);
});

test("root: the lists are renewed, what is missing is installed, and its names are said", () => {
  const { made, said, ran } = machine({ root: true, missing: ["socat", "strace"] });
  assert.deepEqual(bringDebianPackages(made), []);
  assert.deepEqual(ran, ["update", "install -y --no-install-recommends socat strace"]);
  assert.match(said.join("\n"), /socat strace/);
});

test("root without a network: what stays missing is said, with the command that brings it", () => {
  const { made, said } = machine({ root: true, missing: ["socat", "strace"], brings: ["socat"] });
  assert.deepEqual(bringDebianPackages(made), ["strace"]);
  assert.match(said.join("\n"), /counted as skipped: the tests that need strace\n.*apt-get install -y --no-install-recommends strace$/);
});

test("not root: nothing is installed; one command that would bring it is said", () => {
  const { made, said, ran } = machine({ root: false, missing: ["socat"] });
  assert.deepEqual(bringDebianPackages(made), ["socat"]);
  assert.deepEqual(ran, []);
  assert.equal(said.at(-1), "this brings them: sudo apt-get update && sudo apt-get install -y --no-install-recommends socat");
});

test("every tool names its package, and a missing one gives a reason to skip", () => {
  assert.deepEqual(
    missingPackages(() => true),
    [],
  );
  assert.deepEqual(
    missingPackages(() => false),
    [...new Set(Object.values(debianPackages))].sort(),
  );
  assert.deepEqual(
    missingPackages((tool) => tool !== "ipptool"),
    ["cups-ipp-utils"],
  );
  assert.match(toolPath("sh") ?? "", /\/sh$/);
  assert.equal(toolPath("no-such-program"), undefined);
  const present = Object.keys(debianPackages).filter((tool) => toolPath(tool) !== undefined);
  for (const tool of Object.keys(debianPackages) as (keyof typeof debianPackages)[]) {
    const reason = needs(tool);
    assert.equal(reason, present.includes(tool) ? false : `needs ${tool}: apt-get install ${debianPackages[tool]}`);
  }
});
