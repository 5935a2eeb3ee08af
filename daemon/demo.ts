// `npm run demo`: a school after a month's work, in which Amélie prints one job end to end, told in plain lines; then it goes on serving.
// With --once a box with one printer does just that one job, and ends.
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { DemoBox } from "./demo/box.ts";
import { documentOf } from "./demo/documents.ts";
import { begunBefore, live } from "./demo/life.ts";
import { hasNetwork, openScreen, tellLinks } from "./demo/links.ts";
import { openPast } from "./demo/past.ts";
import { members, type SchoolPrinter, settings, waiting } from "./demo/school.ts";
import { printOnce, printWithCups, type Result } from "./demo/visit.ts";
import { dateOf, systemClock } from "./runtime/clock.ts";
import { systemRandom } from "./runtime/random.ts";

const { values: options } = parseArgs({
  options: {
    once: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
    /** Lets the network in. */
    lan: { type: "boolean", default: false },
  },
});
const tell = (line: string): void => void (options.json ? process.stderr : process.stdout).write(`${line}\n`);
const data = await mkdtemp(join(tmpdir(), "quoin-demo-"));
const box = new DemoBox(data, process.execPath, tell);
try {
  const result = options.once ? await once() : await school();
  if (options.json) process.stdout.write(`${JSON.stringify(result)}\n`);
  if (options.once) tell(`\nThe printed file and the box's data stay in ${data}; remove that directory when you have seen them.`);
  else await serve();
} finally {
  box.stop();
}

/** A printer that is a folder: what it printed stays there. */
async function once(): Promise<Result> {
  const paper = join(data, "paper");
  await mkdir(paper);
  await box.start(`version: 1
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
`);
  tell(`A box is running: ${box.ready.ipp}\n`);
  tell("A printer, a queue, prices, and Amélie with five euros and a card:");
  await box.quoin("price", "set", "default", "--mono", "0.05", "--color", "0.20");
  await box.quoin("printer", "add", "hall", "--uri", `folder:${paper}`);
  await box.quoin("queue", "add", "school", "--pull", "hall", "--default");
  await box.quoin("user", "add", "amelie", "--name", "Amélie Brunel", "--limited");
  await box.quoin("card", "add", "amelie", "25F512BA");
  await box.quoin("topup", "amelie", "5.00", "--reason", "cash desk");
  const result = await printOnce(box, paper, tell);
  await printWithCups(box, "school", result, tell);
  return result;
}

async function school(): Promise<Result> {
  const onNetwork = options.lan && hasNetwork();
  if (options.lan && !onNetwork) tell("This machine has no network now: the box is reached from here only.");
  // Known to everybody who reads this, so it opens nothing beyond this machine.
  const password = onNetwork ? Buffer.from(systemRandom.bytes(9)).toString("base64url") : "quoin-demo";
  await mkdir(join(data, "paper"));
  await thirtyDays(password);
  await box.start(settings, onNetwork ? "0.0.0.0" : "127.0.0.1");
  tell(`A school's box is running, with three printers, ${members.length} people and thirty days behind it: ${box.ready.ipp}`);
  const screen = await openScreen(box);
  const result = await printOnce(box, paperOf({ name: "hall" }), tell);
  for (const { login, title, leaves } of waiting) await box.submit(documentOf(leaves), login, title);
  await box.priced(waiting.length);
  tellLinks(box, { screen, password, onNetwork }, tell);
  return result;
}

function paperOf({ name }: Pick<SchoolPrinter, "name">): string {
  return join(data, "paper", name);
}

async function thirtyDays(password: string): Promise<void> {
  const now = systemClock.now();
  const midnight = dateOf(now).setHours(0, 0, 0, 0);
  await using past = await openPast(data, begunBefore(midnight), { clock: systemClock, random: systemRandom });
  const uriOf = (printer: SchoolPrinter): string => `simulated:${paperOf(printer)}${printer.query}`;
  await live({ past, random: systemRandom, now, midnight, weekday: dateOf(now).getDay(), password, uriOf });
}

async function serve(): Promise<void> {
  await new Promise<void>((resolve) => {
    process.once("SIGINT", resolve);
    process.once("SIGTERM", resolve);
    void box.gone().then(resolve);
  });
  await rm(data, { recursive: true, force: true });
}
