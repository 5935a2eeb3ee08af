// Asks a running API over one of its doors with nothing but node:http, as a stranger's client would.
import { request } from "node:http";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Api, startApi } from "../../../daemon/api/index.ts";
import type { UserId } from "../../../daemon/domain/ids.ts";
import type { Role, User } from "../../../daemon/domain/user.ts";
import { fakeBox, type FakeBox } from "../../fakes/api-box.ts";

export type Door =
  | { readonly socketPath: string }
  | { readonly url: string; readonly token?: string; readonly headers?: Record<string, string> };

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
  options: {
    body?: unknown;
    raw?: string;
    headers?: Record<string, string>;
    /** Reads nothing of an answer that goes on for ever. */ leave?: boolean;
  } = {},
): Promise<Heard> {
  const { url } = "url" in door ? door : { url: "http://box" };
  const headers: Record<string, string> = { ...("headers" in door ? door.headers : {}), ...options.headers };
  if ("token" in door && door.token !== undefined) headers["authorization"] ??= `Bearer ${door.token}`;
  const body = options.raw ?? (options.body === undefined ? undefined : JSON.stringify(options.body));
  if (body !== undefined) headers["content-type"] ??= "application/json";
  return new Promise((resolve, reject) => {
    const sent = request(
      new URL(path, url),
      { method, headers, agent: false, ...("socketPath" in door ? { socketPath: door.socketPath } : {}) },
      (response) => {
        const chunks: Buffer[] = [];
        if (options.leave && response.headers["content-type"] === "application/x-ndjson") {
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text: "", json: undefined });
          return void response.destroy();
        }
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

/** Prices, a printer, a queue, a terminal, ann with five euros. */
export async function furnished(): Promise<Served> {
  const it = await served();
  const put = (path: string, body: unknown): Promise<Heard> => ask(it.socket, "PUT", `/api/v1/${path}`, { body });
  const post = (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Heard> =>
    ask(it.socket, "POST", `/api/v1/${path}`, { body, headers });
  for (const heard of [
    await put("prices/default", { mono: 500, color: 2000, sizes: { a3: 2000 } }),
    await put("printers/hall", { uri: "folder:/srv/hall" }),
    await put("queues/main", { mode: "pull", printers: ["hall"], makeDefault: true }),
    await put("terminals/hall", { printers: ["hall"] }),
    await post("users", { login: "Ann", name: "Ann Martin" }),
    await post("users/ann/top-ups", { amount: 50_000, reason: "cash" }, { "idempotency-key": "first-top-up" }),
  ])
    if (heard.status !== 200) throw new Error(heard.text);
  return it;
}

const password = "a long enough secret";

/** A browser in which this person has signed in, as its own page would use it. The person is made where there is none. */
export async function browser({ box, api }: Served, login: string, roles: readonly Role[] = []): Promise<Door> {
  const by = { kind: "operator", name: "test" } as const;
  let user = box.deps.accounting.ask({ name: "user-by-login", login });
  user ??= box.world.must({ name: "add-user", by, user: `u-${login}` as UserId, login, displayName: login, limited: true }) as User;
  const change = { password: await box.deps.secrets.hashSecret(password), roles };
  box.world.must({ name: "change-user", by, user: user.id, change });
  const heard = await ask({ url: api.addresses.http }, "POST", "/api/v1/session", { body: { login, password } });
  return { url: api.addresses.http, headers: { cookie: cookieOf(heard), "quoin-csrf": heard.json.csrf } };
}

/** A screen bound to the terminal. */
export async function screenOf({ api, web }: Served, terminal: string): Promise<Door> {
  const { json } = await ask(web, "POST", `/api/v1/terminals/${terminal}/screens`, { body: {} });
  const heard = await ask({ url: api.addresses.http }, "POST", "/api/v1/kiosk", { body: { token: json.token } });
  return { url: api.addresses.http, headers: { cookie: cookieOf(heard), "quoin-csrf": "kiosk" } };
}

export const cookieOf = ({ headers }: Heard): string => String(headers["set-cookie"]).split(";")[0] ?? "";

/** A fake box behind the real API, on a socket and a port of its own. */
export async function served(prepare: (box: FakeBox) => void = () => undefined, box = fakeBox()): Promise<Served> {
  const data = await mkdtemp(join(tmpdir(), "quoin-api-"));
  prepare(box);
  const api = await startApi(box.deps, { data, http: { host: "127.0.0.1", port: 0 }, pages: false });
  const token = (await readFile(join(data, "secrets", "api-token"), "utf8")).trim();
  return {
    box,
    data,
    api,
    token,
    socket: { socketPath: join(data, "quoin.sock") },
    web: { url: api.addresses.http, token },
    [Symbol.asyncDispose]: async () => {
      await api.stop();
      await rm(data, { recursive: true, force: true });
    },
  };
}
