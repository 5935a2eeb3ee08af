// The box itself: its books, its health, its backup.
import { z } from "zod";
import { clockView } from "./network.ts";
import { routes } from "./route.ts";
import { count, login, moneyOut, text, time } from "./shapes.ts";

const operator = { who: "operator" as const };

const lineOfBooks = z.looseObject({ id: z.string(), at: time, kind: z.string() }).meta({ id: "Row" });

export const statementRow = z
  .object({
    id: z.string(),
    at: time,
    kind: z.string(),
    amount: moneyOut,
    balance: moneyOut,
    n: z.int(),
    by: z.string(),
    reason: z.string().exactOptional(),
    job: z.string().exactOptional(),
  })
  .meta({ id: "StatementRow" });
export type StatementRow = z.output<typeof statementRow>;

const verification = z.object({ ok: z.boolean(), rows: z.int().exactOptional(), sentence: z.string().exactOptional() });

const verificationView = z
  .object({
    running: z.object({ rows: z.int(), of: z.int() }).exactOptional(),
    last: verification.extend({ at: time }).exactOptional(),
  })
  .meta({ id: "Verification" });

export const ledgerRoutes = routes({
  "GET /api/v1/ledger/rows": { ...operator, summary: "Every row of the books, oldest first", answer: lineOfBooks, lines: true },
  "GET /api/v1/ledger/verification": {
    ...operator,
    summary: "Whether the books add up, and the first break where they do not",
    answer: verification,
  },
  "POST /api/v1/ledger/verification": {
    ...operator,
    summary: "Begin to verify the books, or join the one under way; it goes on by itself",
    answer: verificationView,
  },
  "GET /api/v1/ledger/verification/progress": {
    ...operator,
    summary: "How far the verification under way is, and what came out of the last one",
    answer: verificationView,
  },
  "GET /api/v1/ledger/statements/{login}": {
    ...operator,
    summary: "One person's rows, newest first, a page at a time",
    params: z.object({ login }),
    query: z.strictObject({ after: z.string().max(256).exactOptional(), limit: count(1000).default(100) }),
    answer: z.object({ login: z.string(), rows: z.array(statementRow), next: z.string().exactOptional() }),
  },
});

export const statusView = z
  .object({
    box: z.string(),
    name: z.string(),
    version: z.string(),
    startedAt: time,
    now: time,
    currency: z.string(),
    http: z.string(),
    https: z.string().exactOptional(),
    ipp: z.string(),
    ipps: z.string().exactOptional(),
    store: z.object({ engine: z.string(), revision: z.int(), keys: z.int(), bytes: z.int(), breaches: z.array(z.string()) }),
    books: z.object({
      rows: z.int(),
      behind: z.int(),
      problem: z.string().exactOptional(),
      verified: verification.extend({ at: time }).exactOptional(),
    }),
    spool: z.object({ jobs: z.int(), bytes: z.int(), most: z.int(), free: z.int() }),
    jobs: z.object({ held: z.int(), unclaimed: z.int(), printing: z.int() }),
    users: z.int(),
    printers: z.array(z.object({ name: z.string(), state: z.string(), reasons: z.array(z.string()) })),
    devices: z.array(z.object({ name: z.string(), kind: z.string(), state: z.string() })),
    engines: z.array(z.string()),
    memoryBytes: z.int(),
    zone: z.string(),
    clock: clockView,
  })
  .meta({ id: "Status" });
export type StatusView = z.output<typeof statusView>;

/** needs: someone must act. advice: works, could be better. */
export const finding = z
  .object({
    level: z.enum(["needs", "advice"]),
    code: z.string(),
    subject: z.string().exactOptional(),
    sentence: z.string(),
    remedy: z.string(),
    /** What mends it, typed on the machine by whoever may. */
    command: z.string().exactOptional(),
  })
  .meta({ id: "Finding" });
export type FindingView = z.output<typeof finding>;

export const boxRoutes = routes({
  "GET /api/v1/status": { ...operator, summary: "How the box is", answer: statusView },
  "GET /api/v1/findings": { ...operator, summary: "What is wrong, and what to do", answer: z.object({ findings: z.array(finding) }) },
  "POST /api/v1/backups": {
    who: "owner",
    summary: "Write a backup to a file of this machine",
    body: z.strictObject({ file: text.max(4000) }),
    answer: z.object({ file: z.string(), bytes: z.int() }),
  },
});
