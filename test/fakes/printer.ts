// A printer that is not there: real HTTP, real IPP, a paper log that tells the truth, and faults on command. The codec is the daemon's, whose
// own tests hold it to other implementations' bytes.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import { group, groupOf, numberOf, textOf } from "../../daemon/ipp/build.ts";
import { encode, MessageReader } from "../../daemon/ipp/codec.ts";
import { operations, statuses } from "../../daemon/ipp/codes.ts";
import { type Group, type Message, tags } from "../../daemon/ipp/message.ts";
import { countPages, describe, type FakePrinterOptions, jobGroupOf, readTicket, reply } from "./printer-answers.ts";
import { createEngine, type FakeJob, isOver, type PaperEntry } from "./printer-engine.ts";
import { type Nonsense, talkNonsense } from "./printer-nonsense.ts";

export { countPages, type FakePrinterOptions } from "./printer-answers.ts";
export type { PaperEntry, Quirks } from "./printer-engine.ts";

export interface FakePrinter {
  readonly uri: string;
  readonly port: number;
  readonly paper: readonly PaperEntry[];
  readonly jobs: readonly FakeJob[];
  /** Operation ids in the order they came. */
  readonly asked: readonly number[];
  /** Documents received in full. */
  readonly documents: readonly Buffer[];
  /** Stands still once a job has `after` sides out. */
  jam(after: number): void;
  resume(): void;
  /** Takes no more bytes of a document after so many. */
  stall(afterBytes: number): void;
  /** Off the network at once, or once so many bytes of a document or sides of a job were seen. What it has goes on printing. */
  vanish(when?: { bytes?: number; impressions?: number }): void;
  comeBack(): Promise<void>;
  /** Knows none of its jobs any more. */
  forget(): void;
  /** Switched off and on: jobs gone, ids from 1. */
  restart(): void;
  answer(nonsense: Nonsense | undefined, only?: readonly number[]): void;
  /** Answers this IPP status to the next `times` requests of an operation. */
  refuse(operation: number, status: number, times: number): void;
  close(): Promise<void>;
}

interface Faults {
  stallAfter: number | undefined;
  vanishAfterBytes: number | undefined;
  vanishAfterImpressions: number | undefined;
  nonsense: { kind: Nonsense; only: readonly number[] } | undefined;
  refusals: Map<number, { status: number; times: number }>;
}

class Gone extends Error {}

