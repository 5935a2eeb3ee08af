// Print-Job through the whole door of a real box, beside the plainest Node server that fsyncs the same bytes, and cupsd where there is one.
// Box and sink are processes of their own and take turns in short slices of one run.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { Agent, request } from "node:http";
import { createInterface } from "node:readline";
import { join } from "node:path";
import { group, languageOf, mime, nameValue, uri } from "../../daemon/ipp/build.ts";
import { encode } from "../../daemon/ipp/codec.ts";
import { operations } from "../../daemon/ipp/codes.ts";
import { tags } from "../../daemon/ipp/message.ts";
import { systemClock } from "../../daemon/runtime/clock.ts";
import { furnish, newDirectory, removeDirectory, startBoxProcess } from "../e2e/box-process.ts";
import type { Figure } from "./figure.ts";
import { onePagePdf } from "./one-page.ts";

const heldJobs = 20_000;
const sliceMs = 1_500;
const slices = 6;

export async function benches(): Promise<Figure[]> {
  const folder = await newDirectory();
  const box = await startBoxProcess({ config: "version: 1\nspool:\n  maxBytesPerPerson: 8 GiB\nlog:\n  level: warn\n" });
  const sink = await startSink(folder);
  try {
    await furnish(box, `folder:${folder}`);
    const job = Buffer.concat([printJobHeader(box.ready.ipp), onePagePdf()]);
    const [boxUrl, sinkUrl] = [box.ready.ipp.replace(/^ipp:/, "http:"), sink.url];
    const figures: Figure[] = [];
    for (const connections of [1, 8]) {
      const [mine = 0, plain = 0] = await inTurns([boxUrl, sinkUrl], job, connections);
      figures.push(
        figure(
          `Print-Job, durable, ${connections} connection${connections > 1 ? "s" : ""}`,
          mine,
          plain,
          "a Node HTTP sink that fsyncs the same bytes",
        ),
      );
    }
    const empty = await fresh(job, 8);
    await fill(boxUrl, job);
    const [full] = await inTurns([boxUrl], job, 8);
    figures.push(figure(`Print-Job, ${heldJobs} held, 8 connections`, full ?? 0, empty, "the same box with none held"));
    return figures;
  } finally {
    sink.child.kill();
    await box.stop();
    await Promise.all([removeDirectory(box.data), removeDirectory(folder)]);
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

/** Rate of a box that holds nothing, measured right beside the full one. */
async function fresh(job: Buffer, connections: number): Promise<number> {
  const folder = await newDirectory();
  const box = await startBoxProcess({ config: "version: 1\nspool:\n  maxBytesPerPerson: 8 GiB\nlog:\n  level: warn\n" });
  try {
    await furnish(box, `folder:${folder}`);
    const [rate] = await inTurns([box.ready.ipp.replace(/^ipp:/, "http:")], job, connections);
    return rate ?? 0;
  } finally {
    await box.stop();
    await Promise.all([removeDirectory(box.data), removeDirectory(folder)]);
  }
}

/** Each address in turn, a slice at a time; the middle rate of each. */
async function inTurns(urls: readonly string[], body: Buffer, connections: number): Promise<number[]> {
  const rates = urls.map((): number[] => []);
  for (let slice = 0; slice < slices; slice++) {
    for (const [i, url] of urls.entries()) rates[i]?.push(await rate(url, body, connections, sliceMs));
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

const printJobHeader = (printer: string): Uint8Array =>
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
        mime("document-format", "application/pdf"),
      ]),
    ],
  });

async function startSink(folder: string): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, "sink.ts"), folder], { stdio: ["ignore", "pipe", "inherit"] });
  const [url] = (await once(createInterface({ input: child.stdout as NodeJS.ReadableStream }), "line")) as [string];
  return { child, url };
}
