#!/usr/bin/env node
// The one entry: `quoin run` starts a box, everything else is the command line. Exit codes: 0 done, 1 refused, 2 usage, 3 fault.
import { enableCompileCache } from "node:module";
import { join } from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import type { Listen } from "../config/index.ts";
import type { Box, BoxOptions } from "./box.ts";
import type { Settings } from "./cli/context.ts";
import { systemClock } from "./runtime/clock.ts";
import { isFault } from "./runtime/faults.ts";
import { systemRandom } from "./runtime/random.ts";

const usage = "Usage: quoin run --data DIR [--config FILE] [--http HOST:PORT] [--https HOST:PORT] [--ipp HOST:PORT] [--ipps HOST:PORT]";

/** Longer than any box takes to stop: every step of the stopping has its own limit. */
const stopTimeoutMs = 60_000;

// Types are stripped once per file, not at every start: 35 MB and 115 ms less. Under our own folder: what lies there is run. Whoever starts
// this with NODE_COMPILE_CACHE set, as setup.mjs does, spares this file, too.
enableCompileCache(join(import.meta.dirname, "../node_modules/.cache/node"));
// A reader that has seen enough (`| head`) is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 3));
// A bug ends the process with the code of a fault, not with 1, which means refused.
process.on("uncaughtException", (error) => {
  process.stderr.write(`quoin: ${error.stack ?? error.message}\n`);
  process.exit(3);
});

// Names and titles stand in the store and the books, whoever else has an account on the machine and whoever made the data directory.
process.umask(0o077);

const argv = process.argv.slice(2);
const command = commandAt(argv);
if (argv[command] === "run") await runBox(argv.toSpliced(command, 1));
else process.exitCode = await commandLine(argv);

/** Options may stand before the command, each with its value. */
function commandAt(args: readonly string[]): number {
  const flags = new Set(["--", "--json", "--help", "--version"]);
  let at = 0;
  while (args[at]?.startsWith("-")) at += flags.has(args[at] ?? "") || args[at]?.includes("=") ? 1 : 2;
  return at;
}

async function runBox(args: readonly string[]): Promise<void> {
  if (args.includes("--help")) return void process.stdout.write(`${usage}\n`);
  const options = await runOptions(args);
  if (typeof options === "string") {
    process.stderr.write(`quoin: ${options} ${usage}\n`);
    process.exitCode = 2;
    return;
  }
  const stopAsked = new Promise<"stop">((resolve) => {
    for (const signal of ["SIGTERM", "SIGINT"] as const) {
      let asked = false;
      process.on(signal, () => {
        if (asked) process.exit(3);
        asked = true;
        resolve("stop");
      });
    }
  });
  try {
    const { startBox } = await import("./box.ts");
    let box = await startBox(options);
    process.stdout.write(`${JSON.stringify({ ready: true, ...box.ready })}\n`);
    if (box.notice !== undefined) process.stderr.write(`quoin: ${box.notice}\n`);
    let end = await endOf(box, stopAsked);
    // Within this process: whoever watches it sees one life, and its console comes back by itself wherever it runs.
    while (end === "restart") {
      await stop(box);
      box = await startBox(options, box.before);
      end = await endOf(box, stopAsked);
    }
    await stop(box);
    const failure = end instanceof Error ? end : undefined;
    if (failure)
      process.stderr.write(`quoin: the disk failed, and nothing more can be promised until the box starts again: ${failure.message}\n`);
    process.exit(failure ? 3 : 0);
  } catch (error) {
    // What kept it from running stands in the error's own words: file, line and remedy of a setting, or what holds the data.
    process.stderr.write(`quoin: ${error instanceof Error ? error.message : String(error)}\n`);
    if (!isFault(error) && error instanceof Error) process.stderr.write(`${error.stack ?? ""}\n`);
    process.exit(3);
  }
}

function endOf(box: Box, stopAsked: Promise<"stop">): Promise<"stop" | "restart" | Error> {
  return Promise.race([stopAsked, box.failed, box.restartAsked.then(() => "restart" as const)]);
}

function stop(box: Box): Promise<void> {
  const late = systemClock.sleep(stopTimeoutMs).then(() => Promise.reject(new Error("the box did not stop in time")));
  return Promise.race([box.stop(), late]);
}

/** The options, or the sentence that says what does not fit. */
async function runOptions(args: readonly string[]): Promise<BoxOptions | string> {
  const { parseListen, readEnvironment } = await import("../config/index.ts");
  const text = { type: "string" } as const;
  try {
    const { values } = parseArgs({
      args: [...args],
      strict: true,
      allowPositionals: false,
      options: { data: text, config: text, http: text, https: text, ipp: text, ipps: text },
    });
    const listens: Record<string, Listen> = {};
    for (const name of ["http", "https", "ipp", "ipps"] as const) {
      const given = values[name];
      if (given === undefined) continue;
      const listen = parseListen(given);
      if (!listen) return `--${name} needs an address such as 127.0.0.1:8080, not "${given}".`;
      listens[name] = listen;
    }
    return {
      data: values.data ?? readEnvironment().dataDirectory,
      ...(values.config === undefined ? {} : { config: values.config }),
      ...listens,
    };
  } catch (error) {
    return error instanceof Error ? (error.message.split(". ")[0] ?? "").replace(/\.?$/, ".") : String(error);
  }
}

async function commandLine(args: readonly string[]): Promise<number> {
  const [{ runCli }, { default: about }] = await Promise.all([
    import("./cli/index.ts"),
    import("../package.json", { with: { type: "json" } }),
  ]);
  return runCli(args, {
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    clock: systemClock,
    random: systemRandom,
    locale: await spokenHere(),
    version: about.version,
    nodeVersion: process.version,
    // Loaded only where they are needed: most commands name their data directory and have nothing to do with settings.
    dataDirectory: async () => (await import("../config/index.ts")).readEnvironment().dataDirectory,
    settings,
    restore: async (file, data) => (await import("./box.ts")).restoreBox(file, data),
  });
}

/** Node asks the first of LC_ALL, LC_MESSAGES and LANG that is there, and makes "und" of one that is there and empty. */
async function spokenHere(): Promise<string> {
  const { locale } = Intl.DateTimeFormat().resolvedOptions();
  return locale === "und" ? (await import("../config/index.ts")).readEnvironment().locale : locale;
}

/** What `doctor` wants to know of the settings a box would start with. */
async function settings(file: string | undefined, data: string): Promise<Settings> {
  const [{ defaults }, { deviceProblems, driverNames }, { readSettings }] = await Promise.all([
    import("../config/index.ts"),
    import("./faces/devices.ts"),
    import("./settings.ts"),
  ]);
  const asked = { data, ...(file === undefined ? {} : { file }), flags: {}, judge: () => [] };
  const read = await readSettings(asked).catch((error: unknown) => {
    if (isFault(error, "config-invalid")) return error.message.split("\n");
    throw error;
  });
  if (Array.isArray(read)) return { listens: [], problems: read, drivers: driverNames(defaults) };
  const { listen } = read.config;
  const listens = (["http", "https", "ipp", "ipps"] as const).flatMap((option) => {
    const at = listen[option];
    return at === undefined ? [] : [{ option, host: at.host, port: at.port }];
  });
  return { listens, problems: deviceProblems(read.config), drivers: driverNames(read.config) };
}
