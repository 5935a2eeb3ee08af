// The log, searched; and the bundle for whoever helps. Neither holds a card, a code, a title or a key; logins of administrators stand in both.
import { gzip } from "node:zlib";
import { promisify } from "node:util";
import type { z } from "zod";
import { plain, wordsIn } from "../domain/plain.ts";
import { writtenLine } from "../runtime/log-line.ts";
import { machine } from "../runtime/machine.ts";
import type { LogLine, logRoutes } from "./contract/log.ts";
import type { Deps } from "./deps.ts";
import { findings } from "./findings.ts";
import type { Handlers } from "./handler.ts";
import { settingView } from "./settings.ts";
import { statusView } from "./status.ts";
import { tarOf } from "./tar.ts";

const compress = promisify(gzip);
const order = ["debug", "info", "warn", "error"];
/** A day or two of a busy box; what a mail takes. */
const mostLogBytes = 4 * 1024 ** 2;

export const logHandlers: Handlers<typeof logRoutes> = {
  "GET /api/v1/log": async (deps, { query }) => {
    const at = deps.clock.now();
    const lines: LogLine[] = [];
    const oldest = writtenLine((await deps.kept.oldest()) ?? "");
    const from = oldest === undefined ? {} : { from: oldest.at };
    for await (const line of fitting(deps, query)) {
      if (lines.length === query.limit) return { at, lines, more: true, ...from };
      lines.push(line);
    }
    return { at, lines, more: false, ...from };
  },

  "GET /api/v1/log/lines": async function* (deps, { query }) {
    for await (const line of fitting(deps, query)) yield JSON.stringify(line);
  },

  "GET /api/v1/diagnostics": async (deps, { language }) => {
    const status = await deps.status();
    const files = {
      "status.json": json(statusView(deps, status)),
      "findings.json": json(findings(deps, status, language)),
      "settings.json": json(deps.settings.list().map((state) => settingView(state, "en"))),
      "printers.json": json(printersOf(deps, status.printers)),
      "machine.json": json(machine()),
      "log.ndjson": await newestLog(deps),
    };
    const at = deps.clock.now();
    const name = `quoin-${status.name}-${at}.tar.gz`;
    return { name, type: "application/gzip", body: await compress(tarOf(files, Math.floor(at / 1000))) };
  },
};

type Wanted = Pick<z.output<(typeof logRoutes)["GET /api/v1/log"]["query"]>, "level" | "part" | "text" | "since" | "before">;

/** Newest first. */
async function* fitting({ kept }: Pick<Deps, "kept">, wanted: Wanted): AsyncGenerator<LogLine> {
  const { level, part, text = "", since = 0, before = Number.POSITIVE_INFINITY } = wanted;
  const words = wordsIn(text);
  for await (const raw of kept.newestFirst()) {
    const line = writtenLine(raw);
    if (line === undefined || line.at >= before) continue;
    if (line.at < since) return;
    if (order.indexOf(line.level) < order.indexOf(level) || (part !== undefined && line.part !== part)) continue;
    const whole = plain(raw);
    if (words.every((word) => whole.includes(word))) yield line;
  }
}

/** An address may hold a login and a password: of printers, of a proxy. */
const bare = (text: string): string => text.replaceAll(/\/\/[^/@\s"]*@/g, "//");

const json = (value: unknown): string => bare(`${JSON.stringify(value, undefined, 2)}\n`);

const printersOf = ({ accounting }: Deps, conditions: readonly { readonly name: string }[]): object[] =>
  accounting.ask({ name: "printers" }).map((printer) => ({ ...printer, condition: conditions.find(({ name }) => name === printer.name) }));

async function newestLog({ kept }: Deps): Promise<string> {
  const lines: string[] = [];
  let bytes = 0;
  for await (const line of kept.newestFirst()) {
    bytes += Buffer.byteLength(line) + 1;
    if (bytes > mostLogBytes) break;
    lines.push(line);
  }
  return bare(lines.reverse().join("\n"));
}
