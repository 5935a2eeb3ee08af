// Asks a box over its API. Knows the contract by its types only: the name of a route is its method and its path.
import { type ClientRequest, type IncomingMessage, request } from "node:http";
import { createInterface } from "node:readline";
import type { Contract, RouteName } from "../api/contract/index.ts";
import type { Asked, Heard } from "../api/contract/route.ts";
import type { Clock } from "../runtime/clock.ts";
import { Fault } from "../runtime/faults.ts";
import type { Language } from "../words/index.ts";

export type Target = { readonly socketPath: string } | { readonly url: string; readonly token: string };

/** The box said no, or that something failed, in a problem document. It ends the command. */
export class Told extends Error {
  override readonly name = "Told";
  readonly problem: ProblemDocument;
  constructor(problem: ProblemDocument) {
    super(problem.detail);
    this.problem = problem;
  }
}

/** No box answers: nothing does, it went away, it did before and an act may be done, or what answers is no box. */
export class NoBox extends Fault {
  readonly how: "silent" | "gone" | "meanwhile" | "stranger";
  /** Where it was asked; of a stranger, what it answered. */
  readonly where: string;
  constructor(how: NoBox["how"], { where, cause }: { readonly where: string; readonly cause?: unknown }) {
    super("not-running", `${how}: ${where}`, { retry: how === "stranger" ? "never" : "later", cause });
    this.how = how;
    this.where = where;
  }
}

export interface ProblemDocument {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly kind: "refusal" | "fault";
  readonly retry?: "now" | "later" | "never";
}

/** Asked again only what may be asked again: under the same key, or what changes nothing the second time. */
const pausesMs = [200, 800];
/** The box answers within 2 s or says why not; calibration and backup take longer. */
const answerTimeoutMs = 300_000;
const longestAnswer = 64 * 1024 * 1024;

/** Acts that move money carry the key under which they happen once, however often they are asked. */
type Call<N extends RouteName> = Asked<Contract[N]> & (Contract[N] extends { readonly once: true } ? { readonly once: string } : unknown);
type Loose = { params?: Record<string, unknown>; query?: Record<string, unknown>; body?: unknown; once?: string };

export class Client {
  readonly #target: Target;
  readonly #language: Language;
  readonly #clock: Clock;
  readonly #timeoutMs: number;
  #currency: string | undefined;
  #zone: string | undefined;

  constructor(target: Target, language: Language, clock: Clock, timeoutMs = answerTimeoutMs) {
    this.#target = target;
    this.#language = language;
    this.#clock = clock;
    this.#timeoutMs = timeoutMs;
  }

  /** What the box counts its money in; undefined before its first answer. */
  get currency(): string | undefined {
    return this.#currency;
  }

  /** The time zone of its place; undefined before its first answer. */
  get zone(): string | undefined {
    return this.#zone;
  }

