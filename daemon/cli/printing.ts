// printer, queue, price: what the box prints on, what people print to, what it costs.
import type { PrinterView, QueueView } from "../api/contract/printing.ts";
import { money, showMoney } from "../domain/money.ts";
import { formatDate } from "../words/format.ts";
import { type Language, say } from "../words/index.ts";
import { type Context, Usage } from "./context.ts";
import type { Cli, Run } from "./index.ts";
import { amountOf } from "./money.ts";
import { facts, table } from "./table.ts";

export const printingCommands = (cli: Cli, run: Run, language: Language): Cli =>
  cli
    .command("printer", say(language, "cli.help.printer"), (printer) => printerVerbs(printer, run, language))
    .command("queue", say(language, "cli.help.queue"), (queue) => queueVerbs(queue, run, language))
    .command("price", say(language, "cli.help.price"), (price) => priceVerbs(price, run, language));

const named = (y: Cli) => y.positional("name", { type: "string", demandOption: true });

const printerVerbs = (printer: Cli, run: Run, language: Language): Cli =>
  printer
    .command("add <name>", say(language, "cli.help.printer.add"), (y) =>
      named(y)
        .option("uri", { type: "string", demandOption: true, requiresArg: true, describe: say(language, "cli.option.uri") })
        .option("price", { type: "string", requiresArg: true, describe: say(language, "cli.option.price") }),
    run(async (context, { name, uri, price }) => {
      const added = await context.client.call("PUT /api/v1/printers/{printer}", { params: { printer: name }, body: { uri, ...(price === undefined ? {} : { price }) } });
      const model = added.printer.makeModel ?? "";
      return {
        value: added,
        lines: [added.reached ? say(context.language, "cli.printer-added", { name, model }) : say(context.language, "cli.printer-added-silent", { name }), ...(added.sentence === undefined ? [] : [added.sentence])],
      };
    }))
    .command("list", say(language, "cli.help.printer.list"), (y) => y, run(async (context) => {
      const { printers } = await context.client.call("GET /api/v1/printers", {});
      return { value: { printers }, lines: printersListed(context, printers) };
    }))
    .command("show <name>", say(language, "cli.help.printer.show"), named, run(async (context, { name }) => {
      const view = await context.client.call("GET /api/v1/printers/{printer}", { params: { printer: name } });
      return { value: view, lines: printerShown(context, view) };
    }))
    .command("calibrate <name>", say(language, "cli.help.printer.calibrate"), named, run(async (context, { name }) => {
      const view = await context.client.call("POST /api/v1/printers/{printer}/calibration", { params: { printer: name } });
      return { value: view, lines: [say(context.language, "cli.printer-calibrated", { name }), ...printerShown(context, view)] };
    }))
    .command("remove <name>", say(language, "cli.help.printer.remove"), named, run(async (context, { name }) => {
      const value = await context.client.call("DELETE /api/v1/printers/{printer}", { params: { printer: name } });
      return { value, lines: [say(context.language, "cli.removed", { name })] };
    }))
    .demandCommand(1, say(language, "cli.usage.verb"));

const printersListed = ({ language }: Context, printers: readonly PrinterView[]): string[] =>
  printers.length === 0
    ? [say(language, "cli.no-printers")]
    : table(
        [say(language, "thing.printer"), say(language, "cli.head.state"), say(language, "thing.price"), say(language, "cli.head.model"), say(language, "cli.head.address")],
        printers.map((printer) => [printer.name, [printer.state, ...printer.reasons].join(" "), printer.price, printer.makeModel ?? "", printer.uri]),
      );

function printerShown({ language }: Context, printer: PrinterView): string[] {
  const yes = (given: boolean | undefined): string => say(language, given ? "cli.yes" : "cli.no");
  const counts = printer.evidence
    ? say(language, printer.evidence.perCopy ? "cli.counts.copy" : "cli.counts.all") + (printer.evidence.countsBlankBacks ? `, ${say(language, "cli.counts.blank")}` : "")
    : say(language, "cli.counts.unknown");
  return facts([
    [say(language, "thing.printer"), printer.name],
    [say(language, "cli.head.address"), printer.uri],
    [say(language, "cli.head.state"), [printer.state, ...printer.reasons].join(" ")],
    [say(language, "thing.price"), printer.price],
    printer.makeModel === undefined ? undefined : [say(language, "cli.head.model"), printer.makeModel],
    printer.formats === undefined ? undefined : [say(language, "cli.head.formats"), printer.formats.join(" ")],
    printer.askedAt === undefined ? undefined : [say(language, "cli.head.color"), yes(printer.color)],
    printer.askedAt === undefined ? undefined : [say(language, "cli.head.duplex"), yes(printer.duplex)],
    printer.askedAt === undefined ? undefined : [say(language, "cli.head.asked"), formatDate(language, printer.askedAt)],
    [say(language, "cli.head.counts"), counts],
  ]);
}

