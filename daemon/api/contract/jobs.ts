// Jobs: those that wait, and how the last ones ended.
import { z } from "zod";
import { listQuery, pageView } from "./lists.ts";
import { routes } from "./route.ts";
import { done, jobRef, login, moneyOut, printerName, queueName, text, time, yes } from "./shapes.ts";

export const jobView = z
  .object({
    id: z.string(),
    number: z.int(),
    queue: z.string(),
    title: z.string(),
    state: z.string(),
    reasons: z.array(z.string()),
    held: z.boolean(),
    login: z.string().exactOptional(),
    named: z.string(),
    strength: z.enum(["none", "named", "bound", "proven"]),
    /** Absent where only the books still know the job, as are its copies. */
    createdAt: time.exactOptional(),
    /** Where it was sent from, while it lives. */
    address: z.string().exactOptional(),
    printer: z.string().exactOptional(),
    format: z.string().exactOptional(),
    bytes: z.int().exactOptional(),
    copies: z.int().exactOptional(),
    impressions: z.int().exactOptional(),
    impressionsColor: z.int().exactOptional(),
    sheets: z.int().exactOptional(),
    /** What it would cost now; absent once ended, or where nothing can be said. */
    price: moneyOut.exactOptional(),
    /** Why it cannot be printed as it is. */
    problem: z.string().exactOptional(),
    sentence: z.string().exactOptional(),
    endedAt: time.exactOptional(),
    charged: moneyOut.exactOptional(),
    /** Why it ended as it did: keywords, or the words of whoever ended it. */
    reason: z.string().exactOptional(),
    /** Why a person should look at it. */
    review: z.string().exactOptional(),
  })
  .meta({ id: "Job" });
export type JobView = z.output<typeof jobView>;

/** Where a waiting job can come out, cheapest first; those where it cannot come last. */
export const jobPlace = z.object({
  printer: z.string(),
  state: z.string(),
  price: moneyOut.exactOptional(),
  /** What its owner's credit lacks of that price. */
  missing: moneyOut.exactOptional(),
  /** Why not there, in the reader's words. */
  sentence: z.string().exactOptional(),
});

export type JobPlace = z.output<typeof jobPlace>;

const params = z.object({ job: jobRef });
const operator = { who: "operator" as const };

export const jobRoutes = routes({
  "GET /api/v1/jobs": {
    ...operator,
    summary: "Jobs that wait or print, oldest first; or those that ended, or of these the ones to be looked at, newest first",
    query: z.strictObject({
      held: yes.exactOptional(),
      unclaimed: yes.exactOptional(),
      ended: yes.exactOptional(),
      review: yes.exactOptional(),
      user: login.exactOptional(),
      ...listQuery(["number", "title", "user", "state", "queue", "since"], "since"),
    }),
    answer: z.object({ jobs: z.array(jobView), ...pageView }),
  },
  "GET /api/v1/jobs/{job}": {
    ...operator,
    summary: "One job, also after it ended. `printer`: what it would cost there, instead of where it is cheapest",
    params,
    query: z.strictObject({ printer: printerName.exactOptional() }),
    answer: jobView.extend({ places: z.array(jobPlace).exactOptional() }),
  },
  "POST /api/v1/jobs/{job}/release": {
    ...operator,
    summary:
      "Release a waiting job to a printer. Answers once it is reserved; the job tells the rest. A key of which nothing came is refused: use a new one",
    params,
    once: true,
    body: z.strictObject({ printer: printerName, shown: z.int().min(0).exactOptional() }),
    answer: z.object({ reservation: z.string(), reserved: moneyOut, impressions: z.int() }),
  },
  "DELETE /api/v1/jobs/{job}": {
    ...operator,
    summary: "Delete a job",
    params,
    query: z.strictObject({ reason: text.exactOptional() }),
    answer: done,
  },
  "POST /api/v1/jobs/{job}/assignment": {
    ...operator,
    summary: "Say whose waiting job it is: nobody's until now, or somebody else's, who is no longer charged for it",
    params,
    body: z.strictObject({ login, reason: text }),
    answer: jobView,
  },
  "POST /api/v1/jobs/{job}/queue": {
    ...operator,
    summary: "Move a waiting job to another queue: its printers and prices hold from now on",
    params,
    body: z.strictObject({ queue: queueName }),
    answer: jobView,
  },
});