  /** Throws {@link Told} when the box says no, {@link NoBox} when none answers. */
  async call<N extends RouteName>(route: N, asked: Call<N>): Promise<Heard<Contract[N]>> {
    const loose = asked as Loose;
    const mayRepeat = !route.startsWith("POST ") || loose.once !== undefined;
    for (let attempt = 0; ; attempt++) {
      const pause = mayRepeat ? pausesMs[attempt] : undefined;
      try {
        return JSON.parse(await this.#text(route, loose)) as Heard<Contract[N]>;
      } catch (error) {
        if (pause === undefined || !passes(error)) throw error;
        await this.#clock.sleep(pause);
      }
    }
  }

  /** The lines of a route that answers lines, as they come. Empty lines are heartbeats. */
  async *lines<N extends RouteName>(route: N, asked: Call<N>, signal?: AbortSignal): AsyncGenerator<Heard<Contract[N]>> {
    for await (const line of this.rawLines(route, asked, signal)) yield JSON.parse(line) as Heard<Contract[N]>;
  }

  async *rawLines<N extends RouteName>(route: N, asked: Call<N>, signal?: AbortSignal): AsyncGenerator<string> {
    const response = await this.#send(route, asked as Loose, signal);
    if ((response.statusCode ?? 500) >= 400) throw told(await textOf(response), response.statusCode);
    // readline may end quietly when its input breaks off: an answer cut short must not look whole.
    let broken: unknown;
    try {
      for await (const line of createInterface({ input: response, crlfDelay: Number.POSITIVE_INFINITY })) if (line !== "") yield line;
    } catch (error) {
      broken = error;
    }
    if (signal?.aborted || (broken === undefined && response.complete)) return;
    throw new NoBox("gone", { where: whereOf(this.#target), cause: broken });
  }

  async #text(route: RouteName, asked: Loose): Promise<string> {
    const response = await this.#send(route, asked);
    const text = await textOf(response);
    if ((response.statusCode ?? 500) >= 400) throw told(text, response.statusCode);
    return text;
  }

  #send(route: RouteName, asked: Loose, signal?: AbortSignal): Promise<IncomingMessage> {
    const [method = "", path = ""] = route.split(" ");
    const target = this.#target;
    const url = new URL(filled(path, asked.params ?? {}), "url" in target ? target.url : "http://localhost");
    for (const [name, value] of Object.entries(asked.query ?? {})) if (value !== undefined) url.searchParams.set(name, String(value));
    const body = asked.body === undefined ? undefined : JSON.stringify(asked.body);
    const headers: Record<string, string> = {
      "accept-language": this.#language,
      ...("token" in target ? { authorization: `Bearer ${target.token}` } : {}),
      ...(body === undefined ? {} : { "content-type": "application/json", "content-length": String(Buffer.byteLength(body)) }),
      ...(asked.once === undefined ? {} : { "idempotency-key": asked.once }),
    };
    return new Promise((resolve, reject) => {
      const sent: ClientRequest = request(
        url,
        {
          method,
          headers,
          agent: false,
          timeout: this.#timeoutMs,
          ...("socketPath" in target ? { socketPath: target.socketPath } : {}),
          ...(signal ? { signal } : {}),
        },
        (response) => {
          this.#currency = currencyOf(response) ?? this.#currency;
          this.#zone = zoneOf(response) ?? this.#zone;
          resolve(response);
        },
      );
      sent.on("timeout", () => sent.destroy(new Fault("timeout", "no answer from the box", { retry: "now" })));
      sent.on("error", (cause: NodeJS.ErrnoException) =>
        reject(cause instanceof Fault || signal?.aborted ? cause : unreachable(cause, target)),
      );
      sent.end(body);
    });
  }
}

/** Three letters (ISO 4217), or what answers is no box. */
function currencyOf({ headers }: IncomingMessage): string | undefined {
  const told = headers["quoin-currency"];
  return typeof told === "string" && /^[A-Z]{3}$/.test(told) ? told : undefined;
}

/** A name that this machine knows a zone by. */
function zoneOf({ headers }: IncomingMessage): string | undefined {
  const told = headers["quoin-zone"];
  try {
    return typeof told === "string" ? new Intl.DateTimeFormat("en", { timeZone: told }).resolvedOptions().timeZone : undefined;
  } catch {
    return undefined;
  }
}

function passes(error: unknown): boolean {
  if (error instanceof Told) return error.problem.kind === "fault" && error.problem.retry === "now";
  return error instanceof Fault && error.code === "timeout";
}

const whereOf = (target: Target): string => ("url" in target ? target.url : target.socketPath);

const filled = (path: string, params: Record<string, unknown>): string =>
  path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params[name] ?? "")));

/** Nobody listens, or nobody may: to the person at the keyboard no box runs there. A cut connection is another matter. */
function unreachable(cause: NodeJS.ErrnoException, target: Target): Fault {
  const where = whereOf(target);
  const lost = cause.code === "ECONNRESET" || cause.code === "EPIPE";
  return lost ? new Fault("timeout", `the connection to ${where} was cut`, { retry: "now", cause }) : new NoBox("silent", { where, cause });
}

async function textOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > longestAnswer) throw new Fault("overloaded", "the answer is too long", { retry: "never" });
      chunks.push(chunk);
    }
  } catch (cause) {
    throw cause instanceof Fault ? cause : new Fault("timeout", "the answer broke off", { retry: "now", cause });
  }
  return Buffer.concat(chunks).toString();
}

/** A box always answers in problem documents; something else at that address does not. */
function told(text: string, status = 500): Error {
  try {
    const problem = JSON.parse(text) as ProblemDocument;
    if (typeof problem.detail === "string" && typeof problem.code === "string") return new Told(problem);
  } catch {
    // Not JSON: told below.
  }
  return new NoBox("stranger", { where: `HTTP ${status}` });
}
