// The composition root: builds one running box from its parts, in order, and stops them in reverse. Nothing here decides anything.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import about from "../package.json" with { type: "json" };
import {
  createExecutor,
  Damaged,
  dump,
  type EmbeddedStore,
  InUse,
  openEmbeddedStore,
  type Read,
  restoring,
  Unavailable,
} from "../cluster/index.ts";
import { type Config, type ConfigProblem, defaults, type Listen, loadConfig } from "../config/index.ts";
import { BoxAccounting } from "./accounting.ts";
import { backupBox } from "./backup.ts";
import { type Books, Keeper, openBooks, Verifier } from "./books/index.ts";
import type { BoxId, PrinterName, TerminalName } from "./domain/ids.ts";
import type { Actor } from "./domain/ledger.ts";
import { isRefusal, type Refusal } from "./domain/refusal.ts";
import { BoxDevices, deviceProblems } from "./faces/devices.ts";
import { openDoors } from "./faces/doors.ts";
import { zoneOf } from "./faces/zone.ts";
import { createTerminalDesk } from "./faces/terminal-desk.ts";
import { RunningTerminals } from "./faces/terminals.ts";
import { identityOf, refuseLostStore, refuseOtherMeta } from "./identity.ts";
import { openNetwork } from "./network/network.ts";
import { openSecrets } from "./people/secrets.ts";
import { createSignIn } from "./people/sign-in.ts";
import { startPrinting } from "./printing/start.ts";
import { refuseHalfRestored, restoreBox as restoreInto } from "./restore.ts";
import { watchClock } from "./runtime/clock-watch.ts";
import { systemClock } from "./runtime/clock.ts";
import { Fault } from "./runtime/faults.ts";
import { makeDirectory } from "./runtime/files.ts";
import { createLog, type Log } from "./runtime/log.ts";
import { giveBackMemory, growInLargeSteps } from "./runtime/memory.ts";
import { systemRandom, uuidv7 } from "./runtime/random.ts";
import { every } from "./runtime/schedule.ts";
import { createShutdown, type Shutdown } from "./runtime/shutdown.ts";
import type { Command } from "./state/commands.ts";
import { decideOnKeys } from "./state/decide/on-keys.ts";
import type { Meta } from "./state/keys.ts";
import type { Stamp } from "./state/view.ts";
import type { TerminalDesk } from "./terminals/desk.ts";
import { trimStore } from "./trimming.ts";

export interface BoxOptions {
  readonly data: string;
  readonly config?: string;
  readonly http?: Listen;
  readonly https?: Listen;
  readonly ipp?: Listen;
  readonly ipps?: Listen;
}

export interface Box {
  /** Resolves when the box can no longer promise anything, and must end: its disk failed under a commit. */
  readonly failed: Promise<Error>;
  readonly ready: { readonly box: string; readonly http: string; readonly https?: string; readonly ipp: string; readonly ipps?: string };
  /** For whoever stands at the box: nobody runs it yet. */
  readonly notice?: string;
  stop(): Promise<void>;
}

const clock = systemClock;
const random = systemRandom;

/** A small SD card reads its books in a second; nobody edits them between two looks. */
const verifyEveryMs = 60 * 60_000;

/** What is kept for a day may stand some minutes longer. */
const trimEveryMs = 10 * 60_000;

/** Starting is over, and nobody has come yet. */
const giveBackAfterMs = 1_500;

/** Throws Fault: config-invalid, data-in-use, data-damaged, store-unavailable, disk-full. */
export async function startBox(options: BoxOptions): Promise<Box> {
  const config = await readConfig(options.config);
  const log = createLog({ level: config.log.level });
  const shutdown = createShutdown({ clock, log });
  try {
    return await build(options, config, log, shutdown);
  } catch (error) {
    await shutdown.run("could not start");
    throw explained(error);
  }
}

/** Into the data directory of a stopped box. */
export const restoreBox = (file: string, data: string): Promise<{ keys: number; rows: number } | Refusal> =>
  restoreInto(file, data, uuidv7(clock.now(), random), restoring).catch((error: unknown) => Promise.reject(explained(error)));

