// One line from the keyboard or a pipe: secrets are never arguments, where every process of the machine could read them.
import { createInterface } from "node:readline";
import { Writable } from "node:stream";
import { say } from "../words/index.ts";
import { type Context, Usage } from "./context.ts";

/** At a terminal asks without an echo; from a pipe reads the first line. */
export async function firstLineOfInput(context: Context, question: string): Promise<string> {
  const { stdin, stderr } = context.io;
  const atTerminal = stdin.isTTY === true;
  if (atTerminal) stderr.write(question);
  // readline echoes into `output`: into nothing, so that a password is not shown.
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: stdin, ...(atTerminal ? { output: silent, terminal: true } : {}) });
  for await (const line of lines) {
    lines.close();
    if (atTerminal) stderr.write("\n");
    if (line !== "") return line;
    break;
  }
  throw new Usage(say(context.language, "cli.usage.input"));
}
