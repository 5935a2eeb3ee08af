// Print-Job through the whole door of a real box, beside the plainest Node server that fsyncs the same bytes, and cupsd where there is one.
// Each is a process of its own; they take turns in short slices of one run, and each finds the machine quiet: a box that still looks into
// the documents of its last slice would weigh on the others.
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { Agent, request } from "node:http";
import { createInterface } from "node:readline";
import { join } from "node:path";
import { promisify } from "node:util";
import { group, keyword, languageOf, mime, nameValue, uri } from "../../daemon/ipp/build.ts";
import { encode } from "../../daemon/ipp/codec.ts";
import { operations } from "../../daemon/ipp/codes.ts";
import { type Attribute, tags } from "../../daemon/ipp/message.ts";
import { systemClock } from "../../daemon/runtime/clock.ts";
import { type BoxProcess, furnish, newDirectory, removeDirectory, startBoxProcess } from "../e2e/box-process.ts";
import { noCupsd, startCupsd } from "../fakes/cupsd.ts";
import type { Figure } from "./figure.ts";
import { onePagePdf, onePageRaster } from "./one-page.ts";

const config = "version: 1\nspool:\n  maxBytesPerPerson: 8 GiB\n  maxJobsPerPerson: 100000\n  maxJobs: 100000\nlog:\n  level: warn\n";
const heldJobs = 20_000;
const sliceMs = 1_500;
const slices = 8;
/** Both sides are compiled by what they do most before anything counts. */
const warmUpMs = 5_000;

/** Who takes the jobs, and the process that must be idle before anyone's turn. */
interface Peer {
  readonly url: string;
  readonly pid: number;
  readonly job: Buffer;
}

/** What they leave is removed when all is measured: for a minute ext4 searches past the places of removed files, which cost the next turns. */
export async function benches(): Promise<Figure[]> {
  const left: string[] = [];
  try {
    return [...(await printJobFigures(1, left)), ...(await printJobFigures(8, left)), await heldFigure(left)];
  } finally {
    await Promise.all(left.map(removeDirectory));
  }
}

/** Each begins empty. */
async function printJobFigures(connections: number, left: string[]): Promise<Figure[]> {
  const folder = await newDirectory();
  const box = await startBoxProcess({ config });
  left.push(folder, box.data);
  const sink = await startSink(folder);
  const cupsd = noCupsd() === false ? await startCupsd() : undefined;
  try {
    await furnish(box, `folder:${folder}`);
    const mine = peerOf(box);
    const peers: Peer[] = [mine, { url: sink.url, pid: sink.child.pid ?? 0, job: mine.job }];
    if (cupsd) {
      const held = Buffer.concat([printJobHeader(cupsd.uri, "application/pdf", [keyword("job-hold-until", "indefinite")]), onePagePdf()]);
      peers.push({ url: cupsd.uri.replace(/^ipp:/, "http:"), pid: cupsd.pid, job: held });
    }
    const [rate = 0, plain = 0, cups] = await inTurns(peers, connections);
    const name = `Print-Job, durable, ${connections} connection${connections > 1 ? "s" : ""}`;
    const figures = [figure(name, rate, plain, "a Node HTTP sink that fsyncs the same bytes")];
    if (cups !== undefined) figures.push(figure(`${name}, beside cupsd`, rate, cups, "cupsd holding the same jobs, without fsync"));
    return figures;
  } finally {
    sink.child.kill();
    await cupsd?.close();
    await box.stop();
  }
}

const figure = (name: string, value: number, bound: number, against: string): Figure => ({
  name,
  value: Math.round(value),
  unit: "/s",
  bound: Math.round(bound),
  ratio: value / bound,
  note: `bound: ${against}`,
});

/** A box that holds thousands beside one that holds none. */
async function heldFigure(left: string[]): Promise<Figure> {
  const folder = await newDirectory();
  const [full, empty] = [await startBoxProcess({ config }), await startBoxProcess({ config })];
  left.push(folder, full.data, empty.data);
  try {
    for (const box of [full, empty]) await furnish(box, `folder:${folder}`);
    await fill(urlOf(full), Buffer.concat([printJobHeader(full.ready.ipp, "image/pwg-raster"), onePageRaster()]));
    const peers = [full, empty].map(peerOf);
    const [held = 0, none = 0] = await inTurns(peers, 8);
    return figure(`Print-Job, ${heldJobs} held, 8 connections`, held, none, "a box beside it with none held");
  } finally {
    for (const box of [full, empty]) await box.stop();
  }
}

