// certificate: what the box shows to browsers, and the fingerprint to compare on the page that helps to trust it.
import { formatDate } from "../words/format.ts";
import { type Language, say } from "../words/index.ts";
import type { Cli, Run } from "./context.ts";
import { facts } from "./table.ts";

export const certificateCommand = (cli: Cli, run: Run, language: Language): Cli =>
  cli.command(
    "certificate",
    say(language, "cli.help.certificate"),
    (y) => y,
    run(async ({ client, language }) => {
      const it = await client.call("GET /api/v1/certificate", {});
      const { inForce, authority, source, names, local } = it;
      const lines = facts([
        [say(language, "certificate.source"), say(language, `certificate.source.${inForce ? source : "none"}`)],
        inForce && [say(language, "certificate.for"), inForce.names.join(", ")],
        inForce && [say(language, "certificate.issuer"), inForce.issuer],
        inForce && [say(language, "certificate.until"), formatDate(language, inForce.until)],
        inForce && [say(language, "certificate.fingerprint"), inForce.fingerprint],
        authority && [say(language, "certificate.authority.fingerprint"), authority.fingerprint],
        [say(language, "certificate.names"), names.join(", ") || say(language, "certificate.names.none")],
        local === undefined ? undefined : [say(language, "certificate.local"), local],
      ]);
      return { value: it, lines };
    }),
  );
