// user: people, and their credit at a glance.
import type { Argv } from "yargs";
import type { UserView } from "../api/contract/users.ts";
import { type Language, say } from "../words/index.ts";
import { type Cli, type Context, type Output, type Run, Usage } from "./context.ts";
import { facts, table } from "./table.ts";

/** People asked for at once by `user list`: the box's own limit. */
const pageOfUsers = 1000;

export const userCommands = (cli: Cli, run: Run, language: Language): Cli =>
  cli.command("user", say(language, "cli.help.user"), (user) => userVerbs(user, run, language));

export const login = (y: Cli) => y.positional("login", { type: "string", demandOption: true });

const userVerbs = (user: Cli, run: Run, language: Language): Cli =>
  user
    .command(
      "add <login>",
      say(language, "cli.help.user.add"),
      (y) => profile(login(y), language),
      run(async (context, args) => {
        const { name, department } = args;
        const made = await context.client.call("POST /api/v1/users", {
          body: {
            login: args.login,
            limited: limitedOf(context, args) ?? true,
            ...(name === undefined ? {} : { name }),
            ...(department === undefined ? {} : { department }),
          },
        });
        return person(context, "cli.user-added", made);
      }),
    )
    .command(
      "change <login>",
      say(language, "cli.help.user.change"),
      (y) =>
        profile(login(y), language)
          .option("release", {
            choices: ["default", "manual", "automatic"] as const,
            requiresArg: true,
            describe: say(language, "cli.option.release"),
          })
          .option("administrator", { type: "boolean", describe: say(language, "cli.option.administrator") }),
      run(async (context, args) => {
        const { name, department, release, administrator } = args;
        const limited = limitedOf(context, args);
        const changed = await context.client.call("PATCH /api/v1/users/{login}", {
          params: { login: args.login },
          body: {
            ...(name === undefined ? {} : { name }),
            ...(department === undefined ? {} : { department }),
            ...(release === undefined ? {} : { release }),
            ...(administrator === undefined ? {} : { roles: administrator ? ["administrator" as const] : [] }),
            ...(limited === undefined ? {} : { limited }),
          },
        });
        return person(context, "cli.user-changed", changed);
      }),
    )
    .command(
      "show <login>",
      say(language, "cli.help.user.show"),
      login,
      run(async (context, args) => {
        const user = await context.client.call("GET /api/v1/users/{login}", { params: { login: args.login } });
        return { value: user, lines: shown(context, user) };
      }),
    )
    .command(
      "list",
      say(language, "cli.help.user.list"),
      (y) =>
        y
          .option("search", { type: "string", requiresArg: true, describe: say(language, "cli.option.search") })
          .option("closed", { type: "boolean", describe: say(language, "cli.option.closed") }),
      run(async (context, args) => {
        const users: UserView[] = [];
        for (let after: string | undefined; ; ) {
          const page = await context.client.call("GET /api/v1/users", {
            query: {
              limit: pageOfUsers,
              ...(args.closed ? { closed: true } : {}),
              ...(after === undefined ? {} : { after }),
              ...(args.search === undefined ? {} : { search: args.search }),
            },
          });
          users.push(...page.users);
          after = page.next;
          if (after === undefined) break;
        }
        return { value: { users }, lines: args.closed ? listedClosed(context, users) : listed(context, users) };
      }),
    )
    .command(
      "remove <login>",
      say(language, "cli.help.user.remove"),
      (y) => login(y).option("reason", { type: "string", requiresArg: true, describe: say(language, "cli.option.reason") }),
      run(async (context, args) => {
        const closed = await context.client.call("DELETE /api/v1/users/{login}", {
          params: { login: args.login },
          query: args.reason === undefined ? {} : { reason: args.reason },
        });
        return {
          value: closed,
          lines: [say(context.language, "cli.user-removed", { login: closed.login, balance: context.money(closed.balance) })],
        };
      }),
    )
    .demandCommand(1, say(language, "cli.usage.verb"));

const profile = <T>(y: Argv<T>, language: Language) =>
  y
    .option("name", { type: "string", requiresArg: true, describe: say(language, "cli.option.name") })
    .option("limited", { type: "boolean", describe: say(language, "cli.option.limited") })
    .option("unlimited", { type: "boolean", describe: say(language, "cli.option.unlimited") })
    .option("department", { type: "string", requiresArg: true, describe: say(language, "cli.option.department") });

function limitedOf(
  context: Context,
  { limited, unlimited }: { limited: boolean | undefined; unlimited: boolean | undefined },
): boolean | undefined {
  if (limited && unlimited) throw new Usage(say(context.language, "cli.usage.limited"));
  return unlimited === undefined ? limited : !unlimited;
}

type PersonSentence =
  | "cli.user-added"
  | "cli.user-changed"
  | "cli.card-added"
  | "cli.card-removed"
  | "cli.code-set"
  | "cli.pin-set"
  | "cli.password-set";

/** What was done, of whom; programs get the person as they are now. */
export const person = (context: Context, sentence: PersonSentence, user: UserView): Output => ({
  value: user,
  lines: [say(context.language, sentence, { login: user.login })],
});

function shown(context: Context, user: UserView): string[] {
  const { language } = context;
  const yes = (given: boolean): string => say(language, given ? "cli.yes" : "cli.no");
  return facts([
    [say(language, "cli.head.login"), user.login],
    [say(language, "cli.head.name"), user.name],
    user.closed ? [say(language, "cli.head.state"), say(language, "cli.closed")] : undefined,
    user.department === undefined ? undefined : [say(language, "thing.department"), user.department],
    [say(language, "cli.head.limited"), yes(user.limited)],
    user.roles.includes("administrator") ? [say(language, "cli.head.administrator"), yes(true)] : undefined,
    [say(language, "thing.balance"), context.money(user.balance)],
    user.reserved === 0 ? undefined : [say(language, "thing.reservation"), context.money(user.reserved)],
    user.limited ? [say(language, "cli.head.spendable"), context.money(user.spendable)] : undefined,
    [say(language, "cli.head.cards"), String(user.cards)],
    [say(language, "thing.code"), yes(user.code)],
    ["PIN", yes(user.pin)],
    [say(language, "cli.head.password"), yes(user.password)],
  ]);
}

function listed(context: Context, users: readonly UserView[]): string[] {
  const { language } = context;
  if (users.length === 0) return [say(language, "cli.no-users")];
  const head = [
    say(language, "cli.head.login"),
    say(language, "cli.head.name"),
    say(language, "thing.balance"),
    say(language, "cli.head.cards"),
  ];
  const rows = users.map((user) => {
    const balance = context.money(user.balance);
    return [user.login, user.name, user.limited ? balance : `${balance} *`, String(user.cards)];
  });
  return table(head, rows, ["left", "left", "right", "right"]);
}

/** By id: their logins may be others' today. */
function listedClosed(context: Context, users: readonly UserView[]): string[] {
  const { language } = context;
  if (users.length === 0) return [say(language, "cli.no-closed")];
  const head = [
    say(language, "cli.head.login"),
    say(language, "cli.head.name"),
    say(language, "thing.balance"),
    say(language, "cli.head.id"),
  ];
  const rows = users.map((user) => [user.login, user.name, context.money(user.balance), user.id]);
  return table(head, rows, ["left", "left", "right", "left"]);
}
