// Amélie prints one document end to end, told in plain lines: from her computer, by her card, out of the printer, off her account.
import { execFile } from "node:child_process";
import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { JobRow } from "../domain/ledger.ts";
import { money, showMoney } from "../domain/money.ts";
import { testDocument } from "../printing/calibration.ts";
import type { DemoBox, Tell } from "./box.ts";

export interface Result {
  readonly job: string;
  readonly impressions: number;
  readonly color: number;
  readonly charged: number;
  readonly balanceBefore: number;
  readonly balanceAfter: number;
  readonly file: string;
}

const [login, card] = ["amelie", "25F512BA"];
const homework = (): Uint8Array => testDocument("Quoin demo");

/** `paper`: where the printer in the hall puts its pages. Nothing else of hers may wait. */
export async function printOnce(box: DemoBox, paper: string, tell: Tell): Promise<Result> {
  const before = (await box.ended()).length;
  const balanceBefore = await box.credit(login);
  tell("\nAmélie prints three pages, one in colour, from her computer:");
  const number = await box.submit(homework(), login, "Homework");
  tell(`  job ${number} is in the box, encrypted, and waits for her card: nothing is printed yet`);
  tell("\nShe presents her card at the printer and presses print twice: all, then go.");
  const row = await releaseByCard(box, before);
  const balanceAfter = await box.credit(login);
  const file = (await readdir(paper)).filter((name) => name.endsWith(".pdf")).map((name) => join(paper, name))[0];
  if (file === undefined) throw new Error(`no page in ${paper}`);
  const { job, impressions, impressionsColor: color, charged } = row;
  tell(`  ${impressions} pages came out, ${color} in colour: ${file}`);
  tell(`  charged ${showMoney(charged)}; she had ${showMoney(money(balanceBefore))}, she has ${showMoney(money(balanceAfter))}`);
  return { job, impressions, color, charged, balanceBefore, balanceAfter, file };
}

/** The same document through CUPS's own client, where one is installed. */
export async function printWithCups(box: DemoBox, queue: string, result: Result, tell: Tell): Promise<void> {
  const file = join(box.data, "homework.pdf");
  await writeFile(file, homework());
  const { host } = new URL(box.ready.ipp.replace(/^ipp:/, "http:"));
  const before = (await box.ended()).length;
  try {
    await promisify(execFile)("lp", ["-h", host, "-U", login, "-d", queue, "-t", "Homework again", file]);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
    throw error;
  }
  tell("\nThe same from CUPS's own client (lp), printed the same way:");
  const again = await releaseByCard(box, before);
  tell(`  ${again.impressions} pages, ${showMoney(again.charged)}`);
  if (again.charged !== result.charged) throw new Error("the same document had two prices");
}

/** Presents the card, looks at the one job that waits, and presses print; answers with its line of the log. */
async function releaseByCard(box: DemoBox, ended: number): Promise<JobRow> {
  await box.priced(1);
  await box.quoin("sim", "card", card, "--terminal", "hall");
  await box.quoin("sim", "key", "##", "--terminal", "hall");
  const row = await box.until("the paper", async () => (await box.ended())[ended]);
  // She leaves: a card read again at once would be the same visit.
  await box.quoin("sim", "key", "**", "--terminal", "hall");
  return row;
}
