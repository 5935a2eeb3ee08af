// What a person does for themselves in a browser: signs in, sees their credit and their jobs, prints them, deletes them.
import { z } from "zod";
import { routes } from "./route.ts";
import { done, email, login, moneyOut, time } from "./shapes.ts";

const person = { who: "person" as const };

export const sessionView = z
  .object({
    login: z.string(),
    name: z.string(),
    roles: z.array(z.string()),
    /** What they read; absent: as the page is set. */
    language: z.string().exactOptional(),
    /** To be sent as the header `quoin-csrf` with everything that changes something. */
    csrf: z.string(),
    currency: z.string(),
    /** The place's time zone. */
    zone: z.string(),
  })
  .meta({ id: "Session" });
export type SessionView = z.output<typeof sessionView>;

const password = z.string().min(8).max(256);

export const sessionRoutes = routes({
  "POST /api/v1/session": {
    who: "anyone",
    summary: "Sign in. Sets a cookie no script can read",
    body: z.strictObject({ login, password: z.string().min(1).max(256) }),
    answer: sessionView,
  },
  "GET /api/v1/session": { ...person, summary: "Who is signed in", answer: sessionView },
  "DELETE /api/v1/session": { ...person, summary: "Sign out", answer: done },
});

const browserView = z
  .object({ id: z.string(), createdAt: time, seenAt: time, address: z.string(), agent: z.string(), current: z.boolean() })
  .meta({ id: "Browser" });

export const meView = z
  .object({
    login: z.string(),
    name: z.string(),
    department: z.string().exactOptional(),
    email: z.string().exactOptional(),
    limited: z.boolean(),
    release: z.enum(["default", "manual", "automatic"]),
    language: z.string().exactOptional(),
    cards: z.int(),
    code: z.boolean(),
    pin: z.boolean(),
    /** The largest document I may send. */
    documentBytes: z.int(),
    balance: moneyOut,
    reserved: moneyOut,
    spendable: moneyOut,
  })
  .meta({ id: "Me" });
export type MeView = z.output<typeof meView>;

export const myPrinterView = z
  .object({
    name: z.string(),
    makeModel: z.string().exactOptional(),
    color: z.boolean().exactOptional(),
    duplex: z.boolean().exactOptional(),
    state: z.string(),
    reasons: z.array(z.string()),
    mono: moneyOut.exactOptional(),
    colorPrice: moneyOut.exactOptional(),
    queues: z.array(z.string()),
  })
  .meta({ id: "MyPrinter" });
export type MyPrinterView = z.output<typeof myPrinterView>;

export const myRoutes = routes({
  "GET /api/v1/me": { ...person, summary: "My account", answer: meView },
  "PATCH /api/v1/me": {
    ...person,
    summary: "Change what is mine to change",
    body: z.strictObject({
      release: z.enum(["default", "manual", "automatic"]).exactOptional(),
      language: z.enum(["fr", "en"]).exactOptional(),
      email: email.exactOptional(),
    }),
    answer: meView,
  },
  "PUT /api/v1/me/password": {
    ...person,
    summary: "Change my password; every other browser is signed out",
    body: z.strictObject({ before: z.string().min(1).max(256), password }),
    answer: done,
  },
  "POST /api/v1/me/code": {
    ...person,
    summary: "A new code to type instead of a card, drawn by the box and told this once; the one before ends",
    answer: z.object({ code: z.string() }),
  },
  "PUT /api/v1/me/pin": {
    ...person,
    summary: "Set the PIN that is asked for after my card or code",
    body: z.strictObject({ pin: z.string().regex(/^\d{4,16}$/) }),
    answer: meView,
  },
  "GET /api/v1/me/browsers": { ...person, summary: "Where I am signed in", answer: z.object({ browsers: z.array(browserView) }) },
  "DELETE /api/v1/me/browsers/{browser}": {
    ...person,
    summary: "Sign out a browser of mine",
    params: z.object({ browser: z.string().min(8).max(128) }),
    answer: done,
  },
  "GET /api/v1/me/printers": {
    ...person,
    summary: "Printers my jobs can come out of",
    answer: z.object({
      printers: z.array(myPrinterView),
      queues: z.array(z.object({ name: z.string(), uri: z.string(), default: z.boolean() })),
    }),
  },
});
