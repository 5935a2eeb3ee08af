// A box whose clocks can be moved on by minutes: libfaketime under the real daemon, told by a file. What the box waits for, nobody else has to.
import { globSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { type BoxProcess, newDirectory, removeDirectory, until } from "./box-process.ts";

export interface JumpingClock {
  /** Of the box. */
  readonly env: Readonly<Record<string, string>>;
  /** Wall clock and monotonic clock go on by so much. Resolves once the box has seen it: what it was asked meanwhile may be cut off as late. */
  forward(box: BoxProcess, seconds: number): Promise<void>;
}

export async function jumpingClock(t: TestContext): Promise<JumpingClock> {
  const [library = ""] = globSync("/usr/lib/*/faketime/libfaketime.so.1");
  const directory = await newDirectory();
  t.after(() => removeDirectory(directory));
  const file = join(directory, "offset");
  let offset = 0;
  const write = (): Promise<void> => writeFile(file, `+${offset}s\n`);
  await write();
  return {
    env: { LD_PRELOAD: library, FAKETIME_TIMESTAMP_FILE: file, FAKETIME_CACHE_DURATION: "1" },
    forward: async (box, seconds) => {
      const from = await nowAt(box);
      offset += seconds;
      await write();
      await until("the box to see its clock move", async () => (await nowAt(box).catch(() => from)) >= from + seconds * 1000 || undefined);
    },
  };
}

const nowAt = async (box: BoxProcess): Promise<number> => (await box.client.call("GET /api/v1/status", {})).now;
