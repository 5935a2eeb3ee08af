// Speaks etcd's protocol to one server: calls with a time limit and no silent second try, watches as streams that wait for their reader.
// Knows messages and failures; what keys and revisions mean is etcd-store.ts's business.
import { fileURLToPath } from "node:url";
import {
  type ChannelCredentials,
  type ClientDuplexStream,
  type ClientUnaryCall,
  credentials,
  loadPackageDefinition,
  Metadata,
  type ServiceClientConstructor,
  type ServiceError,
  status,
} from "@grpc/grpc-js";
import { loadSync } from "@grpc/proto-loader";
import { Ambiguous, Unavailable } from "./store.ts";

/** 64-bit numbers come as text: ids of members do not fit a double. Revisions do, and are turned into numbers where they are used. */
type Int64 = string;

export interface Header {
  readonly revision: Int64;
}

export interface WireKeyValue {
  readonly key: Buffer;
  readonly value: Buffer;
  readonly mod_revision: Int64;
}

/** From `key` up to but without `range_end`; a single zero byte there: to the last key. */
export interface WireRange {
  readonly key: Buffer;
  readonly range_end?: Buffer;
}

interface RangeAnswer {
  readonly header: Header;
  readonly kvs: readonly WireKeyValue[];
  readonly count: Int64;
}

export interface WireTransaction {
  readonly compare: readonly { readonly key: Buffer; readonly target: number; readonly result: number; readonly mod_revision: number }[];
  readonly success: readonly (
    | { readonly request_put: { readonly key: Buffer; readonly value: Buffer } }
    | { readonly request_delete_range: { readonly key: Buffer } }
  )[];
  readonly failure: readonly { readonly request_range: WireRange }[];
}

interface TransactionAnswer {
  readonly header: Header;
  readonly succeeded: boolean;
  readonly responses: readonly { readonly response_range?: RangeAnswer | null }[];
}

export interface WatchAnswer {
  readonly header: Header;
  readonly created: boolean;
  readonly canceled: boolean;
  /** Not "0": versions before it are gone, and with them what was asked for. */
  readonly compact_revision: Int64;
  readonly cancel_reason: string;
  /** More of the same answer follows. */
  readonly fragment: boolean;
  readonly events: readonly { readonly type: number; readonly kv: WireKeyValue }[];
}

interface StatusAnswer {
  readonly header: Header;
  readonly version: string;
  readonly dbSize: Int64;
  /** The leader's member id; "0": none is known. */
  readonly leader: Int64;
}

interface Calls {
  readonly Range: [WireRange & { readonly limit?: number; readonly revision?: number; readonly count_only?: boolean }, RangeAnswer];
  readonly Txn: [WireTransaction, TransactionAnswer];
  readonly Compact: [{ readonly revision: number }, { readonly header: Header }];
  readonly Status: [object, StatusAnswer];
}

export interface EtcdAddress {
  /** `host:port`, or `unix:PATH`. */
  readonly address: string;
  /** PEM. Absent: in clear, for a server on this machine that only we reach. */
  readonly tls?: { readonly ca: Buffer; readonly certificate: Buffer; readonly key: Buffer };
}

export interface EtcdClientOptions extends EtcdAddress {
  readonly clock: { now(): number };
  /** ms after which a call is given up. */
  readonly timeoutMs?: number;
}

/** Longer than an election; who waits for it at a reader is told sooner, by their own limit. */
const defaultTimeoutMs = 5_000;

const channel = {
  // What is tried again is decided where the compares are known.
  "grpc.enable_retries": 0,
  // A whole range or a watch that catches up is larger than the library's 4 MB.
  "grpc.max_receive_message_length": -1,
  "grpc.max_send_message_length": -1,
  // A server that was started again is found soon.
  "grpc.initial_reconnect_backoff_ms": 100,
  "grpc.max_reconnect_backoff_ms": 1_000,
  // A half-open connection is noticed; the server allows one question in five seconds.
  "grpc.keepalive_time_ms": 10_000,
  "grpc.keepalive_timeout_ms": 3_000,
} as const;

type Unary = (
  request: object,
  metadata: Metadata,
  options: { deadline: number },
  done: (error: ServiceError | null, answer: never) => void,
) => ClientUnaryCall;
type Stream = (metadata: Metadata) => ClientDuplexStream<object, WatchAnswer>;
type Service = Record<string, unknown> & { close(): void };

export class EtcdClient {
  readonly #kv: Service;
  readonly #watch: Service;
  readonly #maintenance: Service;
  readonly #clock: { now(): number };
  readonly #timeoutMs: number;
  readonly #metadata = new Metadata();
  readonly #streams = new Set<ClientDuplexStream<object, WatchAnswer>>();
  #closed = false;