export async function startFakePrinter(options: FakePrinterOptions = {}): Promise<FakePrinter> {
  const quirks = options.quirks ?? {};
  const engine = createEngine({
    pageMs: options.pageMs ?? 0,
    quirks,
    ...(options.paperFile === undefined ? {} : { paperFile: options.paperFile }),
  });
  const faults: Faults = {
    stallAfter: undefined,
    vanishAfterBytes: undefined,
    vanishAfterImpressions: undefined,
    nonsense: undefined,
    refusals: new Map(),
  };
  const asked: number[] = [];
  const documents: Buffer[] = [];
  const sockets = new Set<Socket>();
  let nextId = 1;
  let port = options.port ?? 0;

  const printer: FakePrinter = {
    get uri() {
      return `${options.tls ? "ipps" : "ipp"}://127.0.0.1:${port}/ipp/print`;
    },
    get port() {
      return port;
    },
    paper: engine.paper,
    asked,
    documents,
    get jobs() {
      return [...engine.jobs.values()];
    },
    jam: (after) => void (engine.jamAfter = after),
    resume: () => engine.resume(),
    stall: (afterBytes) => void (faults.stallAfter = afterBytes),
    vanish(when) {
      if (when?.bytes !== undefined) faults.vanishAfterBytes = when.bytes;
      else if (when?.impressions !== undefined) faults.vanishAfterImpressions = when.impressions;
      else {
        server.close();
        for (const socket of sockets) socket.resetAndDestroy();
      }
    },
    async comeBack() {
      Object.assign(faults, { stallAfter: undefined, vanishAfterBytes: undefined, vanishAfterImpressions: undefined });
      server = await listen();
    },
    forget: () => engine.jobs.clear(),
    restart() {
      for (const job of engine.jobs.values()) engine.cancel(job);
      engine.jobs.clear();
      nextId = 1;
    },
    answer: (kind, only = []) => void (faults.nonsense = kind && { kind, only }),
    refuse: (operation, status, times) => void faults.refusals.set(operation, { status, times }),
    async close() {
      engine.stop();
      printer.vanish();
    },
  };

  engine.onImpression = (job) => {
    if (faults.vanishAfterImpressions !== undefined && job.out >= faults.vanishAfterImpressions) printer.vanish();
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.url?.startsWith("/control")) return control(printer, request, response);
    const { message, document } = await receive(request, faults, printer, options.firstByte ?? (() => undefined));
    asked.push(message.code);
    const jobGroup = groupOf(message, tags.operation);
    const refusal = faults.refusals.get(message.code);
    const refused = refusal !== undefined && refusal.times > 0;
    if (refused) refusal.times -= 1;
    const answer = refused ? reply(message, refusal.status) : perform(message, jobGroup, document);
    const nonsense = faults.nonsense;
    if (nonsense === undefined || (nonsense.only.length > 0 && !nonsense.only.includes(message.code))) {
      response.writeHead(200, { "content-type": "application/ipp" }).end(encode(answer));
    } else await talkNonsense(nonsense.kind, answer, response);
  };

  const perform = (message: Message, operation: Group | undefined, document: Buffer): Message => {
    const user = textOf(operation, "requesting-user-name") ?? "";
    const job = engine.jobs.get(numberOf(operation, "job-id") ?? 0);
    switch (message.code) {
      case operations.getPrinterAttributes:
        return reply(message, statuses.ok, [describe(options, engine, quirks)]);
      case operations.createJob:
      case operations.printJob: {
        const created: FakeJob = {
          id: nextId++,
          name: textOf(operation, "job-name") ?? "",
          user,
          ticket: readTicket(groupOf(message, tags.job)),
          state: "pending-held",
          reasons: ["job-incoming"],
          bytes: 0,
          pages: 0,
          out: 0,
          sheets: 0,
        };
        engine.jobs.set(created.id, created);
        if (message.code === operations.printJob) take(created, document);
        const aside = (groupOf(message, tags.job)?.attributes ?? []).filter(({ name }) => options.leavesAside?.includes(name));
        if (aside.length === 0) return reply(message, statuses.ok, [jobGroupOf(created, quirks)]);
        return reply(message, statuses.okIgnoredOrSubstituted, [group(tags.unsupported, aside), jobGroupOf(created, quirks)]);
      }
      case operations.sendDocument:
        if (job === undefined) return reply(message, statuses.notFound);
        if (isOver(job)) return reply(message, statuses.notPossible);
        take(job, document);
        return reply(message, statuses.ok, [jobGroupOf(job, quirks)]);
      case operations.getJobAttributes:
        return job === undefined ? reply(message, statuses.notFound) : reply(message, statuses.ok, [jobGroupOf(job, quirks)]);
      case operations.getJobs: {
        const over = textOf(operation, "which-jobs") === "completed";
        return reply(
          message,
          statuses.ok,
          printer.jobs.filter((each) => isOver(each) === over).map((each) => jobGroupOf(each, quirks)),
        );
      }
      case operations.cancelJob:
        if (job === undefined) return reply(message, statuses.notFound);
        if (isOver(job)) return reply(message, statuses.notPossible);
        engine.cancel(job);
        return reply(message, statuses.ok);
      default:
        return reply(message, statuses.operationNotSupported);
    }
  };

  const take = (job: FakeJob, document: Buffer): void => {
    documents.push(document);
    job.bytes = document.length;
    job.pages = options.pages ?? countPages(document);
    engine.start(job);
  };

  const listen = async (): Promise<Server> => {
    const each = (request: IncomingMessage, response: ServerResponse): void => {
      handle(request, response).catch((error: unknown) => {
        if (!(error instanceof Gone) && !response.headersSent) response.writeHead(400).end();
      });
    };
    const made = options.tls ? createSecureServer(options.tls, each) : createServer(each);
    made.on("connection", (socket: Socket) => {
      sockets.add(socket.on("error", () => undefined));
      socket.on("close", () => sockets.delete(socket));
    });
    made.on("checkContinue", (request: IncomingMessage, response: ServerResponse) => {
      if (typeof options.expect === "number")
        return void response.writeHead(options.expect, options.expect === 426 ? { upgrade: "TLS/1.2", connection: "Upgrade" } : {}).end();
      if (options.expect !== "silence") response.writeContinue();
      each(request, response);
    });
    await new Promise<void>((resolve, reject) => made.once("error", reject).listen(port, "127.0.0.1", resolve));
    port = (made.address() as AddressInfo).port;
    return made;
  };
  let server = await listen();
  return printer;
}

async function receive(
  request: IncomingMessage,
  faults: Faults,
  printer: FakePrinter,
  firstByte: () => void,
): Promise<{ message: Message; document: Buffer }> {
  const reader = new MessageReader();
  const parts: Uint8Array[] = [];
  let message: Message | undefined;
  let bytes = 0;
  for await (const chunk of request) {
    let part = chunk as Uint8Array;
    if (message === undefined) {
      const decoded = reader.push(part);
      if (decoded === undefined) continue;
      [message, part] = [decoded.message, decoded.rest];
    }
    if (bytes === 0 && part.length > 0) firstByte();
    parts.push(part);
    bytes += part.length;
    if (bytes > 0 && faults.vanishAfterBytes !== undefined && bytes >= faults.vanishAfterBytes) {
      printer.vanish();
      throw new Gone();
    }
    if (bytes > 0 && faults.stallAfter !== undefined && bytes >= faults.stallAfter) await new Promise(() => undefined);
  }
  if (message === undefined) throw new Error("no IPP message");
  return { message, document: Buffer.concat(parts) };
}

/** The same commands for a printer in another process: `POST /control {"do":"jam","with":[2]}`, `GET /control` for what there is. */
async function control(printer: FakePrinter, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method === "POST") {
    const parts: Uint8Array[] = [];
    for await (const part of request) parts.push(part as Uint8Array);
    const { do: act, with: args = [] } = JSON.parse(Buffer.concat(parts).toString()) as { do: "jam"; with?: [number] };
    await printer[act](...(args as [number]));
  }
  response
    .writeHead(200, { "content-type": "application/json" })
    .end(JSON.stringify({ paper: printer.paper, jobs: printer.jobs, asked: printer.asked }));
}
