// `npm run demo`: a box with a virtual printer and a simulated reader prints one job end to end, told in plain lines, then goes on serving.
// Everything is done through the doors people use: IPP for the job, the `quoin` command for the rest.
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { parseArgs, promisify } from "node:util";
import { money, showMoney } from "./domain/money.ts";
import type { JobRow, Row } from "./domain/ledger.ts";
import { group, groupOf, languageOf, nameValue, numberOf, mime, uri } from "./ipp/build.ts";
import { ippCall } from "./ipp/client.ts";
import { operations } from "./ipp/codes.ts";
import { tags } from "./ipp/message.ts";
import { testDocument } from "./printing/calibration.ts";
import { systemClock } from "./runtime/clock.ts";

interface Result {
  readonly job: string;
  readonly impressions: number;
  readonly color: number;
  readonly charged: number;
  readonly balanceBefore: number;
  readonly balanceAfter: number;
  readonly file: string;
}

interface Ready {
  readonly box: string;
  readonly http: string;
  readonly ipp: string;
}

const main = join(import.meta.dirname, "main.ts");
const run = promisify(execFile);
/** Everything here takes a second or two; a demo that hangs says so. */
const patienceMs = 30_000;

const { values: options } = parseArgs({
  options: { once: { type: "boolean", default: false }, json: { type: "boolean", default: false } },
});
/** Of everybody in the demo, which only this machine can reach. */
const password = "quoin-demo";

const tell = (line: string): void => void (options.json ? process.stderr : process.stdout).write(`${line}\n`);

const data = await mkdtemp(join(tmpdir(), "quoin-demo-"));
const paper = join(data, "paper");

const log = createWriteStream(join(data, "box.log"), { flags: "a" });

/** Runs `quoin …` as a person would. */
async function quoin(...args: string[]): Promise<string> {
  const shown = args.map((arg) => (/[^\w./:-]/.test(arg) ? `"${arg}"` : arg)).join(" ");
  tell(`  $ quoin ${shown}`);
  const { stdout } = await run(process.execPath, [main, ...args, "--data", data, "--json"]);
  return stdout;
}

async function startBox(): Promise<{ box: ChildProcess; ready: Ready }> {
  const config = join(data, "quoin.yaml");
  await mkdir(paper);
  await writeFile(config, configuration);
  const box = spawn(process.execPath, [main, "run", "--data", data, "--config", config, "--http", "127.0.0.1:0", "--ipp", "127.0.0.1:0"], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  box.stderr.pipe(log);
  for await (const line of createInterface({ input: box.stdout })) return { box, ready: JSON.parse(line) as Ready };
  throw new Error(`the box did not start; it says why in ${join(data, "box.log")}`);
}

const configuration = `version: 1
box:
  name: demo
devices:
  simulated: true
terminals:
  - name: hall
    printers: [hall]
    devices:
      - driver: simulated-reader
      - driver: simulated-keypad
`;

async function furnish(): Promise<void> {
  tell("A printer, a queue, prices, and Amélie with five euros and a card:");
  await quoin("price", "set", "default", "--mono", "0.05", "--color", "0.20");
  await quoin("printer", "add", "hall", "--uri", `folder:${paper}`);
  await quoin("queue", "add", "school", "--pull", "hall", "--default");
  await quoin("user", "add", "amelie", "--name", "Amélie Brunel", "--limited");
  await quoin("card", "add", "amelie", "25F512BA");
  await quoin("topup", "amelie", "5.00", "--reason", "cash desk");
}

/** Print-Job with our own client: three pages, one of them in colour. Answers IPP's job-id. */
async function submit(ready: Pick<Ready, "ipp">): Promise<number> {
  const document = testDocument("Quoin demo");
  const message = {
    version: [2, 0] as const,
    code: operations.printJob,
    requestId: 1,
    groups: [
      group(tags.operation, [
        ...languageOf("en"),
        uri("printer-uri", ready.ipp),
        nameValue("requesting-user-name", "amelie"),
        nameValue("job-name", "Homework"),
        mime("document-format", "application/pdf"),
      ]),
    ],
  };
  const answer = await ippCall(ready.ipp, message, {
    clock: systemClock,
    signal: systemClock.timeout(patienceMs),
    accept: async () => true,
    document: (async function* () {
      yield document;
    })(),
  });
  const number = numberOf(groupOf(answer, tags.job), "job-id");
  if (number === undefined) throw new Error(`the box refused the job with IPP status 0x${answer.code.toString(16)}`);
  return number;
}

/** The same document through CUPS's own client, where one is installed. */
async function submitWithCups(ready: Ready): Promise<number | undefined> {
  const file = join(data, "homework.pdf");
  await writeFile(file, testDocument("Quoin demo"));
  const { host } = new URL(ready.ipp.replace(/^ipp:/, "http:"));
  const before = new Set((await rows()).map((row) => row.id));
  try {
    await run("lp", ["-h", host, "-U", "amelie", "-d", "school", "-t", "Homework again", file]);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
  return before.size;
}

async function rows(): Promise<Row[]> {
  const { stdout } = await run(process.execPath, [main, "ledger", "dump", "--data", data, "--json"]);
  return stdout
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Row);
}

async function credit(): Promise<number> {
  const { stdout } = await run(process.execPath, [main, "user", "show", "amelie", "--data", data, "--json"]);
  return (JSON.parse(stdout) as { balance: number }).balance;
}

/** Waits for what the box does by itself; every look is a real one. */
async function until<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
  const end = systemClock.monotonic() + patienceMs;
  while (systemClock.monotonic() < end) {
    const found = await look();
    if (found !== undefined) return found;
    await systemClock.sleep(100);
  }
  throw new Error(`waited ${patienceMs / 1000} s for ${what}; the box's log is ${join(data, "box.log")}`);
}

