// People, what they sign in with, and their credit.
import { z } from "zod";
import { listQuery, pageView } from "./lists.ts";
import { routes } from "./route.ts";
import { amount, cardNumber, done, email, login, moneyOut, queueName, text, version, yes } from "./shapes.ts";

const release = z.enum(["default", "manual", "automatic"]);
const roles = z.array(z.enum(["administrator"]));

/** Never holds a card number, a code or a hash: only whether there is one. */
export const userView = z
  .object({
    id: z.string(),
    login: z.string(),
    name: z.string(),
    limited: z.boolean(),
    department: z.string().exactOptional(),
    email: z.string().exactOptional(),
    release,
    roles,
    cards: z.int(),
    code: z.boolean(),
    pin: z.boolean(),
    password: z.boolean(),
    closed: z.boolean(),
    version,
    balance: moneyOut,
    reserved: moneyOut,
    spendable: moneyOut,
  })
  .meta({ id: "User" });
export type UserView = z.output<typeof userView>;

const params = z.object({ login });
const operator = { who: "operator" as const };

export const userRoutes = routes({
  "POST /api/v1/users": {
    ...operator,
    summary: "Add a person",
    body: z.strictObject({ login, name: text.exactOptional(), limited: z.boolean().default(true), department: text.exactOptional() }),
    answer: userView,
  },
  "GET /api/v1/users": {
    ...operator,
    summary: "People, a page at a time; closed: those who left and whose money is still here",
    query: z.strictObject({
      ...listQuery(["login", "name", "department", "credit", "reserved", "cards", "role"], "login"),
      closed: yes.default(false),
    }),
    answer: z.object({ users: z.array(userView), ...pageView }),
  },
  "GET /api/v1/users/{login}": { ...operator, summary: "One person", params, answer: userView },
  "PATCH /api/v1/users/{login}": {
    ...operator,
    summary: "Change a person",
    params,
    body: z.strictObject({
      name: text.exactOptional(),
      email: email.exactOptional(),
      limited: z.boolean().exactOptional(),
      /** Empty: none any more. */
      department: z.string().trim().max(200).exactOptional(),
      release: release.exactOptional(),
      /** What they may do for others; an empty list takes every right away. */
      roles: roles.max(1).exactOptional(),
      version: version.exactOptional(),
    }),
    answer: userView,
  },
  "DELETE /api/v1/users/{login}": {
    ...operator,
    summary: "Close a person: cards off, waiting jobs deleted, money kept and listed",
    params,
    query: z.strictObject({ reason: text.exactOptional() }),
    answer: userView,
  },
  "POST /api/v1/users/{login}/cards": {
    ...operator,
    summary: "Give a card",
    params,
    body: z.strictObject({ number: cardNumber }),
    answer: userView,
  },
  "POST /api/v1/users/{login}/cards/remove": {
    ...operator,
    summary: "Take a card away",
    params,
    body: z.strictObject({ number: cardNumber }),
    answer: userView,
  },
  "PUT /api/v1/users/{login}/code": {
    ...operator,
    summary: "Set the code typed instead of a card",
    params,
    body: z.strictObject({ code: z.string().regex(/^\d{4,16}$/) }),
    answer: userView,
  },
  "PUT /api/v1/users/{login}/pin": {
    ...operator,
    summary: "Set the PIN asked after a card or code",
    params,
    body: z.strictObject({ pin: z.string().regex(/^\d{4,16}$/) }),
    answer: userView,
  },
  "PUT /api/v1/users/{login}/password": {
    ...operator,
    summary: "Set the password",
    params,
    body: z.strictObject({ password: z.string().min(8).max(256) }),
    answer: userView,
  },
  "POST /api/v1/users/{login}/top-ups": {
    ...operator,
    summary: "Add credit",
    params,
    once: true,
    body: z.strictObject({ amount, reason: text }),
    answer: z.object({ balance: moneyOut }),
  },
  "POST /api/v1/users/{login}/adjustments": {
    ...operator,
    summary: "Correct credit, up or down",
    params,
    once: true,
    body: z.strictObject({ amount, reason: text }),
    answer: z.object({ balance: moneyOut }),
  },
  "POST /api/v1/users/{login}/queue-tokens": {
    ...operator,
    summary: "Make a personal address of a queue: whoever prints to it is this person",
    params,
    body: z.strictObject({ queue: queueName }),
    answer: z.object({ uri: z.string(), token: z.string() }),
  },
  "DELETE /api/v1/queue-tokens/{token}": {
    ...operator,
    summary: "End a personal address",
    params: z.object({ token: z.string().min(8).max(128) }),
    answer: done,
  },
});
