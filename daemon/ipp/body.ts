// The body of one HTTP request, read by hand: a slow or vanished client is given up, and an early end leaves the connection to the answer.
import type { IncomingMessage } from "node:http";
import type { Clock } from "../runtime/clock.ts";

export interface PaceLimits {
  /** Between two chunks. A laptop that is closed amid an upload does not come back. */
  readonly idleMs: number;
  /** A client slower than this, over all the time it was waited for, keeps a place others need. */
  readonly leastBytesPerSecond: number;
  /** From when on its pace is judged. */
  readonly judgedAfterMs: number;
}

export interface DrainLimits {
  readonly withinMs: number;
  /** Without a byte. */
  readonly quietMs: number;
}

const late = Symbol("late");

/** The client is gone, or too slow to wait for. */
export class ClientGone extends Error {
  override readonly name = "ClientGone";
}

export class Body implements AsyncIterable<Uint8Array> {
  readonly #request: IncomingMessage;
  readonly #clock: Clock;
  readonly #limits: PaceLimits;
  readonly #held: Uint8Array[] = [];
  /** Called whenever there may be more to read, or no more. */
  #wake = (): void => {};
  #waitedMs = 0;
  #bytes = 0;
  #ended = false;
  gone = false;

  constructor(request: IncomingMessage, clock: Clock, limits: PaceLimits) {
    this.#request = request;
    this.#clock = clock;
    this.#limits = limits;
    for (const event of ["readable", "end", "error", "close"]) request.on(event, () => this.#wake());
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** The next chunk, or undefined at the end. Throws ClientGone. */
  async next(withinMs: number = this.#limits.idleMs): Promise<Uint8Array | undefined> {
    const held = this.#held.shift();
    if (held !== undefined) return held;
    if (this.#ended) return undefined;
    const asked = this.#clock.monotonic();
    const giveUp = this.#clock.after(Math.min(withinMs, this.#limits.idleMs), () => this.#request.destroy());
    try {
      const chunk = await this.#read();
      if (chunk === undefined) this.#ended = true;
      else this.#judge(chunk.length, this.#clock.monotonic() - asked);
      return chunk;
    } catch (error) {
      this.#ended = true;
      this.gone = true;
      throw error instanceof ClientGone ? error : new ClientGone("the client went away", { cause: error });
    } finally {
      giveUp();
    }
  }

  /** To be read again by whoever comes next. */
  giveBack(chunk: Uint8Array): void {
    if (chunk.length > 0) this.#held.unshift(chunk);
  }

  /** Nobody wants the rest: read and forget it, until it ends, takes too long or pauses. False when the client may still be sending. */
  async drain({ withinMs, quietMs }: DrainLimits): Promise<boolean> {
    const until = this.#clock.monotonic() + withinMs;
    this.#held.length = 0;
    while (!this.#ended && this.#clock.monotonic() < until) {
      const rest = await this.#within(quietMs, this.next());
      if (rest === late) break;
    }
    return this.#ended;
  }

  /** Unlike the limit of `next`, this one does not take the connection away. */
  async #within(ms: number, chunk: Promise<Uint8Array | undefined>): Promise<Uint8Array | undefined | typeof late> {
    let cancel = (): void => {};
    const tooLate = new Promise<typeof late>((resolve) => {
      cancel = this.#clock.after(ms, () => resolve(late));
    });
    try {
      return await Promise.race([chunk, tooLate]);
    } finally {
      cancel();
      chunk.catch(() => undefined);
    }
  }

  /** Has no `return`: whoever stops early leaves the rest to drain. */
  [Symbol.asyncIterator](): AsyncIterator<Uint8Array> {
    return {
      next: async () => {
        const value = await this.next();
        return value === undefined ? { done: true, value } : { done: false, value };
      },
    };
  }

  /** By hand, because the stream's own iterator sets up and takes down a dozen listeners for each request. */
  async #read(): Promise<Uint8Array | undefined> {
    for (;;) {
      const chunk = this.#request.read() as Uint8Array | null;
      if (chunk !== null) return chunk;
      if (this.#request.readableEnded && this.#request.complete) return undefined;
      if (this.#request.readableEnded || this.#request.destroyed) throw new Error("cut short");
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  #judge(bytes: number, waitedMs: number): void {
    this.#bytes += bytes;
    this.#waitedMs += waitedMs;
    const { judgedAfterMs, leastBytesPerSecond } = this.#limits;
    if (this.#waitedMs > judgedAfterMs && this.#bytes < (this.#waitedMs / 1000) * leastBytesPerSecond) {
      this.#request.destroy();
      throw new ClientGone("the client sends too slowly");
    }
  }
}
