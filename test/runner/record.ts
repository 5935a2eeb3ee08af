// A test reporter for test/run.ts: one JSON line for each test that ended and for each file that ran to its end.
import { relative } from "node:path";
import type { TestEvent } from "node:test/reporters";

export type Recorded =
  | { readonly kind: "test"; readonly file: string; readonly name: string; readonly end: "passed" | "failed" | "skipped" }
  | { readonly kind: "file"; readonly file: string };

export default async function* record(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  for await (const { type, data } of events) {
    const line = recorded(type, data as Ended);
    if (line !== undefined) yield `${JSON.stringify(line)}\n`;
  }
}

interface Ended {
  readonly file?: string;
  readonly name: string;
  readonly skip?: string | boolean;
  readonly todo?: string | boolean;
  readonly details?: { readonly type?: string };
}

export function recorded(type: string, data: Ended): Recorded | undefined {
  const file = data.file === undefined ? "" : relative(process.cwd(), data.file);
  if (type === "test:summary") return file === "" ? undefined : { kind: "file", file };
  if (type !== "test:pass" && type !== "test:fail") return undefined;
  const isSkipped = data.skip !== undefined && data.skip !== false;
  // A suite is no test; one that is skipped as a whole hides an unknown number of them, and counts as one.
  if (data.details?.type === "suite" && !isSkipped) return undefined;
  // What is only planned is not done.
  const failed = type === "test:fail" || (data.todo !== undefined && data.todo !== false);
  return { kind: "test", file, name: data.name, end: failed ? "failed" : isSkipped ? "skipped" : "passed" };
}
