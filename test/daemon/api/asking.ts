// Asks a running API over one of its doors with nothing but node:http, as a stranger's client would.
import { request } from "node:http";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Api, startApi } from "../../../daemon/api/index.ts";
import { fakeBox, type FakeBox } from "../../fakes/api-box.ts";

export type Door = { readonly socketPath: string } | { readonly url: string; readonly token?: string };

export interface Heard {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  readonly json: any;
}

export function ask(
  door: Door,
  method: string,
  path: string,
  options: { body?: unknown; raw?: string; headers?: Record<string, string> } = {},
): Promise<Heard> {
  const { url } = "url" in door ? door : { url: "http://box" };
  const headers: Record<string, string> = { ...options.headers };
  if ("token" in door && door.token !== undefined) headers["authorization"] ??= `Bearer ${door.token}`;
  const body = options.raw ?? (options.body === undefined ? undefined : JSON.stringify(options.body));
  if (body !== undefined) headers["content-type"] ??= "application/json";
  return new Promise((resolve, reject) => {
    const sent = request(
      new URL(path, url),
      { method, headers, agent: false, ...("socketPath" in door ? { socketPath: door.socketPath } : {}) },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () => {
          const text = Buffer.concat(chunks).toString();
          let json: unknown;
          try {
            json = JSON.parse(text);
          } catch {
            json = undefined;
          }
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text, json });
        });
      },
    );
    sent.on("error", reject);
    sent.end(body);
  });
}

export interface Served extends AsyncDisposable {
  readonly box: FakeBox;
  readonly data: string;
  readonly api: Api;
  readonly socket: Door;
  readonly web: Door;
  readonly token: string;
}

/** A fake box behind the real API, on a socket and a port of its own. */
export async function served(prepare: (box: FakeBox) => void = () => undefined, box = fakeBox()): Promise<Served> {
  const data = await mkdtemp(join(tmpdir(), "quoin-api-"));
  prepare(box);
  const api = await startApi(box.deps, { data, http: { host: "127.0.0.1", port: 0 } });
  const token = (await readFile(join(data, "secrets", "api-token"), "utf8")).trim();
  return {
    box,
    data,
    api,
    token,
    socket: { socketPath: join(data, "quoin.sock") },
    web: { url: api.http, token },
    [Symbol.asyncDispose]: async () => {
      await api.stop();
      await rm(data, { recursive: true, force: true });
    },
  };
}
