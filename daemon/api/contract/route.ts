// What a route is: who may call it, what goes in, what comes out. Everything else (server, types, OpenAPI) is read from this.
import type { z } from "zod";

/**
 * anyone: without a token. person: whoever is signed in, for themselves. kiosk: a screen bound to a terminal. operator: an administrator who
 * is signed in, the token, or the box's own socket. owner: only over the socket, because the act touches files of the box itself.
 */
export type Who = "anyone" | "person" | "kiosk" | "operator" | "owner";

export interface Route {
  readonly summary: string;
  readonly who: Who;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodObject;
  readonly answer: z.ZodType;
  /** Moves money: needs an Idempotency-Key header, and the same key is the same act for ever. */
  readonly once?: true;
  /** Answers one JSON value a line, each of the shape `answer`, for as long as there are any. */
  readonly lines?: true;
  /** Answers a file to keep; `answer` says nothing of it. */
  readonly file?: true;
  /** The request's body is a file of one of these media types, of any size there is room for; the handler reads it as it comes. */
  readonly document?: readonly [string, ...string[]];
}

/** `METHOD /path/{param}`: clients in TypeScript need nothing but these names, so they import types only. */
export type RouteKey = `${"GET" | "POST" | "PUT" | "PATCH" | "DELETE"} /${string}`;

export const routes = <const R extends Record<RouteKey, Route>>(all: R): R => all;

type Parsed<R, Part extends string> = R extends { readonly [P in Part]: infer S extends z.ZodType } ? z.output<S> : undefined;
type Given<R, Part extends "params" | "query" | "body"> = R extends { readonly [P in Part]: infer S extends z.ZodType }
  ? object extends z.input<S>
    ? { readonly [P in Part]?: z.input<S> }
    : { readonly [P in Part]: z.input<S> }
  : unknown;

/** What a handler gets. */
export interface Accepted<R> {
  readonly params: Parsed<R, "params">;
  readonly query: Parsed<R, "query">;
  readonly body: Parsed<R, "body">;
}

/** What a client gives. */
export type Asked<R> = Given<R, "params"> & Given<R, "query"> & Given<R, "body">;

/** What a handler answers, before the contract strips what it does not promise. */
export type Answered<R> = R extends { readonly answer: infer S extends z.ZodType } ? z.input<S> : never;

/** What a client hears. */
export type Heard<R> = R extends { readonly answer: infer S extends z.ZodType } ? z.output<S> : never;
