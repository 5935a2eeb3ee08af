// The fake printer in a process of its own: its paper log outlives whatever is killed around it, and counts across several lives of a box.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { FakePrinter, PaperEntry, Quirks } from "../fakes/printer.ts";

const script = join(import.meta.dirname, "../fakes/printer-main.ts");

export interface Seen {
  readonly paper: readonly PaperEntry[];
  readonly jobs: FakePrinter["jobs"];
  /** Operation ids in the order they came. */
  readonly asked: readonly number[];
}

export interface PrinterProcess {
  readonly uri: string;
  /** What came out and what was asked, since it was started. */
  seen(): Promise<Seen>;
  tell(act: "jam" | "resume" | "stall" | "forget" | "restart", ...args: readonly unknown[]): Promise<void>;
  stop(): Promise<void>;
}

export async function startPrinterProcess(
  options: { pageMs?: number; quirks?: Quirks; printJobOnly?: boolean } = {},
): Promise<PrinterProcess> {
  const { pageMs = 0, quirks = {}, printJobOnly = false } = options;
  const args = ["--page-ms", String(pageMs), "--quirks", JSON.stringify(quirks), ...(printJobOnly ? ["--print-job-only"] : [])];
  const child = spawn(process.execPath, [script, ...args], { stdio: ["pipe", "pipe", "inherit"] });
  const exited = once(child, "exit");
  const first = once(createInterface({ input: child.stdout }), "line").then(([line]) => JSON.parse(line as string));
  const ready = await Promise.race([first, exited]);
  if (Array.isArray(ready)) throw new Error(`the fake printer ended with code ${ready[0]}`);
  const { uri, control } = ready as { uri: string; control: string };
  const ask = async (act?: string, args: readonly unknown[] = []): Promise<Seen> => {
    const how = act === undefined ? {} : { method: "POST", body: JSON.stringify({ do: act, with: args }) };
    return (await (await fetch(control, how)).json()) as Seen;
  };
  return {
    uri,
    seen: () => ask(),
    tell: async (act, ...args) => void (await ask(act, args)),
    stop: async () => {
      child.stdin.end();
      child.kill("SIGTERM");
      await exited;
    },
  };
}
