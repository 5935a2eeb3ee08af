// job: what waits, what is printing, how the last ones ended.
import type { JobView } from "../api/contract/jobs.ts";
import { money, showMoney } from "../domain/money.ts";
import { formatDate } from "../words/format.ts";
import { type Language, say } from "../words/index.ts";
import type { Cli, Context, Output, Run } from "./context.ts";
import { facts, table } from "./table.ts";

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
            .option("user", { type: "string", requiresArg: true, describe: say(language, "cli.option.user") }),
        run(async (context, { held, unclaimed, ended, user }) => {
          const found = await context.client.call("GET /api/v1/jobs", {
            query: {
              limit: 1000,
              ...(held ? { held } : {}),
              ...(unclaimed ? { unclaimed } : {}),
              ...(ended ? { ended } : {}),
              ...(user === undefined ? {} : { user }),
            },
          });
          return { value: found, lines: listed(context, found.jobs, found.total) };
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
        run((context, { id, printer, wait }) => release(context, id, printer, wait)),
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
async function release(context: Context, id: string, printer: string, wait: boolean): Promise<Output> {
  const { language, client, io } = context;
  const before = await client.call("GET /api/v1/jobs/{job}", { params: { job: id }, query: { printer } });
  const job = before.id;
  const reserved = await client.call("POST /api/v1/jobs/{job}/release", {
    params: { job },
    body: { printer, ...(before.price === undefined ? {} : { shown: before.price }) },
    once: context.newKey(),
  });
  const value = { ...before, ...reserved };
  if (!wait) return { value, lines: [say(language, "cli.job-released", { printer, reserved: showMoney(money(reserved.reserved)) })] };
  const until = io.clock.monotonic() + releaseWaitMs;
  while (io.clock.monotonic() < until) {
    const now = await client.call("GET /api/v1/jobs/{job}", { params: { job }, query: {} });
    if (now.endedAt !== undefined) return ended(context, now);
    if (now.held) return { value: now, lines: [say(language, "cli.job-held-again")], code: 1 };
    await io.clock.sleep(lookAgainMs);
  }
  return { value, lines: [say(language, "cli.job-still-printing", { number: String(before.number) })] };
}

function ended({ language }: Context, job: JobView): Output {
  const charged = showMoney(money(job.charged ?? 0));
  const lines = [say(language, "cli.job-printed", { n: job.impressions ?? 0, charged })];
  if (job.review !== undefined) lines.push(reviewOf(language, job.review));
  return { value: job, lines, code: job.state === "completed" ? 0 : 1 };
}

/** The words know each reason; one they do not know is better shown than hidden. */
function reviewOf(language: Language, review: string): string {
  const key = `review.${review}`;
  return isReview(key) ? say(language, key) : review;
}

const reviews = [
  "review.no-count",
  "review.more-than-sent",
  "review.fewer-than-sent",
  "review.stopped-without-count",
  "review.printer-lost",
  "review.never-confirmed",
] as const;
const isReview = (key: string): key is (typeof reviews)[number] => (reviews as readonly string[]).includes(key);

function listed({ language }: Context, jobs: readonly JobView[], total: number): string[] {
  if (jobs.length === 0) return [say(language, "cli.no-jobs")];
  const head = [
    say(language, "cli.head.number"),
    say(language, "thing.user"),
    say(language, "cli.head.title"),
    say(language, "cli.head.pages"),
    say(language, "cli.head.price"),
    say(language, "thing.queue"),
    say(language, "cli.head.state"),
  ];
  const rows = jobs.map((job) => [
    String(job.number),
    job.login ?? `(${job.named})`,
    shortened(job.title),
    job.impressions === undefined ? "" : String(job.impressions),
    priceOf(job),
    job.queue,
    stateOf(language, job),
  ]);
  return [
    ...table(head, rows, ["right", "left", "left", "right", "right"]),
    ...(total > jobs.length ? [say(language, "cli.and-more", { n: total - jobs.length })] : []),
  ];
}

const priceOf = (job: JobView): string => {
  const amount = job.charged ?? job.price;
  return amount === undefined ? "" : showMoney(money(amount));
};

/** A line of the list fits a console. */
const longestTitle = 40;
const shortened = (title: string): string => (title.length > longestTitle ? `${title.slice(0, longestTitle - 1)}…` : title);

const stateOf = (language: Language, job: JobView): string => {
  if (job.endedAt !== undefined) return job.state;
  if (job.held) return job.login === undefined ? say(language, "job.unclaimed") : say(language, "job.waiting");
  return job.state;
};

const shown = ({ language }: Context, job: JobView): string[] =>
  facts([
    [say(language, "cli.head.number"), String(job.number)],
    ["ID", job.id],
    [say(language, "cli.head.title"), job.title],
    [say(language, "thing.user"), job.login ?? `(${job.named})`],
    [say(language, "thing.queue"), job.queue],
    [say(language, "cli.head.state"), [stateOf(language, job), ...job.reasons].join(" ")],
    [say(language, "cli.head.since"), formatDate(language, job.createdAt)],
    job.printer === undefined ? undefined : [say(language, "thing.printer"), job.printer],
    job.impressions === undefined ? undefined : [say(language, "cli.head.pages"), String(job.impressions)],
    priceOf(job) === "" ? undefined : [say(language, job.charged === undefined ? "cli.head.price" : "money.charge"), priceOf(job)],
    job.sentence === undefined ? undefined : ["!", job.sentence],
    job.review === undefined ? undefined : ["!", reviewOf(language, job.review)],
  ]);
