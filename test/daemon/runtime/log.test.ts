// The log says what happened and never a secret.
import assert from "node:assert/strict";
import { test } from "node:test";
import { createLog, secretNames } from "../../../daemon/runtime/log.ts";
import { Fault } from "../../../daemon/runtime/faults.ts";

function collecting(level: "debug" | "info" = "info") {
  const lines: string[] = [];
  const log = createLog({ level, sink: { write: (line) => void lines.push(line) } });
  return { lines, log, last: (): Record<string, unknown> => JSON.parse(lines.at(-1) ?? "{}") };
}

test("a line is JSON with its event, room, time and facts", () => {
  const { log, last, lines } = collecting();
  log.room("spool").info("job accepted", { job: "j1", bytes: 12 });
  const { time, ...rest } = last();
  assert.deepEqual(rest, { level: 30, room: "spool", msg: "job accepted", job: "j1", bytes: 12 });
  assert.ok(!Number.isNaN(Date.parse(String(time))));
  log.debug("too small to tell");
  assert.equal(lines.length, 1);
});

test("a fact under a secret's name is never written", () => {
  const { log, lines } = collecting("debug");
  for (const name of secretNames) log.warn("careless", { [name]: "s3cr3t-4711", job: "j1" });
  assert.equal(lines.length, secretNames.length);
  for (const line of lines) assert.ok(!line.includes("s3cr3t-4711") && line.includes("j1"), line);
});

test("an error is told by kind, code, message, cause and place, without what else hangs on it", () => {
  const { log, last } = collecting();
  const error = Object.assign(new Fault("disk-full", "writing: no space left", { retry: "later", cause: new Error("ENOSPC") }), {
    command: { pin: "2580" },
  });
  log.error("not written", { error, job: "j1" });
  const { stack, time: _time, ...rest } = last();
  assert.deepEqual(rest, {
    level: 50,
    msg: "not written",
    job: "j1",
    error: "writing: no space left",
    errorKind: "Fault",
    errorCode: "disk-full",
    cause: "ENOSPC",
  });
  assert.match(String(stack), /log\.test/);
  log.error("odd", { error: "a string" });
  assert.equal(last().error, "a string");
});
