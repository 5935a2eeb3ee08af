// What runs here and what it is made of, and a backup to take away.
import { z } from "zod";
import { routes } from "./route.ts";
import { time } from "./shapes.ts";

export const aboutView = z
  .object({
    box: z.string(),
    name: z.string(),
    version: z.string(),
    license: z.string(),
    node: z.string(),
    startedAt: time,
    now: time,
    http: z.string(),
    https: z.string().exactOptional(),
    ipp: z.string(),
    ipps: z.string().exactOptional(),
    /** The data directory, and the bytes of the disk it lies on. */
    data: z.string(),
    disk: z.object({ free: z.number(), total: z.number() }),
  })
  .meta({ id: "About" });
export type AboutView = z.output<typeof aboutView>;

const packageView = z.object({ name: z.string(), version: z.string(), license: z.string() }).meta({ id: "Package" });
export type PackageView = z.output<typeof packageView>;

export const aboutRoutes = routes({
  "GET /api/v1/about": { who: "operator", summary: "Which Quoin runs here, on what, and where its data lies", answer: aboutView },
  "GET /api/v1/about/packages": {
    who: "operator",
    summary: "The packages that are installed with it, with their licences",
    answer: z.object({ packages: z.array(packageView) }),
  },
  "GET /api/v1/backup": {
    who: "operator",
    summary: "A backup to take away, line by line as its file holds them. It holds the box's keys: keep it like money",
    answer: z.looseObject({}),
    lines: true,
  },
});
