// card, code, pin, password: what people sign in with. The box keeps hashes of them and shows none.
import { type Language, say } from "../words/index.ts";
import type { Cli, Run } from "./context.ts";
import { firstLineOfInput } from "./input.ts";
import { login, person } from "./users.ts";

export const credentialCommands = (cli: Cli, run: Run, language: Language): Cli =>
  cli
    .command("card", say(language, "cli.help.card"), (card) => cardVerbs(card, run, language))
    .command("code", say(language, "cli.help.code"), (code) =>
      code
        .command(
          "set <login> <code>",
          say(language, "cli.help.code"),
          (y) => login(y).positional("code", { type: "string", demandOption: true }),
          run(async (context, { login, code: typed }) => {
            const user = await context.client.call("PUT /api/v1/users/{login}/code", { params: { login }, body: { code: typed } });
            return person(context, "cli.code-set", user);
          }),
        )
        .demandCommand(1, say(language, "cli.usage.verb")),
    )
    .command("pin", say(language, "cli.help.pin"), (pin) =>
      pin
        .command(
          "set <login> <pin>",
          say(language, "cli.help.pin"),
          (y) => login(y).positional("pin", { type: "string", demandOption: true }),
          run(async (context, { login, pin: typed }) => {
            const user = await context.client.call("PUT /api/v1/users/{login}/pin", { params: { login }, body: { pin: typed } });
            return person(context, "cli.pin-set", user);
          }),
        )
        .demandCommand(1, say(language, "cli.usage.verb")),
    )
    .command("password", say(language, "cli.help.password"), (password) =>
      password
        .command(
          "set <login>",
          say(language, "cli.help.password"),
          login,
          run(async (context, { login }) => {
            const typed = await firstLineOfInput(context, say(context.language, "cli.password-ask", { login }));
            const user = await context.client.call("PUT /api/v1/users/{login}/password", { params: { login }, body: { password: typed } });
            return person(context, "cli.password-set", user);
          }),
        )
        .demandCommand(1, say(language, "cli.usage.verb")),
    );

const cardVerbs = (card: Cli, run: Run, language: Language): Cli =>
  card
    .command(
      "add <login> <number>",
      say(language, "cli.help.card.add"),
      withNumber,
      run(async (context, { login, number }) => {
        const user = await context.client.call("POST /api/v1/users/{login}/cards", { params: { login }, body: { number } });
        return person(context, "cli.card-added", user);
      }),
    )
    .command(
      "remove <login> <number>",
      say(language, "cli.help.card.remove"),
      withNumber,
      run(async (context, { login, number }) => {
        const user = await context.client.call("POST /api/v1/users/{login}/cards/remove", { params: { login }, body: { number } });
        return person(context, "cli.card-removed", user);
      }),
    )
    .demandCommand(1, say(language, "cli.usage.verb"));

const withNumber = (y: Cli) => login(y).positional("number", { type: "string", demandOption: true });
