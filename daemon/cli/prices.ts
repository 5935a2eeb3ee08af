// price: what printing costs.
import type { PriceView } from "../api/contract/printing.ts";
import { type Language, say } from "../words/index.ts";
import { locales } from "../words/say.ts";
import { type Cli, type Context, type Run, Usage } from "./context.ts";
import { amountOf } from "./money.ts";
import { table } from "./table.ts";

export const priceCommands = (cli: Cli, run: Run, language: Language): Cli =>
  cli.command("price", say(language, "cli.help.price"), (price) => priceVerbs(price, run, language));

const priceVerbs = (price: Cli, run: Run, language: Language): Cli =>
  price
    .command(
      "set <profile>",
      say(language, "cli.help.price.set"),
      (y) =>
        y
          .positional("profile", { type: "string", demandOption: true })
          .option("mono", { type: "string", requiresArg: true, describe: say(language, "cli.option.mono") })
          .option("color", { type: "string", requiresArg: true, describe: say(language, "cli.option.color") })
          .option("a3", { type: "string", requiresArg: true, describe: say(language, "cli.option.a3") })
          .option("a5", { type: "string", requiresArg: true, describe: say(language, "cli.option.a5") }),
      run(async (context, { profile, mono, color, a3, a5 }) => {
        const sizes = {
          ...(a3 === undefined ? {} : { a3: timesA4(context, a3) }),
          ...(a5 === undefined ? {} : { a5: timesA4(context, a5) }),
        };
        const value = await context.client.call("PUT /api/v1/prices/{price}", {
          params: { price: profile },
          body: {
            ...(mono === undefined ? {} : { mono: amountOf(context, mono) }),
            ...(color === undefined ? {} : { color: amountOf(context, color) }),
            sizes,
          },
        });
        const times = sizesShown(context, value);
        return {
          value,
          lines: [
            say(context.language, "cli.price-set", {
              name: profile,
              mono: context.money(value.mono),
              color: context.money(value.color),
            }),
            ...(times === "" ? [] : [say(context.language, "cli.price-set.sizes", { times })]),
          ],
        };
      }),
    )
    .command(
      "list",
      say(language, "cli.help.price.list"),
      (y) => y,
      run(async (context) => {
        const { prices } = await context.client.call("GET /api/v1/prices", {});
        const rows = prices.map((one) => [one.name, context.money(one.mono), context.money(one.color), sizesShown(context, one)]);
        const head = [
          say(context.language, "thing.price"),
          say(context.language, "cli.head.mono"),
          say(context.language, "cli.head.color"),
          say(context.language, "cli.head.sizes"),
        ];
        return {
          value: { prices },
          lines: prices.length === 0 ? [say(context.language, "cli.no-prices")] : table(head, rows, ["left", "right", "right"]),
        };
      }),
    )
    .demandCommand(1, say(language, "cli.usage.verb"));

const sizesShown = ({ language }: Context, { sizes }: PriceView): string =>
  Object.entries(sizes)
    .map(([size, permille]) => `${sizeNames[size] ?? size} × ${(Number(permille) / 1000).toLocaleString(locales[language])}`)
    .join(", ");

/** As people write them, and as the options that set them are described. */
const sizeNames: Readonly<Record<string, string>> = { a3: "A3", a4: "A4", a5: "A5", letter: "Letter" };

/** "2" or "1.5" times the price of A4, in permille; an × or x is forgiven. */
function timesA4({ language }: Context, text: string): number {
  const plain = /^[×x]?\s*(\d{1,3}(?:[.,]\d{1,3})?)\s*[×x]?$/.exec(text.trim())?.[1];
  const permille = Math.round(Number(plain?.replace(",", ".") ?? 0) * 1000);
  if (permille <= 0) throw new Usage(say(language, "cli.usage.times", { text }));
  return permille;
}
