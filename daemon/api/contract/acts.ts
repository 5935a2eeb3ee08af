// One act on many things at once. Each is done or not by itself, and the answer names those that were not.
import { z } from "zod";
import { routes } from "./route.ts";
import { amount, login, moneyOut, printerName, queueName, text } from "./shapes.ts";

const operator = { who: "operator" as const };

/** A page of a list; each is a commit of its own. */
const most = 500;

/** What came of it. */
const done = z
  .object({
    /** Ids of those it was done to. */
    done: z.array(z.string()),
    failed: z.array(z.object({ id: z.string(), name: z.string(), sentence: z.string() })),
    /** Set aside for what was released. */
    reserved: moneyOut.exactOptional(),
  })
  .meta({ id: "Done" });
export type DoneView = z.output<typeof done>;

const jobAct = z.discriminatedUnion("act", [
  z.strictObject({ act: z.literal("delete") }),
  z.strictObject({ act: z.literal("release"), printer: printerName }),
  z.strictObject({ act: z.literal("assign"), login, reason: text }),
  z.strictObject({ act: z.literal("move"), queue: queueName }),
]);
export type JobAct = z.output<typeof jobAct>;

const userAct = z.discriminatedUnion("act", [
  z.strictObject({ act: z.literal("close"), reason: text.exactOptional() }),
  z.strictObject({ act: z.literal("department"), department: z.string().trim().max(200) }),
  z.strictObject({ act: z.literal("limit"), limited: z.boolean() }),
  z.strictObject({ act: z.literal("top-up"), amount, reason: text }),
  z.strictObject({ act: z.literal("adjust"), amount, reason: text }),
]);
export type UserAct = z.output<typeof userAct>;

export const actRoutes = routes({
  "POST /api/v1/jobs/acts": {
    ...operator,
    summary: "Delete, release, assign or move several waiting jobs",
    once: true,
    body: z.strictObject({ jobs: z.array(z.uuid()).min(1).max(most), what: jobAct }),
    answer: done,
  },
  "POST /api/v1/users/acts": {
    ...operator,
    summary: "Close several people, set their department or limit, or move credit of each",
    once: true,
    body: z.strictObject({ users: z.array(z.string().min(1).max(64)).min(1).max(most), what: userAct }),
    answer: done,
  },
});
