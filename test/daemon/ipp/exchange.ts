// A small IPP client for tests: one request over node:http with our own codec, from any loopback address.
import { request as plainRequest } from "node:http";
import { request as secureRequest } from "node:https";
import { attribute, groupsOf, languageOf, nameValue, numberOf, uri } from "../../../daemon/ipp/build.ts";
import { decode, encode } from "../../../daemon/ipp/codec.ts";
import { type Attribute, type Group, type Message, tags } from "../../../daemon/ipp/message.ts";
import { systemClock } from "../../../daemon/runtime/clock.ts";
import { createLog } from "../../../daemon/runtime/log.ts";
import { createIppServer, type IppServerParts } from "../../../daemon/ipp/server.ts";
import { MemoryDesk } from "./memory-desk.ts";

export interface Asking {
  readonly code: number;
  readonly printer?: string;
  /** After charset, language and printer-uri. */
  readonly operation?: readonly Attribute[];
  readonly job?: readonly Attribute[];
  readonly user?: string;
  readonly document?: Uint8Array | readonly Uint8Array[];
  readonly headers?: Record<string, string>;
  readonly path?: string;
  /** 127.0.0.x to come from. */
  readonly from?: string;
  readonly secure?: boolean;
  readonly version?: readonly [number, number];
  readonly language?: string;
}

export interface Heard {
  readonly http: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly status: number;
  readonly message: Message;
  readonly jobs: readonly Group[];
  readonly unsupported: readonly string[];
}

export const requestOf = ({
  code,
  printer = "/ipp/print",
  operation = [],
  job,
  user = "ann",
  version = [2, 0],
  language = "en",
}: Asking): Message => ({
  version,
  code,
  requestId: 4711,
  groups: [
    {
      tag: tags.operation,
      attributes: [
        ...languageOf(language),
        ...(printer === "" ? [] : [uri("printer-uri", `ipp://localhost${printer}`)]),
        ...(user === "" ? [] : [nameValue("requesting-user-name", user)]),
        ...operation,
      ],
    },
    ...(job ? [{ tag: tags.job, attributes: job }] : []),
  ],
});

export async function ask(port: number, asking: Asking): Promise<Heard> {
  const document = asking.document === undefined ? [] : asking.document instanceof Uint8Array ? [asking.document] : asking.document;
  const chunks = [encode(requestOf(asking)), ...document];
  const { http, headers, body } = await post(port, asking, chunks);
  if (http !== 200)
    return { http, headers, status: -1, message: { version: [0, 0], code: 0, requestId: 0, groups: [] }, jobs: [], unsupported: [] };
  const { message } = decode(body);
  return {
    http,
    headers,
    status: message.code,
    message,
    jobs: groupsOf(message, tags.job),
    unsupported: groupsOf(message, tags.unsupported).flatMap((group) => group.attributes.map((each) => each.name)),
  };
}

export function post(
  port: number,
  { headers, path = "/ipp/print", from, secure }: Pick<Asking, "headers" | "path" | "from" | "secure">,
  chunks: readonly Uint8Array[],
): Promise<{ http: number; headers: Heard["headers"]; body: Uint8Array }> {
  return new Promise((resolve, reject) => {
    const options = {
      host: "127.0.0.1",
      port,
      path,
      method: "POST",
      headers: { "content-type": "application/ipp", ...headers },
      ...(from === undefined ? {} : { localAddress: from }),
      rejectUnauthorized: false,
      agent: false as const,
    };
    const request = (secure ? secureRequest : plainRequest)(options, (response) => {
      const parts: Uint8Array[] = [];
      response.on("data", (part: Uint8Array) => parts.push(part));
      response.on("end", () => resolve({ http: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts) }));
      response.on("error", reject);
    });
    request.on("error", reject);
    for (const chunk of chunks) request.write(chunk);
    request.end();
  });
}

/** A server over a desk, ended with the test. */
export async function door(
  desk: MemoryDesk,
  parts: Partial<IppServerParts> = {},
  context?: { after(end: () => Promise<void>): void },
): Promise<number> {
  const log = createLog({ level: "error", sink: { write: (line) => void quarrels.push(line) } });
  const server = createIppServer({ desk, clock: systemClock, log, ...parts });
  const { port } = await server.listen("0.0.0.0", 0);
  context?.after(() => server.close());
  return port;
}

/** What the servers logged as errors: no test expects any. */
export const quarrels: string[] = [];

export const jobId = (heard: Heard): number => numberOf(heard.jobs[0], "job-id") ?? 0;
export const integerValue = (name: string, value: number): Attribute => attribute(name, tags.integer, value);
export const names = (group: Group | undefined): readonly string[] => (group?.attributes ?? []).map((each) => each.name);
export { MemoryDesk };

export const pdf = Buffer.from("%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n");
