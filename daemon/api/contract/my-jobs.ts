// A person's own jobs: what waits, how it is printed, where, for how much, one or several; and documents they send.
import { z } from "zod";
import { jobPlace, jobView } from "./jobs.ts";
import { routes } from "./route.ts";
import { done, jobRef, moneyOut, printerName, queueName, text } from "./shapes.ts";

const person = { who: "person" as const };

export const myJobView = jobView
  .extend({
    places: z.array(jobPlace),
    color: z.enum(["auto", "monochrome", "color"]),
    sides: z.enum(["one-sided", "two-sided-long-edge", "two-sided-short-edge"]),
    /** Sides that have colour as the job stands. */
    colored: z.boolean(),
    /** Which pages, as they were written; "": all. */
    pages: z.string(),
    /** What the document has, whatever is printed of it. */
    documentPages: z.int().exactOptional(),
    /** Its owner deleted it, and can still undo that. */
    deleting: z.literal(true).exactOptional(),
  })
  .meta({ id: "MyJob" });
export type MyJobView = z.output<typeof myJobView>;

const params = z.object({ job: jobRef });

/** More than anybody keeps waiting and chooses at once. */
const mostTogether = 100;

export const myJobRoutes = routes({
  "GET /api/v1/me/jobs": {
    ...person,
    summary: "My jobs that wait or print, oldest first, with where each can come out",
    answer: z.object({ jobs: z.array(myJobView) }),
  },
  "GET /api/v1/me/quote": {
    ...person,
    summary: "What several waiting jobs of mine cost together, at each printer that takes any of them",
    query: z.strictObject({
      /** Their numbers, with commas between. */
      jobs: z
        .string()
        .regex(/^[1-9]\d{0,9}(,[1-9]\d{0,9})*$/)
        .transform((text) => [...new Set(text.split(",").map(Number))])
        .refine((numbers) => numbers.length <= mostTogether),
    }),
    answer: z.object({
      /** Most jobs first, then the cheapest. */
      places: z.array(
        z.object({
          printer: z.string(),
          state: z.string(),
          total: moneyOut,
          missing: moneyOut.exactOptional(),
          jobs: z.array(z.object({ number: z.int(), price: moneyOut })),
        }),
      ),
    }),
  },
  "PATCH /api/v1/me/jobs/{job}": {
    ...person,
    summary: "Change how a waiting job of mine is printed; the price follows",
    params,
    body: z.strictObject({
      copies: z.int().min(1).max(999).exactOptional(),
      color: z.enum(["auto", "monochrome", "color"]).exactOptional(),
      sides: z.enum(["one-sided", "two-sided-long-edge", "two-sided-short-edge"]).exactOptional(),
      /** Like `1-3, 5`; empty: all. */
      pages: z.string().max(400).exactOptional(),
    }),
    answer: myJobView,
  },
  "POST /api/v1/me/jobs/{job}/release": {
    ...person,
    summary:
      "Print a waiting job of mine. `shown`: the price I saw; another one is refused. A key of which nothing came is refused: use a new one",
    params,
    once: true,
    body: z.strictObject({ printer: printerName, shown: z.int().min(0) }),
    answer: z.object({ reservation: z.string(), reserved: moneyOut, impressions: z.int() }),
  },
  "DELETE /api/v1/me/jobs/{job}": {
    ...person,
    summary: "Delete a waiting job of mine; `undo`: in that many seconds, unless it is kept meanwhile",
    params,
    query: z.strictObject({ undo: z.coerce.number().int().min(0).max(60).exactOptional() }),
    answer: done,
  },
  "POST /api/v1/me/jobs/{job}/keep": { ...person, summary: "Undo the deletion of a job of mine", params, answer: myJobView },
  "POST /api/v1/me/documents": {
    ...person,
    summary: "Send a document: the body is the file itself (PDF, JPEG, PWG raster, URF). It waits like any other job",
    query: z.strictObject({ title: text, queue: queueName.exactOptional() }),
    answer: myJobView,
    document: ["application/pdf", "image/jpeg", "image/pwg-raster", "image/urf"],
  },
});
