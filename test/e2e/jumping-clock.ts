// A box whose clocks can be moved on by minutes: libfaketime under the real daemon, told by a file. What the box waits for, nobody else has to.
import { globSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { newDirectory, removeDirectory } from "./box-process.ts";

export interface JumpingClock {
  /** Of the box. */
  readonly env: Readonly<Record<string, string>>;
  /** Wall clock and monotonic clock go on by so much; the box sees it within a second. */
  forward(seconds: number): Promise<void>;
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
    forward: (seconds) => {
      offset += seconds;
      return write();
    },
  };
}