const queueVerbs = (queue: Cli, run: Run, language: Language): Cli =>
  queue
    .command("add <name>", say(language, "cli.help.queue.add"), (y) =>
      named(y)
        .option("printer", { type: "string", requiresArg: true, describe: say(language, "cli.option.printer") })
        .option("direct", { type: "boolean", describe: say(language, "cli.option.direct") })
        .option("tracked", { type: "boolean", describe: say(language, "cli.option.tracked") })
        .option("pull", { type: "string", requiresArg: true, describe: say(language, "cli.option.pull") })
        .option("least", { choices: ["none", "named", "bound", "proven"] as const, requiresArg: true, describe: say(language, "cli.option.least") })
        .option("tell", { choices: ["auto", "held", "completed"] as const, requiresArg: true, describe: say(language, "cli.option.tell") })
        .option("default", { type: "boolean", describe: say(language, "cli.option.default") }),
    run(async (context, args) => {
      const { name, least, tell } = args;
      const view = await context.client.call("PUT /api/v1/queues/{queue}", {
        params: { queue: name },
        body: { ...modeOf(context, args), default: args.default ?? false, ...(least === undefined ? {} : { least }), ...(tell === undefined ? {} : { tell }) },
      });
      return { value: view, lines: [say(context.language, "cli.queue-added", { uri: view.uri })] };
    }))
    .command("list", say(language, "cli.help.queue.list"), (y) => y, run(async (context) => {
      const { queues } = await context.client.call("GET /api/v1/queues", {});
      return { value: { queues }, lines: queuesListed(context, queues) };
    }))
    .command("remove <name>", say(language, "cli.help.queue.remove"), named, run(async (context, { name }) => {
      const value = await context.client.call("DELETE /api/v1/queues/{queue}", { params: { queue: name } });
      return { value, lines: [say(context.language, "cli.removed", { name })] };
    }))
    .command("token <login> <queue>", say(language, "cli.help.queue.token"), (y) =>
      y.positional("login", { type: "string", demandOption: true }).positional("queue", { type: "string", demandOption: true }),
    run(async (context, { login, queue: name }) => {
      const made = await context.client.call("POST /api/v1/users/{login}/queue-tokens", { params: { login }, body: { queue: name } });
      return { value: made, lines: [say(context.language, "cli.queue-token", { login }), made.uri] };
    }))
    .demandCommand(1, say(language, "cli.usage.verb"));

interface QueueOptions {
  readonly printer: string | undefined;
  readonly direct: boolean | undefined;
  readonly tracked: boolean | undefined;
  readonly pull: string | undefined;
}

/** `--printer P` is a direct queue unless `--tracked` says otherwise; `--pull` names the printers a card may choose from. */
function modeOf({ language }: Context, { printer, direct, tracked, pull }: QueueOptions): { mode: "direct" | "pull" | "tracked"; printers: string[] } {
  if ((printer === undefined) === (pull === undefined)) throw new Usage(say(language, "cli.usage.queue"));
  if ((direct && tracked) || (pull !== undefined && (direct || tracked))) throw new Usage(say(language, "cli.usage.queue"));
  if (printer !== undefined) return { mode: tracked ? "tracked" : "direct", printers: [printer] };
  return { mode: "pull", printers: (pull ?? "").split(",").map((name) => name.trim()).filter((name) => name !== "") };
}

const queuesListed = ({ language }: Context, queues: readonly QueueView[]): string[] =>
  queues.length === 0
    ? [say(language, "cli.no-queues")]
    : table(
        [say(language, "thing.queue"), say(language, "cli.head.mode"), say(language, "cli.head.printers"), say(language, "cli.head.least"), say(language, "cli.head.address")],
        queues.map((queue) => [queue.default ? `${queue.name} *` : queue.name, queue.mode, queue.printers.join(" "), queue.least, queue.uri]),
      );

const priceVerbs = (price: Cli, run: Run, language: Language): Cli =>
  price
    .command("set <profile>", say(language, "cli.help.price.set"), (y) =>
      y
        .positional("profile", { type: "string", demandOption: true })
        .option("mono", { type: "string", demandOption: true, requiresArg: true, describe: say(language, "cli.option.mono") })
        .option("color", { type: "string", demandOption: true, requiresArg: true, describe: say(language, "cli.option.color") })
        .option("a3", { type: "string", requiresArg: true, describe: say(language, "cli.option.a3") })
        .option("a5", { type: "string", requiresArg: true, describe: say(language, "cli.option.a5") }),
    run(async (context, { profile, mono, color, a3, a5 }) => {
      const sizes = { ...(a3 === undefined ? {} : { a3: timesA4(context, a3) }), ...(a5 === undefined ? {} : { a5: timesA4(context, a5) }) };
      const value = await context.client.call("PUT /api/v1/prices/{price}", {
        params: { price: profile }, body: { mono: amountOf(context, mono), color: amountOf(context, color), sizes },
      });
      return { value, lines: [say(context.language, "cli.price-set", { name: profile, mono: showMoney(money(value.mono)), color: showMoney(money(value.color)) })] };
    }))
    .command("list", say(language, "cli.help.price.list"), (y) => y, run(async (context) => {
      const { prices } = await context.client.call("GET /api/v1/prices", {});
      const rows = prices.map((one) => [one.name, showMoney(money(one.mono)), showMoney(money(one.color)), Object.entries(one.sizes).map(([size, permille]) => `${size} ×${Number(permille) / 1000}`).join(" ")]);
      const head = [say(context.language, "thing.price"), say(context.language, "cli.head.mono"), say(context.language, "cli.head.color"), say(context.language, "cli.head.sizes")];
      return { value: { prices }, lines: prices.length === 0 ? [say(context.language, "cli.no-prices")] : table(head, rows, ["left", "right", "right"]) };
    }))
    .demandCommand(1, say(language, "cli.usage.verb"));

/** "2" or "1.5" times the price of A4, in permille; an × or x is forgiven. */
function timesA4({ language }: Context, text: string): number {
  const plain = /^[×x]?\s*(\d{1,3}(?:[.,]\d{1,3})?)\s*[×x]?$/.exec(text.trim())?.[1];
  if (plain === undefined) throw new Usage(say(language, "cli.usage.times", { text }));
  return Math.round(Number(plain.replace(",", ".")) * 1000);
}
