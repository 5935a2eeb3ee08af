// job: what waits, what is printing, how the last ones ended.
import type { JobView } from "../api/contract/jobs.ts";
import type { Key } from "../words/en.ts";
import { type Language, say } from "../words/index.ts";
import { reviewSentence } from "../words/reasons.ts";
import { fill } from "../words/say.ts";
import { NoBox } from "./client.ts";
import type { Cli, Context, Output, Run } from "./context.ts";
import { jobLabel } from "./labels.ts";
import { type Align, facts, table } from "./table.ts";

/** The box asks the printer every second or so; more often shows nothing new. */
const lookAgainMs = 500;
/** A long job on a slow printer. After it the job goes on, and `job show` tells. */
const releaseWaitMs = 15 * 60_000;

export const jobCommands = (cli: Cli, run: Run, language: Language): Cli =>
  cli.command("job", say(language, "cli.help.job"), (job) =>
    job
      .command(
        "list",
        say(language, "cli.help.job.list"),
        (y) =>
          y
            .option("held", { type: "boolean", describe: say(language, "cli.option.held") })
            .option("unclaimed", { type: "boolean", describe: say(language, "cli.option.unclaimed") })
            .option("ended", { type: "boolean", describe: say(language, "cli.option.ended"), conflicts: ["held", "unclaimed"] })
            .option("review", { type: "boolean", describe: say(language, "cli.option.review"), conflicts: ["held", "unclaimed"] })
            .option("user", { type: "string", requiresArg: true, describe: say(language, "cli.option.user") }),
        run(async (context, { held, unclaimed, ended, review, user }) => {
          const found = await context.client.call("GET /api/v1/jobs", {
            query: {
              limit: 1000,
              ...(held ? { held } : {}),
              ...(unclaimed ? { unclaimed } : {}),
              ...(ended ? { ended } : {}),
              ...(review ? { review } : {}),
              ...(user === undefined ? {} : { user }),
            },
          });
          return { value: found, lines: listed(context, found.jobs, found.total, ended || review ? endedColumns : liveColumns) };
        }),
      )
      .command(
        "show <id>",
        say(language, "cli.help.job.show"),
        withId,
        run(async (context, { id }) => {
          const found = await context.client.call("GET /api/v1/jobs/{job}", { params: { job: id }, query: {} });
          return { value: found, lines: shown(context, found) };
        }),
      )
      .command(
        "release <id>",
        say(language, "cli.help.job.release"),
        (y) =>
          withId(y)
            .option("printer", { type: "string", demandOption: true, requiresArg: true, describe: say(language, "cli.option.printer") })
            .option("wait", { type: "boolean", default: true, describe: say(language, "cli.option.wait") }),
        run(async (context, { id, printer, wait }) => {
          const job = await context.client.call("GET /api/v1/jobs/{job}", { params: { job: id }, query: { printer } });
          return release(context, job, printer, wait).catch(goneMeanwhile);
        }),
      )
      .command(
        "delete <id>",
        say(language, "cli.help.job.delete"),
        (y) => withId(y).option("reason", { type: "string", requiresArg: true, describe: say(language, "cli.option.reason") }),
        run(async (context, { id, reason }) => {
          const value = await context.client.call("DELETE /api/v1/jobs/{job}", {
            params: { job: id },
            query: reason === undefined ? {} : { reason },
          });
          return { value, lines: [say(context.language, "cli.job-deleted")] };
        }),
      )
      .command(
        "assign <id> <login>",
        say(language, "cli.help.job.assign"),
        (y) =>
          withId(y)
            .positional("login", { type: "string", demandOption: true })
            .option("reason", { type: "string", demandOption: true, requiresArg: true, describe: say(language, "cli.option.reason") }),
        run(async (context, { id, login, reason }) => {
          const value = await context.client.call("POST /api/v1/jobs/{job}/assignment", { params: { job: id }, body: { login, reason } });
          return { value, lines: [say(context.language, "cli.job-assigned", { number: String(value.number), login })] };
        }),
      )
      .demandCommand(1, say(language, "cli.usage.verb")),
  );

const withId = (y: Cli) => y.positional("id", { type: "string", demandOption: true });

