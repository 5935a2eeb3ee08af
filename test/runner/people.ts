// A test reporter for people: a line per file, a failure in full, and what a failing file wrote.
import { relative } from "node:path";
import { inspect } from "node:util";
import type { TestEvent } from "node:test/reporters";

/** The end of what a failing file wrote is enough to see why. */
const shownCharacters = 8_000;

export default async function* people(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const wrote = new Map<string, string>();
  for await (const { type, data } of events) {
    const file = data !== undefined && "file" in data && data.file !== undefined ? relative(process.cwd(), data.file) : "";
    if (type === "test:stdout" || type === "test:stderr") {
      wrote.set(file, `${wrote.get(file) ?? ""}${data.message}`.slice(-shownCharacters));
    } else if (type === "test:fail" && data.details.type !== "suite") {
      const error = data.details.error;
      yield `✖ ${file}: ${data.name}\n${indented(inspect(error.cause ?? error, { depth: 4 }))}\n`;
    } else if (type === "test:summary" && file !== "") {
      const { tests, skipped } = data.counts;
      const left = skipped > 0 ? `, ${skipped} skipped` : "";
      yield `${data.success ? "✔" : "✖"} ${file} (${tests} tests${left}, ${(data.duration_ms / 1000).toFixed(1)} s)\n`;
      if (!data.success && wrote.has(file)) yield `  it wrote:\n${indented(wrote.get(file) ?? "")}\n`;
      wrote.delete(file);
    }
  }
  // A file that gave no summary of its own ended before its tests did.
  for (const [file, text] of wrote) yield `${file} wrote:\n${indented(text)}\n`;
}

const indented = (text: string): string =>
  text
    .trimEnd()
    .split("\n")
    .map((line) => `    ${line}`)
    .join("\n");
