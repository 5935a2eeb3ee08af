// Asks the box. The contract's types are all there is to a client: a wrong address, body or answer does not compile.
import type { Contract, RouteName } from "../../daemon/api/contract/index.ts";
import type { Asked, Heard } from "../../daemon/api/contract/route.ts";

/** What the box says when it does not do what was asked: RFC 9457, with a sentence for people. */
export class Problem extends Error {
  readonly code: string;
  readonly status: number;
  readonly with: Readonly<Record<string, string | number>>;
  /** What does not fit, field by field. */
  readonly errors: readonly { readonly field: string; readonly detail: string }[];

  constructor({
    code,
    status,
    detail,
    ...rest
  }: Pick<Problem, "code" | "status"> & Partial<Pick<Problem, "with" | "errors">> & { readonly detail: string }) {
    super(detail);
    this.code = code;
    this.status = status;
    this.with = rest.with ?? {};
    this.errors = rest.errors ?? [];
  }
}

/** The box did not answer: switched off, restarting, or out of reach. */
export class OutOfReach extends Error {}

let csrf = "";
let language = "";
let firstSeen: number | undefined;

/** The page's own word, told at sign-in: the box changes nothing without it. */
export const keepWord = (word: string): void => void (csrf = word);
export const askIn = (tag: string): void => void (language = tag);

export const headers = (): Record<string, string> => ({
  ...(csrf === "" ? {} : { "quoin-csrf": csrf }),
  ...(language === "" ? {} : { "accept-language": language }),
});

/** Where the box stood when this page first asked it: whatever changed since then it may not have seen. */
export const firstRevision = (): number | undefined => firstSeen;

type Options<N extends RouteName> = Asked<Contract[N]> & { readonly key?: string; readonly signal?: AbortSignal };

export async function ask<N extends RouteName>(
  name: N,
  ...[options]: object extends Options<N> ? [options?: Options<N>] : [options: Options<N>]
): Promise<Heard<Contract[N]>> {
  const { params, query, body, key, signal } = (options ?? {}) as {
    params?: Record<string, string>;
    query?: Record<string, string | number | boolean | undefined>;
    body?: unknown;
    key?: string;
    signal?: AbortSignal;
  };
  const [method = "GET"] = name.split(" ");
  const answer = await fetch(address(name, params, query), {
    method,
    credentials: "same-origin",
    headers: {
      ...headers(),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(key === undefined ? {} : { "idempotency-key": key }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal ? { signal } : {}),
  }).catch((cause: unknown) => {
    throw new OutOfReach("no answer", { cause });
  });
  firstSeen ??= Number(answer.headers.get("quoin-revision") ?? Number.NaN);
  return (await heard(answer)) as Heard<Contract[N]>;
}

export async function heard(answer: Response): Promise<unknown> {
  const said: unknown = await answer.json().catch((cause: unknown) => {
    throw new OutOfReach(`answered ${answer.status} without words`, { cause });
  });
  if (!answer.ok) throw new Problem(said as ConstructorParameters<typeof Problem>[0]);
  return said;
}

export function address(
  name: RouteName,
  params: Readonly<Record<string, string>> = {},
  query: Readonly<Record<string, string | number | boolean | undefined>> = {},
): string {
  const path = (name.split(" ")[1] ?? "").replaceAll(/\{(\w+)\}/g, (_, of: string) => encodeURIComponent(params[of] ?? ""));
  const search = new URLSearchParams(Object.entries(query).flatMap(([of, value]) => (value === undefined ? [] : [[of, String(value)]])));
  return search.size === 0 ? path : `${path}?${search}`;
}

/** For one act, whatever its answer costs: pressed twice or sent again it is done once. */
export const newKey = (): string =>
  // Not randomUUID: a browser gives that only to pages of a trusted name.
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
