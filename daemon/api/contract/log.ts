// The box's log, as its operator reads it; and everything a helper needs to know, in one file.
import { z } from "zod";
import { routes } from "./route.ts";
import { count, time } from "./shapes.ts";

const levels = ["debug", "info", "warn", "error"] as const;

export const logLine = z
  .object({
    at: time,
    level: z.enum(levels),
    /** The part of the box that says it; "" for the box itself. */
    part: z.string(),
    /** A fixed phrase, in English. */
    event: z.string(),
    /** What it was about, by name. */
    facts: z.record(z.string(), z.string()),
  })
  .meta({ id: "LogLine" });
export type LogLine = z.output<typeof logLine>;

const logView = z.object({
  /** When the box looked: asked again with this as `since`, the answer joins on. */
  at: time,
  /** Newest first. */
  lines: z.array(logLine),
  /** Older ones fit, too. */
  more: z.boolean(),
  /** The oldest line that is kept; absent where there is none. */
  from: time.exactOptional(),
});
export type LogView = z.output<typeof logView>;

const wanted = {
  /** The least important that is wanted. */
  level: z.enum(levels).default("debug"),
  part: z.string().max(40).exactOptional(),
  text: z.string().max(100).exactOptional(),
  since: z.coerce.number().int().min(0).exactOptional(),
  before: z.coerce.number().int().min(0).exactOptional(),
};

export const logRoutes = routes({
  "GET /api/v1/log": {
    who: "operator",
    summary: "Lines of the log, newest first, by level, part, words and time",
    query: z.strictObject({ ...wanted, limit: count(1000).default(200) }),
    answer: logView,
  },
  "GET /api/v1/log/lines": {
    who: "operator",
    summary: "Every line of the log that fits, newest first, to keep as a file",
    query: z.strictObject(wanted),
    answer: logLine,
    lines: true,
  },
  "GET /api/v1/diagnostics": {
    who: "operator",
    summary: "State, findings, versions, settings without secrets, printers, machine and log, as a .tar.gz for whoever helps",
    answer: z.unknown(),
    file: true,
  },
});
