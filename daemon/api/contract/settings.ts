// Settings of the box, as data: a form is made of them, a script reads and writes them the same way.
import { z } from "zod";
import { routes } from "./route.ts";
import { time } from "./shapes.ts";

/** A list of a hundred terminals, written out. */
const longestValue = 60_000;

export const settingView = z
  .object({
    name: z.string(),
    /** Its group, in the reader's language; `label`, `what` and `mustBe` too. */
    section: z.string(),
    label: z.string(),
    what: z.string(),
    mustBe: z.string(),
    example: z.string(),
    kind: z.enum(["text", "name", "whole", "size", "duration", "choice", "yes", "address", "list"]),
    options: z.array(z.string()).exactOptional(),
    /** As a person writes it; "" where there is none. */
    default: z.string(),
    /** What counts from the next start; "" where there is none. A secret's is never sent. */
    value: z.string(),
    secret: z.boolean(),
    source: z.enum(["default", "box", "file", "flag"]),
    /** Where it is fixed, and cannot be changed here. */
    where: z.string().exactOptional(),
    /** It was changed, and takes effect when the box starts again. */
    waits: z.boolean(),
    changed: z.object({ at: time, by: z.string() }).exactOptional(),
  })
  .meta({ id: "Setting" });
export type SettingView = z.output<typeof settingView>;

const settingsView = z
  .object({
    /** Grows with every change. */
    revision: z.int(),
    /** Some take effect when the box starts again. */
    waits: z.boolean(),
    /** Another one after a restart. */
    startedAt: time,
    settings: z.array(settingView),
  })
  .meta({ id: "Settings" });
export type SettingsView = z.output<typeof settingsView>;

export const settingsRoutes = routes({
  "GET /api/v1/settings": {
    who: "operator",
    summary: "Every setting: what it does, must be and is, and where that comes from",
    answer: settingsView,
  },
  "PATCH /api/v1/settings": {
    who: "operator",
    summary: "Change settings, all of them or none; null is the default. What a file or the command line fixes is refused",
    body: z.strictObject({
      /** The revision that was looked at: a setting that was changed since then is refused. */
      since: z.int().min(0).exactOptional(),
      values: z.record(z.string().max(100), z.string().max(longestValue).nullable()),
    }),
    answer: settingsView,
  },
  "POST /api/v1/box/restart": {
    who: "operator",
    summary: "Stop the box and start it again, a moment after this answer",
    answer: z.object({ startedAt: time }),
  },
});