/** Presents the card, looks at the one job that waits, and presses print; answers with its line of the log. */
async function releaseByCard(ended: number): Promise<JobRow> {
  await until("the job's price", async () => {
    const { stdout } = await run(process.execPath, [main, "job", "list", "--held", "--data", data, "--json"]);
    return (JSON.parse(stdout) as { jobs: { price?: number }[] }).jobs.some((job) => job.price !== undefined) || undefined;
  });
  await quoin("sim", "card", "25F512BA", "--terminal", "hall");
  await quoin("sim", "key", "##", "--terminal", "hall");
  const row = await until("the paper", async () => (await rows()).filter((row): row is JobRow => row.kind === "job")[ended]);
  // She leaves: a card read again at once would be the same visit.
  await quoin("sim", "key", "**", "--terminal", "hall");
  return row;
}

async function printOnce(ready: Ready): Promise<Result> {
  const balanceBefore = await credit();
  tell("\nAmélie prints three pages, one in colour, from her computer:");
  const number = await submit(ready);
  tell(`  job ${number} is in the box, encrypted, and waits for her card: nothing is printed yet`);
  tell("\nShe presents her card at the printer and presses print twice: all, then go.");
  const row = await releaseByCard(0);
  const balanceAfter = await credit();
  const file = (await readdir(paper)).filter((name) => name.endsWith(".pdf")).map((name) => join(paper, name))[0];
  if (file === undefined) throw new Error(`no page in ${paper}`);
  tell(`  ${row.impressions} pages came out, ${row.impressionsColor} in colour: ${file}`);
  tell(`  charged ${showMoney(row.charged)}; she had ${showMoney(money(balanceBefore))}, she has ${showMoney(money(balanceAfter))}`);
  return {
    job: row.job,
    impressions: row.impressions,
    color: row.impressionsColor,
    charged: row.charged,
    balanceBefore,
    balanceAfter,
    file,
  };
}

const { box, ready } = await startBox();
try {
  tell(`A box is running: ${ready.ipp}\n`);
  await furnish();
  const result = await printOnce(ready);
  if ((await submitWithCups(ready)) !== undefined) {
    tell("\nThe same from CUPS's own client (lp), printed the same way:");
    const again = await releaseByCard(1);
    tell(`  ${again.impressions} pages, ${showMoney(again.charged)}`);
    if (again.charged !== result.charged) throw new Error("the same document had two prices");
  }
  if (options.json) process.stdout.write(`${JSON.stringify(result)}\n`);
  if (options.once) tell(`\nThe printed file and the box's data stay in ${data}; remove that directory when you have seen them.`);
  else await serve(box, ready);
} finally {
  box.kill("SIGTERM");
}

/** Whoever types the code of the box's console becomes its administrator; Amélie gets a password, and a screen stands for the terminal. */
async function openPages(http: string): Promise<{ console: string; portal: string; screen: string }> {
  const [code = "", token = ""] = await Promise.all(
    ["setup-code", "api-token"].map(async (name) => (await readFile(join(data, "secrets", name), "utf8")).trim()),
  );
  const post = async (method: string, path: string, body: object): Promise<unknown> => {
    const headers = { "content-type": "application/json", authorization: `Bearer ${token}` };
    const answer = await fetch(new URL(path, http), { method, headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${path} was answered ${answer.status}: ${await answer.text()}`);
    return answer.json();
  };
  await post("POST", "/api/v1/setup", { code, login: "bernard", name: "Bernard Petit", password });
  await post("PUT", "/api/v1/users/amelie/password", { password });
  const { address } = (await post("POST", "/api/v1/terminals/hall/screens", {})) as { address: string };
  return { console: String(new URL("/admin", http)), portal: String(new URL("/", http)), screen: address };
}

async function serve(running: ChildProcess, { http, ipp }: Ready): Promise<void> {
  const pages = await openPages(http);
  await submit({ ipp });
  tell(`\nThe box goes on serving until Ctrl-C. In a browser:
  console  ${pages.console}  (bernard, ${password})
  portal   ${pages.portal}  (amelie, ${password})
  screen   ${pages.screen}  (at the bottom, Simulation: her card is 25F512BA)
One more document of hers waits.
In another shell:
  npx quoin terminal hall --data ${data}
  npx quoin ledger statement amelie --data ${data}
  npx quoin status --data ${data}
Its queue is ${ipp}, its log ${join(data, "box.log")}.`);
  await new Promise<void>((resolve) => {
    process.once("SIGINT", resolve);
    process.once("SIGTERM", resolve);
    running.once("exit", () => resolve());
  });
  await rm(data, { recursive: true, force: true });
}
