// Restoring from the console: a backup is brought and verified, what it holds and what would be lost is looked at, and it is put in force.
import { z } from "zod";
import { routes } from "./route.ts";
import { moneyOut, text, time } from "./shapes.ts";

const operator = { who: "operator" as const };

const restoreView = z
  .object({
    id: z.string(),
    bytes: z.int(),
    /** Absent, as `version`, in a backup of an older Quoin. */
    madeAt: time.exactOptional(),
    version: z.string().exactOptional(),
    /** Whose it is; `same`: this box's. */
    box: z.object({ id: z.string(), name: z.string(), same: z.boolean() }),
    /** Of the amounts in it. */
    currency: z.string(),
    users: z.int(),
    /** Jobs that waited. */
    jobs: z.int(),
    /** Of its books. */
    rows: z.int(),
    /** When the last of them was written. */
    lastAt: time.exactOptional(),
    /** Sum of everybody's credit. */
    credit: moneyOut,
    /** What the books of this box say and the backup does not. `goesOn`: they begin with those of the backup; where not, all of them go. */
    lost: z.object({
      rows: z.int(),
      jobs: z.int(),
      paidIn: moneyOut,
      charged: moneyOut,
      since: time.exactOptional(),
      goesOn: z.boolean(),
    }),
    /** Documents that wait here now, those of them that wait on afterwards, and jobs of the backup whose documents are gone. */
    documents: z.object({ here: z.int(), kept: z.int(), missing: z.int() }),
    /** Jobs that a printer has now. */
    printing: z.int(),
    /** What is to be typed. */
    confirm: z.string(),
  })
  .meta({ id: "Restore" });
export type RestoreView = z.output<typeof restoreView>;

export const restoreRoutes = routes({
  "GET /api/v1/restore": {
    ...operator,
    summary: "The backup that was brought, and why the last restore failed, where it did",
    answer: z.object({ brought: restoreView.exactOptional(), failure: z.string().exactOptional() }),
  },
  "POST /api/v1/restore": {
    ...operator,
    summary: "Bring a backup: the body is the file itself. It is verified whole beside the data, which is not touched",
    answer: restoreView,
    document: ["application/x-ndjson"],
  },
  "DELETE /api/v1/restore": { ...operator, summary: "Throw the backup that was brought away", answer: z.object({ done: z.literal(true) }) },
  "POST /api/v1/restore/start": {
    ...operator,
    summary: "Put it in the place of everything: `name` is this box's, `password` the person's own. The box starts again with it",
    body: z.strictObject({ id: text, name: text, password: z.string().max(1024).exactOptional() }),
    answer: z.object({ startedAt: time }),
  },
});