/** Releases, then watches the job to its end: what it cost is known only then. */
async function release(context: Context, before: JobView, printer: string, wait: boolean): Promise<Output> {
  const { language, client, io } = context;
  const job = before.id;
  const reserved = await client.call("POST /api/v1/jobs/{job}/release", {
    params: { job },
    body: { printer, ...(before.price === undefined ? {} : { shown: before.price }) },
    once: context.newKey(),
  });
  const value = { ...before, ...reserved };
  if (!wait) return { value, lines: [say(language, "cli.job-released", { printer, reserved: context.money(reserved.reserved) })] };
  const until = io.clock.monotonic() + releaseWaitMs;
  while (io.clock.monotonic() < until) {
    const now = await client.call("GET /api/v1/jobs/{job}", { params: { job }, query: {} });
    if (now.endedAt !== undefined) return ended(context, now);
    if (now.held) return { value: now, lines: [say(language, "cli.job-held-again")], code: 1 };
    await io.clock.sleep(lookAgainMs);
  }
  return { value, lines: [say(language, "cli.job-still-printing", { number: String(before.number) })] };
}

/** It answered a moment ago: the release may have reached it, and paper may be out. */
function goneMeanwhile(error: unknown): never {
  const gone = error instanceof NoBox && error.how !== "stranger";
  throw gone ? new NoBox("meanwhile", { where: error.where, cause: error }) : error;
}

function ended(context: Context, job: JobView): Output {
  const lines = [say(context.language, "cli.job-printed", { n: job.impressions ?? 0, charged: context.money(job.charged ?? 0) })];
  if (job.review !== undefined) lines.push(reviewOf(context.language, job.review));
  return { value: job, lines, code: job.state === "completed" ? 0 : 1 };
}

/** The words know each reason; one they do not know is better shown than hidden. */
const reviewOf = (language: Language, review: string): string => reviewSentence(language, review) ?? review;

interface Column {
  readonly head: Key;
  readonly align?: Align;
  readonly cell: (job: JobView, context: Context) => string;
}

const liveColumns: readonly Column[] = [
  { head: "cli.head.number", align: "right", cell: (job) => String(job.number) },
  { head: "thing.user", cell: (job) => job.login ?? `(${job.named})` },
  { head: "cli.head.title", cell: (job) => shortened(job.title) },
  { head: "cli.head.pages", align: "right", cell: (job) => String(job.impressions ?? "") },
  { head: "cli.head.price", align: "right", cell: (job, context) => priceOf(context, job) },
  { head: "thing.queue", cell: (job) => job.queue },
  { head: "cli.head.state", cell: (job, { language }) => jobLabel(language, job) },
];
const endedColumns: readonly Column[] = [
  ...liveColumns,
  { head: "cli.head.ended", cell: (job, context) => context.date(job.endedAt ?? 0) },
  { head: "cli.head.review", cell: (job, { language }) => (job.review === undefined ? "" : reviewOf(language, job.review)) },
];

function listed(context: Context, jobs: readonly JobView[], total: number, shown: readonly Column[]): string[] {
  const { language } = context;
  if (jobs.length === 0) return [say(language, "cli.no-jobs")];
  return [
    ...table(
      shown.map(({ head }) => fill(language, head, {})),
      jobs.map((job) => shown.map(({ cell }) => cell(job, context))),
      shown.map(({ align }) => align ?? "left"),
    ),
    ...(total > jobs.length ? [say(language, "cli.and-more", { n: total - jobs.length })] : []),
  ];
}

function priceOf(context: Context, job: JobView): string {
  const amount = job.charged ?? job.price;
  return amount === undefined ? "" : context.money(amount);
}

/** A line of the list fits a console. */
const longestTitle = 40;
const shortened = (title: string): string => (title.length > longestTitle ? `${title.slice(0, longestTitle - 1)}…` : title);

function shown(context: Context, job: JobView): string[] {
  const { language } = context;
  const price = priceOf(context, job);
  return facts([
    [say(language, "cli.head.number"), String(job.number)],
    ["ID", job.id],
    [say(language, "cli.head.title"), job.title],
    [say(language, "thing.user"), job.login ?? `(${job.named})`],
    [say(language, "thing.queue"), job.queue],
    [say(language, "cli.head.state"), jobLabel(language, job)],
    job.createdAt === undefined ? undefined : [say(language, "cli.head.since"), context.date(job.createdAt)],
    job.endedAt === undefined ? undefined : [say(language, "cli.head.ended"), context.date(job.endedAt)],
    job.printer === undefined ? undefined : [say(language, "thing.printer"), job.printer],
    job.impressions === undefined ? undefined : [say(language, "cli.head.pages"), String(job.impressions)],
    price === "" ? undefined : [say(language, job.charged === undefined ? "cli.head.price" : "money.charge"), price],
    job.sentence === undefined ? undefined : ["!", job.sentence],
    job.review === undefined ? undefined : ["!", reviewOf(language, job.review)],
  ]);
}