async function build(options: BoxOptions, config: Config, log: Log, shutdown: Shutdown): Promise<Box> {
  const { data } = options;
  growInLargeSteps();
  await refuseHalfRestored(data);
  await makeDirectory(join(data, "store"));
  const failed = Promise.withResolvers<Error>();
  const store = await openEmbeddedStore({ directory: join(data, "store"), failed: failed.resolve });
  shutdown.add("store", () => store.close());
  const books = openBooks(join(data, "books.sqlite"));
  shutdown.add("books", () => books.close());
  const inUse = store.projection.revision > 0;
  refuseLostStore(data, inUse, books.rows);
  const box = await identify(data, store, config);
  const secrets = await openSecrets({ directory: join(data, "secrets"), random, clock, inUse });
  if (secrets.made && inUse) log.warn("the key of the spool is new: documents taken before cannot be opened", { data });
  const accounting = await openAccounting(store, books, box, config, shutdown);
  const breaches = contradictions(accounting, log);
  const { keeper, verifier } = keepBooks(books, accounting, store, log, shutdown);

  const printing = await startPrinting({ data, box, config, accounting, books, boxKey: secrets.boxKey, clock, random, log, shutdown });
  const signIn = createSignIn({ accounting, secrets, clock, box });
  await setTerminals(accounting, config, box, log);
  const desk = createTerminalDesk({ accounting, releases: printing.releases, signIn });
  const { terminals, devices } = openTerminals(accounting, desk, config, log, shutdown);

  const { addresses, notice } = await openDoors({
    ...(await openSite(data, config, log, shutdown)),
    data,
    box,
    version: about.version,
    config,
    listen: options,
    store,
    accounting,
    books,
    keeper,
    verifier,
    breaches,
    secrets,
    signIn,
    printing,
    devices,
    identify: (queue) => terminals.identify(queue),
    backup: (file) => backupBox(file, data, () => dump(store), books),
    clock,
    random,
    log,
    shutdown,
  });
  shutdown.add("memory", clock.after(giveBackAfterMs, giveBackMemory));
  log.info("ready", { box, ...addresses });
  return {
    failed: failed.promise,
    ready: { box, ...addresses },
    ...(notice === undefined ? {} : { notice }),
    stop: async () => void (await shutdown.run("asked to")),
  };
}

/** What the box knows of where it stands: the network, the time. */
async function openSite(data: string, config: Config, log: Log, shutdown: Shutdown) {
  const time = await watchClock({ data, clock, log: log.room("clock") });
  shutdown.add("clock", () => time.stop());
  const network = await openNetwork({ directory: config.network.directory, clock, random, log: log.room("network") });
  shutdown.add("network", () => network.stop());
  return { network, time };
}

/** The sessions, and the readers and keypads they hear. */
function openTerminals(accounting: BoxAccounting, desk: TerminalDesk, config: Config, log: Log, shutdown: Shutdown) {
  const terminals = new RunningTerminals({ accounting, clock, log, currency: config.currency, zone: zoneOf(config), desk });
  shutdown.add("terminals", () => terminals.close());
  const devices = new BoxDevices({ config, running: terminals, clock, log: log.room("devices") });
  shutdown.add("devices", () => devices.close());
  return { terminals, devices };
}

function contradictions(accounting: BoxAccounting, log: Log): readonly string[] {
  const breaches = accounting.breaches();
  for (const breach of breaches) log.error("the state contradicts itself", { breach });
  return breaches;
}

async function readConfig(file: string | undefined): Promise<Config> {
  if (file === undefined) return defaults;
  const text = await readFile(file, "utf8").catch((cause: unknown) => {
    throw new Fault("config-invalid", `The settings file ${file} cannot be read.`, { retry: "never", cause });
  });
  const config = loadConfig(text, file);
  const problems = isProblems(config)
    ? config.map(({ sentence }) => sentence)
    : deviceProblems(config).map((sentence) => `${file}: ${sentence}`);
  if (isProblems(config) || problems.length > 0) throw new Fault("config-invalid", problems.join("\n"), { retry: "never" });
  return config;
}

const isProblems = (loaded: Config | readonly ConfigProblem[]): loaded is readonly ConfigProblem[] => Array.isArray(loaded);

/** Who this box is, once it is sure that the store is its own. */
function identify(data: string, { projection }: EmbeddedStore, config: Config): Promise<BoxId> {
  const meta = projection.get("/q/meta");
  refuseOtherMeta(meta && (JSON.parse(meta.value) as Meta), config.currency);
  const known = Array.from(projection.scan("/q/box/"), ({ value }) => (JSON.parse(value) as { id: BoxId }).id);
  return identityOf({ data, known, newId: () => uuidv7(clock.now(), random), now: clock.now });
}

