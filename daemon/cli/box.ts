// status, backup, restore, run (which main.ts starts itself).
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { StatusView } from "../api/contract/box.ts";
import { isRefusal } from "../domain/refusal.ts";
import { Fault, isFault } from "../runtime/faults.ts";
import { formatBytes } from "../words/format.ts";
import { type Language, say } from "../words/index.ts";
import { httpStatus, sentence } from "../words/refusals.ts";
import { Told } from "./client.ts";
import { type Cli, type Context, type Output, type Run, Usage } from "./context.ts";
import { deviceLabel, printerLabel } from "./labels.ts";
import { facts, table } from "./table.ts";

export const boxCommands = (cli: Cli, run: Run, language: Language): Cli =>
  cli
    .command(
      "status",
      say(language, "cli.help.status"),
      (y) => y,
      run(async (context) => {
        const status = await context.client.call("GET /api/v1/status", {});
        return { value: status, lines: shown(context, status) };
      }),
    )
    .command(
      "backup <file>",
      say(language, "cli.help.backup"),
      withFile,
      run(async (context, args) => {
        const file = resolve(args.file);
        if (!context.local) throw new Usage(say(context.language, "cli.usage.backup"));
        if (existsSync(file)) throw new Usage(say(context.language, "cli.usage.exists", { file }));
        const written = await context.client.call("POST /api/v1/backups", { body: { file } });
        return {
          value: written,
          lines: [say(context.language, "cli.backed-up", { file, size: formatBytes(context.language, written.bytes) })],
        };
      }),
    )
    .command(
      "restore <file>",
      say(language, "cli.help.restore"),
      withFile,
      run((context, args) => restore(context, resolve(args.file))),
    );

const withFile = (y: Cli) => y.positional("file", { type: "string", demandOption: true });

/** Only on a stopped box: what runs would go on writing over it. */
async function restore(context: Context, file: string): Promise<Output> {
  if (!context.local) throw new Usage(say(context.language, "cli.usage.backup"));
  if (!existsSync(file)) throw new Usage(say(context.language, "cli.usage.no-file", { file }));
  await mustBeStopped(context);
  const restored = await context.io.restore(file, context.data);
  if (isRefusal(restored)) {
    const detail = sentence(context.language, restored, "");
    throw new Told({ status: httpStatus(restored.refused), code: restored.refused, detail, kind: "refusal" });
  }
  return { value: { file, data: context.data, ...restored }, lines: [say(context.language, "cli.restored", { file, data: context.data })] };
}

/** A box that holds its socket may be slow, or hung: either way its files are not ours to move. */
const answerTimeoutMs = 3_000;

async function mustBeStopped(context: Context): Promise<void> {
  try {
    await context.clientWithin(answerTimeoutMs).call("GET /api/v1/status", {});
  } catch (error) {
    if (isFault(error, "not-running")) return;
  }
  throw new Fault("data-in-use", "a box runs on this data", { retry: "later" });
}

function shown(context: Context, status: StatusView): string[] {
  const { language } = context;
  const pairs = facts([
    [say(language, "thing.box"), `${status.name}  ${status.box}`],
    [say(language, "cli.head.version"), status.version],
    [say(language, "cli.head.since"), context.date(status.startedAt)],
    [say(language, "home.printing"), status.ipp],
    status.ipps === undefined ? undefined : [say(language, "home.printing-safe"), status.ipps],
    ["HTTP", status.http],
    [
      say(language, "cli.head.jobs"),
      say(language, "cli.jobs-now", { held: status.jobs.held, unclaimed: status.jobs.unclaimed, printing: status.jobs.printing }),
    ],
    [say(language, "cli.head.users"), String(status.users)],
    [
      say(language, "cli.head.spool"),
      say(language, "cli.of", { part: formatBytes(language, status.spool.bytes), whole: formatBytes(language, status.spool.most) }),
    ],
    [say(language, "cli.head.store"), `${status.store.engine} ${status.store.revision}`],
    [say(language, "cli.head.books"), `${status.books.rows} (+${status.books.behind})`],
    status.books.verified === undefined ? undefined : [say(language, "cli.head.verified"), verified(context, status.books.verified)],
  ]);
  const printers = status.printers.map((printer) => [printer.name, printerLabel(language, printer)]);
  const devices = status.devices.map((device) => [device.name, deviceLabel(language, device)]);
  return [
    ...pairs,
    ...(printers.length === 0 ? [] : ["", ...table([say(language, "thing.printer"), say(language, "cli.head.state")], printers)]),
    ...(devices.length === 0 ? [] : ["", ...table([say(language, "cli.head.device"), say(language, "cli.head.state")], devices)]),
  ];
}

const verified = (context: Context, { at, sentence }: NonNullable<StatusView["books"]["verified"]>): string =>
  [context.date(at), ...(sentence === undefined ? [] : [sentence])].join("  ");
