// user, card, code, pin, password: people and what they sign in with.
import type { UserView } from "../api/contract/users.ts";
import { money, showMoney } from "../domain/money.ts";
import { type Language, say } from "../words/index.ts";
import type { Context, Output } from "./context.ts";
import { Usage } from "./context.ts";
import type { Cli, Run } from "./index.ts";
import { firstLineOfInput } from "./input.ts";
import { facts, table } from "./table.ts";

/** People asked for at once by `user list`: the box's own limit. */
const pageOfUsers = 1000;

export const userCommands = (cli: Cli, run: Run, language: Language): Cli =>
  cli
    .command("user", say(language, "cli.help.user"), (user) => userVerbs(user, run, language))
    .command("card", say(language, "cli.help.card"), (card) =>
      card
        .command("add <login> <number>", say(language, "cli.help.card.add"), withNumber, run(async (context, { login, number }) =>
          person(context, "cli.card-added", await context.client.call("POST /api/v1/users/{login}/cards", { params: { login }, body: { number } }))))
        .command("remove <login> <number>", say(language, "cli.help.card.remove"), withNumber, run(async (context, { login, number }) =>
          person(context, "cli.card-removed", await context.client.call("POST /api/v1/users/{login}/cards/remove", { params: { login }, body: { number } }))))
        .demandCommand(1, say(language, "cli.usage.verb")))
    .command("code", say(language, "cli.help.code"), (code) =>
      code
        .command("set <login> <code>", say(language, "cli.help.code"), (y) => login(y).positional("code", { type: "string", demandOption: true }), run(async (context, args) =>
          person(context, "cli.code-set", await context.client.call("PUT /api/v1/users/{login}/code", { params: { login: args.login }, body: { code: args.code } }))))
        .demandCommand(1, say(language, "cli.usage.verb")))
    .command("pin", say(language, "cli.help.pin"), (pin) =>
      pin
        .command("set <login> <pin>", say(language, "cli.help.pin"), (y) => login(y).positional("pin", { type: "string", demandOption: true }), run(async (context, args) =>
          person(context, "cli.pin-set", await context.client.call("PUT /api/v1/users/{login}/pin", { params: { login: args.login }, body: { pin: args.pin } }))))
        .demandCommand(1, say(language, "cli.usage.verb")))
    .command("password", say(language, "cli.help.password"), (password) =>
      password
        .command("set <login>", say(language, "cli.help.password"), login, run(async (context, args) => {
          const typed = await firstLineOfInput(context, say(context.language, "cli.password-ask", { login: args.login }));
          return person(context, "cli.password-set", await context.client.call("PUT /api/v1/users/{login}/password", { params: { login: args.login }, body: { password: typed } }));
        }))
        .demandCommand(1, say(language, "cli.usage.verb")));

const login = (y: Cli) => y.positional("login", { type: "string", demandOption: true });
const withNumber = (y: Cli) => login(y).positional("number", { type: "string", demandOption: true });

