// A handler: a plain function of the box and a checked request. One per route; a missing one does not compile.
import type { Readable } from "node:stream";
import type { CommandId, TerminalName } from "../domain/ids.ts";
import type { Actor } from "../domain/ledger.ts";
import type { Refusal } from "../domain/refusal.ts";
import type { BrowserSession, User } from "../domain/user.ts";
import type { Language } from "../words/index.ts";
import type { Browser } from "./browsers.ts";
import type { Accepted, Answered } from "./contract/route.ts";
import type { Deps } from "./deps.ts";

export type Call<R> = Accepted<R> &
  Caller &
  (R extends { readonly once: true } ? { readonly id: CommandId } : unknown) &
  (R extends { readonly document: readonly string[] } ? { readonly document: AsyncIterable<Uint8Array> } : unknown) &
  (R extends { readonly who: "person" } ? { readonly me: User; readonly session: BrowserSession } : unknown) &
  /** Absent: who calls is no person, and comes with the token or by the socket. */
  (R extends { readonly who: "operator" } ? { readonly me?: User } : unknown) &
  (R extends { readonly who: "kiosk" } ? { readonly terminal: TerminalName } : unknown);

export interface Caller {
  readonly by: Actor;
  readonly language: Language;
  readonly browser: Browser;
  /** Aborts when the caller is gone. */
  readonly signal: AbortSignal;
}

/** Something to keep: under this name, where whoever asked keeps such things. */
export interface FileAnswer {
  readonly name: string;
  readonly type: string;
  readonly body: Uint8Array | Readable;
}

type Lines = Iterable<string> | AsyncIterable<string>;
export type Reply<R> = R extends { readonly lines: true } ? Lines : R extends { readonly file: true } ? FileAnswer : Answered<R>;

export type Handler<R> = (deps: Deps, call: Call<R>) => Reply<R> | Refusal | Promise<Reply<R> | Refusal>;

export type Handlers<C> = { readonly [N in keyof C]: Handler<C[N]> };
