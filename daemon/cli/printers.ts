// printer: what the box prints on.
import type { PrinterView } from "../api/contract/printing.ts";
import { type Language, say } from "../words/index.ts";
import type { Cli, Context, Run } from "./context.ts";
import { printerLabel } from "./labels.ts";
import { facts, table } from "./table.ts";

export const printerCommands = (cli: Cli, run: Run, language: Language): Cli =>
  cli.command("printer", say(language, "cli.help.printer"), (printer) => printerVerbs(printer, run, language));

const named = (y: Cli) => y.positional("name", { type: "string", demandOption: true });

const printerVerbs = (printer: Cli, run: Run, language: Language): Cli =>
  printer
    .command(
      "add <name>",
      say(language, "cli.help.printer.add"),
      (y) =>
        named(y)
          .option("uri", { type: "string", demandOption: true, requiresArg: true, describe: say(language, "cli.option.uri") })
          .option("price", { type: "string", requiresArg: true, describe: say(language, "cli.option.price") }),
      run(async (context, { name, uri, price }) => {
        const added = await context.client.call("PUT /api/v1/printers/{printer}", {
          params: { printer: name },
          body: { uri, ...(price === undefined ? {} : { price }) },
        });
        const model = added.printer.makeModel ?? "";
        return {
          value: added,
          lines: [
            added.reached
              ? say(context.language, "cli.printer-added", { name, model })
              : say(context.language, "cli.printer-added-silent", { name }),
            ...(added.sentence === undefined ? [] : [added.sentence]),
          ],
        };
      }),
    )
    .command(
      "list",
      say(language, "cli.help.printer.list"),
      (y) => y,
      run(async (context) => {
        const { printers } = await context.client.call("GET /api/v1/printers", {});
        return { value: { printers }, lines: printersListed(context, printers) };
      }),
    )
    .command(
      "show <name>",
      say(language, "cli.help.printer.show"),
      named,
      run(async (context, { name }) => {
        const view = await context.client.call("GET /api/v1/printers/{printer}", { params: { printer: name } });
        return { value: view, lines: printerShown(context, view) };
      }),
    )
    .command(
      "calibrate <name>",
      say(language, "cli.help.printer.calibrate"),
      named,
      run(async (context, { name }) => {
        const view = await context.client.call("POST /api/v1/printers/{printer}/calibration", { params: { printer: name } });
        return { value: view, lines: [say(context.language, "cli.printer-calibrated", { name }), ...printerShown(context, view)] };
      }),
    )
    .command(
      "remove <name>",
      say(language, "cli.help.printer.remove"),
      named,
      run(async (context, { name }) => {
        const value = await context.client.call("DELETE /api/v1/printers/{printer}", { params: { printer: name } });
        return { value, lines: [say(context.language, "cli.removed", { name })] };
      }),
    )
    .demandCommand(1, say(language, "cli.usage.verb"));

const printersListed = ({ language }: Context, printers: readonly PrinterView[]): string[] =>
  printers.length === 0
    ? [say(language, "cli.no-printers")]
    : table(
        [
          say(language, "thing.printer"),
          say(language, "cli.head.state"),
          say(language, "thing.price"),
          say(language, "cli.head.model"),
          say(language, "cli.head.address"),
        ],
        printers.map((printer) => [printer.name, printerLabel(language, printer), printer.price, printer.makeModel ?? "", printer.uri]),
      );

function printerShown(context: Context, printer: PrinterView): string[] {
  const { language } = context;
  const yes = (given: boolean | undefined): string => say(language, given ? "cli.yes" : "cli.no");
  const counts = printer.evidence
    ? say(language, printer.evidence.perCopy ? "cli.counts.copy" : "cli.counts.all") +
      (printer.evidence.countsBlankBacks ? `, ${say(language, "cli.counts.blank")}` : "")
    : say(language, "cli.counts.unknown");
  return facts([
    [say(language, "thing.printer"), printer.name],
    [say(language, "cli.head.address"), printer.uri],
    [say(language, "cli.head.state"), printerLabel(language, printer)],
    [say(language, "thing.price"), printer.price],
    printer.makeModel === undefined ? undefined : [say(language, "cli.head.model"), printer.makeModel],
    printer.formats === undefined ? undefined : [say(language, "cli.head.formats"), printer.formats.join(" ")],
    printer.askedAt === undefined ? undefined : [say(language, "cli.head.color"), yes(printer.color)],
    printer.askedAt === undefined ? undefined : [say(language, "cli.head.duplex"), yes(printer.duplex)],
    printer.askedAt === undefined ? undefined : [say(language, "cli.head.asked"), context.date(printer.askedAt)],
    [say(language, "cli.head.counts"), counts],
  ]);
}