const userVerbs = (user: Cli, run: Run, language: Language): Cli =>
  user
    .command("add <login>", say(language, "cli.help.user.add"), (y) => profile(login(y), language), run(async (context, args) => {
      const { name, department } = args;
      const made = await context.client.call("POST /api/v1/users", {
        body: { login: args.login, limited: limitedOf(context, args) ?? true, ...(name === undefined ? {} : { name }), ...(department === undefined ? {} : { department }) },
      });
      return person(context, "cli.user-added", made);
    }))
    .command("change <login>", say(language, "cli.help.user.change"), (y) => profile(login(y), language).option("release", { choices: ["default", "manual", "automatic"] as const }), run(async (context, args) => {
      const { name, department, release } = args;
      const limited = limitedOf(context, args);
      const changed = await context.client.call("PATCH /api/v1/users/{login}", {
        params: { login: args.login },
        body: {
          ...(name === undefined ? {} : { name }), ...(department === undefined ? {} : { department }),
          ...(release === undefined ? {} : { release }), ...(limited === undefined ? {} : { limited }),
        },
      });
      return person(context, "cli.user-changed", changed);
    }))
    .command("show <login>", say(language, "cli.help.user.show"), login, run(async (context, args) => {
      const user = await context.client.call("GET /api/v1/users/{login}", { params: { login: args.login } });
      return { value: user, lines: shown(context, user) };
    }))
    .command("list", say(language, "cli.help.user.list"), (y) => y.option("search", { type: "string", requiresArg: true, describe: say(language, "cli.option.search") }), run(async (context, args) => {
      const users: UserView[] = [];
      for (let after: string | undefined; ; ) {
        const page = await context.client.call("GET /api/v1/users", {
          query: { limit: pageOfUsers, ...(after === undefined ? {} : { after }), ...(args.search === undefined ? {} : { search: args.search }) },
        });
        users.push(...page.users);
        after = page.next;
        if (after === undefined) break;
      }
      return { value: { users }, lines: listed(context, users) };
    }))
    .command("remove <login>", say(language, "cli.help.user.remove"), (y) => login(y).option("reason", { type: "string", requiresArg: true, describe: say(language, "cli.option.reason") }), run(async (context, args) => {
      const closed = await context.client.call("DELETE /api/v1/users/{login}", { params: { login: args.login }, query: args.reason === undefined ? {} : { reason: args.reason } });
      return { value: closed, lines: [say(context.language, "cli.user-removed", { login: closed.login, balance: showMoney(money(closed.balance)) })] };
    }))
    .demandCommand(1, say(language, "cli.usage.verb"));

const profile = <T>(y: import("yargs").Argv<T>, language: Language) =>
  y
    .option("name", { type: "string", requiresArg: true, describe: say(language, "cli.option.name") })
    .option("limited", { type: "boolean", describe: say(language, "cli.option.limited") })
    .option("unlimited", { type: "boolean", describe: say(language, "cli.option.unlimited") })
    .option("department", { type: "string", requiresArg: true, describe: say(language, "cli.option.department") });

function limitedOf(context: Context, { limited, unlimited }: { limited: boolean | undefined; unlimited: boolean | undefined }): boolean | undefined {
  if (limited && unlimited) throw new Usage(say(context.language, "cli.usage.limited"));
  return unlimited === undefined ? limited : !unlimited;
}

const person = (context: Context, sentence: "cli.user-added" | "cli.user-changed" | "cli.card-added" | "cli.card-removed" | "cli.code-set" | "cli.pin-set" | "cli.password-set", user: UserView): Output => ({
  value: user, lines: [say(context.language, sentence, { login: user.login })],
});

function shown({ language }: Context, user: UserView): string[] {
  const yes = (given: boolean): string => say(language, given ? "cli.yes" : "cli.no");
  return facts([
    [say(language, "cli.head.login"), user.login],
    [say(language, "cli.head.name"), user.name],
    user.department === undefined ? undefined : [say(language, "thing.department"), user.department],
    [say(language, "cli.head.limited"), yes(user.limited)],
    [say(language, "thing.balance"), showMoney(money(user.balance))],
    user.reserved === 0 ? undefined : [say(language, "thing.reservation"), showMoney(money(user.reserved))],
    user.limited ? [say(language, "cli.head.spendable"), showMoney(money(user.spendable))] : undefined,
    [say(language, "cli.head.cards"), String(user.cards)],
    [say(language, "thing.code"), yes(user.code)],
    ["PIN", yes(user.pin)],
    [say(language, "cli.head.password"), yes(user.password)],
  ]);
}

const listed = ({ language }: Context, users: readonly UserView[]): string[] =>
  users.length === 0
    ? [say(language, "cli.no-users")]
    : table(
        [say(language, "cli.head.login"), say(language, "cli.head.name"), say(language, "thing.balance"), say(language, "cli.head.cards")],
        users.map((user) => [user.login, user.name, user.limited ? showMoney(money(user.balance)) : `${showMoney(money(user.balance))} *`, String(user.cards)]),
        ["left", "left", "right", "right"],
      );