const peerOf = (box: BoxProcess): Peer => ({
  url: urlOf(box),
  pid: box.pid,
  job: Buffer.concat([printJobHeader(box.ready.ipp), onePagePdf()]),
});

const urlOf = (box: BoxProcess): string => box.ready.ipp.replace(/^ipp:/, "http:");

/** Resolves when a process and its children have used less than a tenth of a core for half a second. */
async function quiet(pid: number): Promise<void> {
  for (let before = await cpuMs(pid); ; ) {
    await systemClock.sleep(500);
    const now = await cpuMs(pid);
    if (now - before < 50) return;
    before = now;
  }
}

/** User and system time so far, its ended children's too; a running child's counts through its own entry. */
async function cpuMs(pid: number): Promise<number> {
  const fields = (await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "")).split(") ")[1]?.split(" ") ?? [];
  const children = (await readFile(`/proc/${pid}/task/${pid}/children`, "utf8").catch(() => "")).split(" ").filter((child) => child !== "");
  const own = [11, 12, 13, 14].reduce((sum, field) => sum + Number(fields[field] ?? 0) * 10, 0);
  return own + (await Promise.all(children.map((child) => cpuMs(Number(child))))).reduce((sum, ms) => sum + ms, 0);
}

/** Each in turn, a slice at a time; the middle rate of each. */
async function inTurns(peers: readonly Peer[], connections: number): Promise<number[]> {
  const rates = peers.map((): number[] => []);
  const turn = async ({ url, job }: Peer, forMs: number): Promise<number> => {
    for (const { pid } of peers) await quiet(pid);
    // What the one before left to be written, as cupsd does, would be waited for by this one's first sync.
    await promisify(execFile)("sync");
    return rate(url, job, connections, forMs);
  };
  for (const peer of peers) await turn(peer, warmUpMs);
  for (let slice = 0; slice < slices; slice++) {
    for (const [i, peer] of peers.entries()) rates[i]?.push(await turn(peer, sliceMs));
  }
  return rates.map((of) => of.toSorted((a, b) => a - b)[Math.floor(of.length / 2)] ?? 0);
}

async function rate(url: string, body: Buffer, connections: number, forMs: number): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const start = systemClock.monotonic();
  let done = 0;
  const client = async (): Promise<void> => {
    while (systemClock.monotonic() - start < forMs) {
      await post(url, body, agent);
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: connections }, client));
  const seconds = (systemClock.monotonic() - start) / 1000;
  agent.destroy();
  return done / seconds;
}

async function fill(url: string, body: Buffer): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  let left = heldJobs;
  const client = async (): Promise<void> => {
    while (left-- > 0) await post(url, body, agent);
  };
  await Promise.all(Array.from({ length: 16 }, client));
  agent.destroy();
}

function post(url: string, body: Buffer, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      { method: "POST", agent, headers: { "content-type": "application/ipp", "content-length": body.length } },
      (answer) => {
        const parts: Buffer[] = [];
        answer.on("data", (part: Buffer) => parts.push(part));
        answer.on("end", () => {
          const said = Buffer.concat(parts);
          // IPP status in octets 2 and 3; the sink answers nothing.
          if (answer.statusCode === 200 && (said.length === 0 || said.readUInt16BE(2) < 0x0400)) resolve();
          else reject(new Error(`answered ${answer.statusCode} 0x${said.length > 4 ? said.readUInt16BE(2).toString(16) : ""}`));
        });
      },
    );
    sent.on("error", reject);
    sent.end(body);
  });
}

const printJobHeader = (printer: string, format = "application/pdf", template: readonly Attribute[] = []): Uint8Array =>
  encode({
    version: [2, 0],
    code: operations.printJob,
    requestId: 1,
    groups: [
      group(tags.operation, [
        ...languageOf("en"),
        uri("printer-uri", printer),
        nameValue("requesting-user-name", "amelie"),
        nameValue("job-name", "bench"),
        mime("document-format", format),
      ]),
      ...(template.length > 0 ? [group(tags.job, template)] : []),
    ],
  });

async function startSink(folder: string): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, "sink-main.ts"), folder], { stdio: ["ignore", "pipe", "inherit"] });
  const [url] = (await once(createInterface({ input: child.stdout as NodeJS.ReadableStream }), "line")) as [string];
  return { child, url };
}
