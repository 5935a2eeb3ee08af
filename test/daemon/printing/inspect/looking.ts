// What several tests of inspection do: look into a made document, and wait for something to be so.
import { createReadStream, readdirSync, readFileSync, readlinkSync, statSync } from "node:fs";
import type { DocumentFacts } from "../../../../daemon/domain/document.ts";
import type { Refusal } from "../../../../daemon/domain/refusal.ts";
import type { Inspection } from "../../../../daemon/printing/inspect/inspection.ts";
import { createLog } from "../../../../daemon/runtime/log.ts";
import type { Fixture } from "../../../fixtures/make.ts";

export const quietLog = createLog({ level: "error" });

export function inspectFixture(inspection: Inspection, made: Fixture, signal?: AbortSignal): Promise<DocumentFacts | Refusal> {
  if (made.format === "application/postscript") throw new Error("PostScript is not looked into");
  return inspection.inspect(made.format, () => createReadStream(made.path), statSync(made.path).size, signal);
}

/** Asks again at each turn of events, until `ask` answers with something. The test's own time limit ends it. */
export async function eventually<T>(ask: () => T | undefined | false): Promise<T> {
  for (;;) {
    const answer = ask();
    if (answer !== undefined && answer !== false) return answer;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** A process and all that it started, with their command lines: an inspector may stand behind wrappers of the sandbox. */
export function familyOf(pid: number): { pid: number; command: string }[] {
  const parents = new Map<number, number[]>();
  const commands = new Map<number, string>();
  for (const entry of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    try {
      const stat = readFileSync(`/proc/${entry}/stat`, "latin1");
      const parent = Number(stat.slice(stat.lastIndexOf(")") + 4).split(" ")[0]);
      parents.set(parent, [...(parents.get(parent) ?? []), Number(entry)]);
      commands.set(Number(entry), readFileSync(`/proc/${entry}/cmdline`, "latin1").replaceAll("\0", " "));
    } catch {
      // ended meanwhile
    }
  }
  const family = [pid];
  for (const member of family) family.push(...(parents.get(member) ?? []));
  return family.map((member) => ({ pid: member, command: commands.get(member) ?? "" }));
}

/** Files a process holds open. */
export function openFilesOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      try {
        return [readlinkSync(`/proc/${pid}/fd/${fd}`)];
      } catch {
        return [];
      }
    });
  } catch {
    return [];
  }
}

export const isRunning = (pid: number): boolean => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    return stat.slice(stat.lastIndexOf(")") + 2)[0] !== "Z";
  } catch {
    return false;
  }
};