  constructor({ address, tls, clock, timeoutMs = defaultTimeoutMs }: EtcdClientOptions) {
    const secured: ChannelCredentials = tls ? credentials.createSsl(tls.ca, tls.key, tls.certificate) : credentials.createInsecure();
    const services = wire();
    const connect = (name: string): Service => new (services[name] as ServiceClientConstructor)(address, secured, channel) as never;
    [this.#kv, this.#watch, this.#maintenance] = [connect("KV"), connect("Watch"), connect("Maintenance")];
    this.#clock = clock;
    this.#timeoutMs = timeoutMs;
    // A server that was left alone by its cluster says so at once, instead of letting us wait for it.
    this.#metadata.set("hasleader", "true");
  }

  range(request: Calls["Range"][0]): Promise<RangeAnswer> {
    return this.#call(this.#kv, "Range", request);
  }

  /** Throws {@link Ambiguous} when it may have been applied. */
  transact(request: WireTransaction): Promise<TransactionAnswer> {
    return this.#call(this.#kv, "Txn", request, request.success.length > 0);
  }

  compact(revision: number): Promise<{ readonly header: Header }> {
    return this.#call(this.#kv, "Compact", { revision });
  }

  /** Of this server, whether or not it has a leader. */
  status(): Promise<StatusAnswer> {
    return this.#call(this.#maintenance, "Status", {});
  }

  /** What changes in `range` from `start` on; ends when the signal aborts. Throws {@link Unavailable} when the server is lost. */
  async *watch(range: WireRange, start: number, signal: AbortSignal): AsyncGenerator<WatchAnswer> {
    if (signal.aborted) return;
    if (this.#closed) throw new Unavailable("the store is closed");
    const stream = (this.#watch["Watch"] as Stream).call(this.#watch, this.#metadata);
    const stop = (): void => stream.cancel();
    this.#streams.add(stream);
    signal.addEventListener("abort", stop, { once: true });
    try {
      stream.write({ create_request: { ...range, start_revision: start, fragment: true } });
      yield* stream as AsyncIterable<WatchAnswer>;
      if (!signal.aborted) throw new Unavailable("etcd ended the watch");
    } catch (error) {
      if (!signal.aborted) throw error instanceof Unavailable ? error : failure(error as ServiceError, false);
    } finally {
      signal.removeEventListener("abort", stop);
      this.#streams.delete(stream);
      stream.on("error", () => undefined); // it is told once more that it was cancelled
      stream.cancel();
    }
  }

  close(): void {
    this.#closed = true;
    for (const stream of this.#streams) stream.cancel();
    for (const service of [this.#kv, this.#watch, this.#maintenance]) service.close();
  }

  #call<N extends keyof Calls>(service: Service, name: N, request: Calls[N][0], writes = false): Promise<Calls[N][1]> {
    if (this.#closed) return Promise.reject(new Unavailable("the store is closed"));
    const deadline = this.#clock.now() + this.#timeoutMs;
    return new Promise((resolve, reject) => {
      (service[name] as Unary).call(service, request, this.#metadata, { deadline }, (error, answer) => {
        if (error) reject(failure(error, writes));
        else resolve(answer);
      });
    });
  }
}

let definition: Record<string, unknown> | undefined;

function wire(): Record<string, unknown> {
  const file = fileURLToPath(new URL("./etcd.proto", import.meta.url));
  definition ??= loadPackageDefinition(loadSync(file, { keepCase: true, longs: String, defaults: true }))["etcdserverpb"] as never;
  return definition as Record<string, unknown>;
}

/** What was asked for is gone: older than the last compaction. */
export class Gone extends Error {
  override readonly name = "Gone";
}

/** etcd refuses these before anything is proposed to its cluster. */
const surelyNotApplied = /^etcdserver: (no leader|too many requests|not capable|mvcc: database space exceeded)|^No connection established/;

/** A failure of the wire in the words of the store: surely not written, or nobody knows. */
function failure(error: ServiceError, writes: boolean): Error {
  const { code, details } = error;
  if (code === status.OUT_OF_RANGE) return /compacted/.test(details) ? new Gone(details) : new RangeError(details);
  if (code === status.INVALID_ARGUMENT) return new TypeError(details);
  const refused = code === status.PERMISSION_DENIED || code === status.UNAUTHENTICATED;
  const told = `etcd: ${details || error.message}`;
  return writes && !refused && !surelyNotApplied.test(details)
    ? new Ambiguous(told, { cause: error })
    : new Unavailable(told, { cause: error });
}
