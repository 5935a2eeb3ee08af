// topup, adjust: credit. Each run is one act under one key, however often it has to be asked.
import { type Money, parseMoney } from "../domain/money.ts";
import { type Language, say } from "../words/index.ts";
import { type Cli, type Context, type Run, Usage } from "./context.ts";

export const moneyCommands = (cli: Cli, run: Run, language: Language): Cli =>
  cli
    .command(
      "topup <login> <amount>",
      say(language, "cli.help.topup"),
      (y) => withReason(y, language),
      run(async (context, { login, amount, reason, key }) => {
        const paid = amountOf(context, amount);
        const { balance } = await context.client.call("POST /api/v1/users/{login}/top-ups", {
          params: { login },
          body: { amount: paid, reason },
          once: key ?? context.newKey(),
        });
        return {
          value: { login, amount: paid, balance },
          lines: [say(context.language, "cli.topped-up", { login, amount: context.money(paid), balance: context.money(balance) })],
        };
      }),
    )
    .command(
      "adjust <login> <amount>",
      say(language, "cli.help.adjust"),
      (y) => withReason(y, language),
      run(async (context, { login, amount, reason, key }) => {
        const moved = amountOf(context, amount);
        const { balance } = await context.client.call("POST /api/v1/users/{login}/adjustments", {
          params: { login },
          body: { amount: moved, reason },
          once: key ?? context.newKey(),
        });
        return {
          value: { login, amount: moved, balance },
          lines: [say(context.language, "cli.adjusted", { login, amount: context.money(moved), balance: context.money(balance) })],
        };
      }),
    );

const withReason = (y: Cli, language: Language) =>
  y
    .positional("login", { type: "string", demandOption: true })
    .positional("amount", { type: "string", demandOption: true })
    .option("reason", { type: "string", demandOption: true, requiresArg: true, describe: say(language, "cli.option.reason") })
    .option("key", { type: "string", requiresArg: true, describe: say(language, "cli.option.key") });

/** "5.00" or "5,00"; anything else is a slip of the keyboard. */
export function amountOf(context: Context, text: string): Money {
  const amount = parseMoney(text);
  if (amount === undefined) throw new Usage(say(context.language, "cli.usage.amount", { text }));
  return amount;
}
