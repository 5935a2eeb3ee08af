// ledger: the books, asked of the running box, or read from the data directory of a stopped one.
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { StatementRow } from "../api/contract/box.ts";
import { isFault } from "../runtime/faults.ts";
import { type Language, say } from "../words/index.ts";
import type { Cli, Context, Output, Run } from "./context.ts";
import { rowLabel } from "./labels.ts";
import { table } from "./table.ts";

export const ledgerCommands = (cli: Cli, run: Run, language: Language): Cli =>
  cli.command("ledger", say(language, "cli.help.ledger"), (ledger) =>
    ledger
      .command(
        "dump",
        say(language, "cli.help.ledger.dump"),
        (y) => y,
        run((context) => dump(context)),
      )
      .command(
        "verify",
        say(language, "cli.help.ledger.verify"),
        (y) => y,
        run((context) => verify(context)),
      )
      .command(
        "statement <login>",
        say(language, "cli.help.ledger.statement"),
        (y) =>
          y
            .positional("login", { type: "string", demandOption: true })
            .option("limit", { type: "string", requiresArg: true, describe: say(language, "cli.option.limit") }),
        run(async (context, { login, limit }) => {
          const found = await context.client.call("GET /api/v1/ledger/statements/{login}", {
            params: { login },
            query: limit === undefined ? {} : { limit },
          });
          return { value: found, lines: statement(context, found.rows) };
        }),
      )
      .demandCommand(1, say(language, "cli.usage.verb")),
  );

/** One row a line as it comes: books may be longer than memory. */
async function dump(context: Context): Promise<Output> {
  for await (const line of rows(context))
    await context.printSlowly(context.json ? line : described(context, JSON.parse(line) as DumpedRow));
  return { value: undefined, lines: [] };
}

async function* rows(context: Context): AsyncGenerator<string> {
  const live = context.client.rawLines("GET /api/v1/ledger/rows", {});
  try {
    const first = await live.next();
    if (!first.done) yield first.value;
  } catch (error) {
    const books = await stoppedBooks(context, error);
    try {
      yield* books.dump();
    } finally {
      books.close();
    }
    return;
  }
  yield* live;
}

async function verify(context: Context): Promise<Output> {
  const verdict = await context.client
    .call("GET /api/v1/ledger/verification", {})
    .catch((error: unknown) => stoppedBooks(context, error).then(verified, brokenFromTheStart));
  if (verdict.ok) return { value: verdict, lines: [say(context.language, "ledger.right", { n: verdict.rows ?? 0 })] };
  return { value: verdict, lines: [verdict.sentence ?? ""], code: 1 };
}

type Verdict = { readonly ok: boolean; readonly rows?: number; readonly sentence?: string };

function verified(books: StoppedBooks): Verdict {
  try {
    return books.verify();
  } finally {
    books.close();
  }
}

/** Books so broken that they do not open are a verdict too. */
function brokenFromTheStart(error: unknown): Verdict {
  if (isFault(error, "data-damaged")) return { ok: false, sentence: error.message };
  throw error;
}

interface StoppedBooks {
  dump(): Iterable<string>;
  verify(): { readonly ok: true; readonly rows: number } | { readonly ok: false; readonly sentence: string };
  close(): void;
}

/** The books of a stopped box, read only; where a box runs, or there are none, the error it was asked for stands. */
async function stoppedBooks(context: Context, error: unknown): Promise<StoppedBooks> {
  const file = join(context.data, "books.sqlite");
  if (!context.local || !isFault(error, "not-running") || !existsSync(file)) throw error;
  const { openBooks } = await import("../books/index.ts");
  return openBooks(file, { readOnly: true });
}

interface DumpedRow {
  readonly at: number;
  readonly kind: string;
  readonly login?: string;
  readonly named?: string;
  readonly by: { readonly name: string };
  readonly legs?: readonly { readonly account: string; readonly amount: number; readonly n?: number }[];
  readonly charged?: number;
  readonly impressions?: number;
  readonly act?: string;
  readonly subject?: string;
  readonly reason?: string;
}

/** The longest of their labels: a dump is written as it is read, so its columns cannot be measured first. */
const widestKind = 14;

function described(context: Context, row: DumpedRow): string {
  const { language } = context;
  const moved = row.legs?.find((leg) => leg.n !== undefined)?.amount;
  const what =
    row.kind === "job"
      ? say(language, "cli.row-job", { n: row.impressions ?? 0, charged: context.money(row.charged ?? 0) })
      : row.kind === "audit"
        ? `${row.act ?? ""} ${row.subject ?? ""}`
        : context.money(moved ?? 0);
  return [
    context.date(row.at),
    rowLabel(language, row.kind).padEnd(widestKind),
    (row.login ?? row.named ?? row.by.name).padEnd(12),
    what,
    row.reason ?? "",
  ]
    .join("  ")
    .trimEnd();
}

function statement(context: Context, found: readonly StatementRow[]): string[] {
  const { language } = context;
  if (found.length === 0) return [say(language, "cli.no-rows")];
  const head = [
    say(language, "cli.head.date"),
    say(language, "cli.head.kind"),
    say(language, "cli.head.amount"),
    say(language, "thing.balance"),
    say(language, "cli.head.reason"),
  ];
  const rows = found.map((row) => [
    context.date(row.at),
    rowLabel(language, row.kind),
    context.money(row.amount),
    context.money(row.balance),
    row.reason ?? "",
  ]);
  return table(head, rows, ["left", "left", "right", "right"]);
}
