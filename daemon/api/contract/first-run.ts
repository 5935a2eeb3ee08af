// The first run of a box, after it has its administrator: where it stands, and the acts that no page of the console has alone.
import { z } from "zod";
import { routes } from "./route.ts";
import { login, printerName, terminalName } from "./shapes.ts";

const operator = { who: "operator" as const };

const step = z.enum(["place", "network", "printer", "calibration", "prices", "person", "ready"]);

export const firstRunView = z
  .object({
    /** Somebody is still at it; else it is over. */
    open: z.boolean(),
    step: step.exactOptional(),
    printer: z.string().exactOptional(),
    person: z.string().exactOptional(),
    /** The terminal whose reader hears cards now. */
    reader: z.string().exactOptional(),
  })
  .meta({ id: "FirstRun" });
export type FirstRunView = z.output<typeof firstRunView>;

export const firstRunRoutes = routes({
  "GET /api/v1/first-run": { ...operator, summary: "How far the first run has come", answer: firstRunView },
  "PUT /api/v1/first-run": {
    ...operator,
    summary: "A step is reached, or all is done. Reaching an earlier one again changes nothing",
    body: z.strictObject({ step: step.or(z.literal("done")), printer: printerName.exactOptional(), person: login.exactOptional() }),
    answer: firstRunView,
  },
  "POST /api/v1/first-run/terminal": {
    ...operator,
    summary: "Let a card reader that is plugged in serve this printer. `restarts`: the box starts again for it",
    body: z.strictObject({ printer: printerName }),
    answer: z.object({ terminal: z.string().exactOptional(), restarts: z.boolean() }),
  },
  "POST /api/v1/first-run/test-print": {
    ...operator,
    summary: "A test page in three sides, as a job of this person: it waits like any other until it is released",
    body: z.strictObject({ login }),
    answer: z.object({ job: z.int() }),
  },
  "POST /api/v1/terminals/{terminal}/card-readings": {
    ...operator,
    summary:
      "Wait for the next card at a terminal's reader, and take it from its session. `number` is absent where none came in half a minute",
    params: z.object({ terminal: terminalName }),
    answer: z.object({ number: z.string().exactOptional() }),
  },
});