async function openAccounting(store: EmbeddedStore, books: Books, box: BoxId, config: Config, shutdown: Shutdown): Promise<BoxAccounting> {
  const executor = createExecutor({
    store,
    projection: store.projection,
    decide: (command: Command, read: Read, stamp: Stamp) => decideOnKeys(command, read, stamp, books.findCommand),
    stamp: (order) => ({ at: clock.now(), box, order }),
  });
  const accounting = new BoxAccounting({ store, projection: store.projection, executor });
  shutdown.add("accounting", () => accounting.close());
  const by: Actor = { kind: "box", name: box };
  await accounting.propose({
    name: "init-box",
    by,
    box,
    boxName: config.box.name,
    incarnation: uuidv7(clock.now(), random),
    currency: config.currency,
  });
  return accounting;
}

function keepBooks(books: Books, accounting: BoxAccounting, store: EmbeddedStore, log: Log, shutdown: Shutdown) {
  const incarnation = (JSON.parse(store.projection.get("/q/meta")?.value ?? "{}") as { incarnation?: string }).incarnation ?? "";
  const keeper = new Keeper({ books: books.file, outbox: accounting, incarnation, clock, log: log.room("books") });
  shutdown.add("keeper", () => keeper.close());
  const verifier = new Verifier(books, accounting, clock);
  const verify = every(
    verifyEveryMs,
    "verify the books",
    async () => {
      const verified = await verifier.run();
      if (!verified.ok) log.error("the books do not verify", { sentence: verified.sentence });
    },
    { clock, log },
  );
  void verify.soon(); // beside the work of starting: books take a second for each hundred thousand rows
  shutdown.add("verification", () => verify.stop());
  const trim = every(trimEveryMs, "trim the store", async () => void (await trimStore({ accounting, books, clock })), { clock, log });
  shutdown.add("trimming", () => trim.stop());
  return { keeper, verifier };
}

/** Terminals that stand in the settings file are set up as it says, as soon as their printers are; those made by command stay as they are. */
async function setTerminals(accounting: BoxAccounting, config: Config, box: BoxId, log: Log): Promise<void> {
  const waiting = new Set(
    config.terminals.map(({ name, printers }) => ({ name: name as TerminalName, printers: printers as PrinterName[] })),
  );
  const by: Actor = { kind: "box", name: box };
  const tryAll = async (): Promise<void> => {
    for (const terminal of waiting) {
      const outcome = await accounting.propose({ name: "set-terminal", by, terminal });
      if (!isRefusal(outcome)) waiting.delete(terminal);
    }
  };
  await tryAll();
  for (const { name } of waiting) log.warn("terminal waits for its printers to be added", { terminal: name });
  let last = Promise.resolve();
  const unfollow = accounting.follow((fact) => {
    if (fact.kind !== "config") return;
    if (waiting.size === 0) unfollow();
    else last = last.then(tryAll).catch((error: unknown) => log.warn("terminal not set up yet", { error }));
  });
}

/** What keeps a box from running, as a fault that main.ts tells. */
function explained(error: unknown): unknown {
  const taken = [error, (error as { cause?: unknown }).cause].find(
    (one) => (one as NodeJS.ErrnoException | undefined)?.syscall === "listen",
  );
  if (taken) return new Fault("config-invalid", cannotListen(taken as ListenError), { retry: "later", cause: taken });
  if (error instanceof InUse) return new Fault("data-in-use", error.message, { retry: "later", cause: error });
  if (error instanceof Unavailable) return new Fault("store-unavailable", error.message, { retry: "later", cause: error });
  if (error instanceof Damaged) return new Fault("data-damaged", error.message, { retry: "never", cause: error });
  return error;
}

type ListenError = NodeJS.ErrnoException & { readonly address?: string; readonly port?: number };

function cannotListen({ code, address, port }: ListenError): string {
  const why =
    code === "EADDRINUSE"
      ? "another program listens there"
      : code === "EACCES"
        ? "ports below 1024 need a right this user does not have"
        : `this machine answers ${code}`;
  return `The box cannot listen on ${address}:${port}: ${why}. Name another place with --http, --https, --ipp or --ipps, or under listen: in the settings.`;
}
