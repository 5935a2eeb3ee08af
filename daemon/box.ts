// The composition root: builds one running box from its parts, in order, and stops them in reverse. Nothing here decides anything.
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
import type { Config } from "../config/index.ts";
import { BoxAccounting } from "./accounting.ts";
import { backupBox } from "./backup.ts";
import { type Books, openBooks } from "./books/index.ts";
import type { BoxId } from "./domain/ids.ts";
import type { Actor } from "./domain/ledger.ts";
import type { Refusal } from "./domain/refusal.ts";
import { deviceProblems } from "./faces/devices.ts";
import { openDoors } from "./faces/doors.ts";
import type { Moving } from "./faces/place.ts";
import { openSite } from "./faces/site.ts";
import { cannotListen, placesOf, portsOf } from "./faces/places.ts";
import { openTerminals } from "./faces/open-terminals.ts";
import { setTerminals } from "./faces/set-terminals.ts";
import { identify, refuseLostStore } from "./identity.ts";
import { type Before, nextLife } from "./next-life.ts";
import { noticesOf } from "./notices/defaults.ts";
import { openSecrets } from "./people/secrets.ts";
import { createSignIn } from "./people/sign-in.ts";
import { startPrinting } from "./printing/start.ts";
import { keepBooks } from "./keeping.ts";
import { giveUp, prepareIn, recordRestore, restoreBox as restoreInto, settle, type Standing, standingOf } from "./restore/index.ts";
import { systemClock } from "./runtime/clock.ts";
import { Fault, isFault } from "./runtime/faults.ts";
import { makeDirectory } from "./runtime/files.ts";
import { andStderr, createLog, type Log } from "./runtime/log.ts";
import { keepLog, type KeptLog } from "./runtime/log-keep.ts";
import { giveBackMemory, growInLargeSteps } from "./runtime/memory.ts";
import { systemRandom, uuidv7 } from "./runtime/random.ts";
import { createShutdown, type Shutdown } from "./runtime/shutdown.ts";
import { type BoxSettings, type Flags, type Misfit, readSettings, undoSettings } from "./settings.ts";
import type { Command } from "./state/commands.ts";
import { decideOnKeys } from "./state/decide/on-keys.ts";
import type { Stamp } from "./state/view.ts";

export interface BoxOptions extends Flags {
  readonly data: string;
  readonly config?: string;
}

export interface Box {
  /** Resolves when the box can no longer promise anything, and must end: its disk failed under a commit. */
  readonly failed: Promise<Error>;
  readonly ready: { readonly box: string; readonly http: string; readonly https?: string; readonly ipp: string; readonly ipps?: string };
  /** For whoever stands at the box: nobody runs it yet. */
  readonly notice?: string;
  /** Resolves when the box was asked to stop and to start again, which whoever runs it does. */
  readonly restartAsked: Promise<void>;
  /** What the next start begins from, so that it is found where it was. */
  readonly before: Before;
  stop(): Promise<void>;
}

const { version } = about;
const clock = systemClock;
const random = systemRandom;
const newId = (): string => uuidv7(clock.now(), random);

/** Starting is over, and nobody has come yet. */
const giveBackAfterMs = 1_500;

/**
 * What the last life decided comes first: a backup takes the place of the data. Where the box cannot start with that, or with settings that
 * were changed since `before`, this is undone and told: its console must stay within reach.
 * Throws Fault: config-invalid, data-in-use, data-damaged, store-unavailable, disk-full.
 */
export async function startBox(options: BoxOptions, before?: Before): Promise<Box> {
  const { data } = options;
  await makeDirectory(data);
  const lock = locked(data);
  try {
    const restored = await standingOf(data, before?.restore);
    try {
      return await startOnce(options, before, { restored });
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      if (restored.is === "proving") return await startOnce(options, before, { restored: await giveUp(data, problem) });
      if (!before || !isFault(error, "config-invalid") || !(await undoSettings(data, before.settings))) throw error;
      return await startOnce(options, before, { restored, undone: problem });
    }
  } finally {
    lock.release();
  }
}

/** Nobody restores while a box starts, and none starts while somebody does. */
function locked(data: string): { release(): void } {
  try {
    return restoring.lock(data);
  } catch (error) {
    throw explained(error);
  }
}

/** What became of what the last life wanted: `undone`: why its settings do not let the box start. */
interface Outcome {
  readonly restored: Standing;
  readonly undone?: string;
}

async function startOnce(options: BoxOptions, before: Before | undefined, { restored, undone }: Outcome): Promise<Box> {
  growInLargeSteps();
  const money = { moved: () => true };
  const settings = await readSettings({
    data: options.data,
    ...(options.config === undefined ? {} : { file: options.config }),
    flags: options,
    judge: (config, running) => misfits(config, running, money),
    ...(undone === undefined ? {} : { undone }),
  });
  const kept = await keepLog(options.data);
  const log = createLog({ level: settings.config.log.level, sink: andStderr(kept) });
  if (undone !== undefined) log.error("changed settings do not let the box start and were undone", { problem: undone });
  if (restored.is === "undone") log.error("the restore failed, and the data from before is in force", { problem: restored.why });
  const shutdown = createShutdown({ clock, log });
  try {
    const box = await build(options, { settings, money, kept, restored }, log, shutdown, before);
    if (restored.is === "proving") await settle(options.data);
    log.info("ready", box.ready);
    return box;
  } catch (error) {
    await shutdown.run("could not start");
    throw explained(error);
  }
}

/** Into the data directory of a stopped box. */
export const restoreBox = (file: string, data: string): Promise<{ keys: number; rows: number } | Refusal> =>
  restoreInto(file, data, newId(), restoring).catch((error: unknown) => Promise.reject(explained(error)));

type Told = { readonly settings: BoxSettings; readonly money: Moving; readonly kept: KeptLog; readonly restored: Standing };

async function build(options: BoxOptions, told: Told, log: Log, shutdown: Shutdown, before?: Before): Promise<Box> {
  const { settings, money, kept, restored } = told;
  const { data } = options;
  const { config } = settings;
  const next = nextLife(clock);
  const { store, books, inUse, failed } = await openData(data, shutdown);
  const box = await identify({ data, store: store.projection, books, currency: config.currency, money, newId, now: clock.now });
  const secrets = await unlock(data, inUse, log);
  const accounting = await openAccounting(store, books, box, config, shutdown);
  const { keeper, verifier } = keepBooks({ books, accounting, incarnation: incarnationOf(store), clock, log, shutdown });

  const printing = await startPrinting({ data, box, config, accounting, books, boxKey: secrets.boxKey, clock, random, log, shutdown });
  const signIn = createSignIn({ accounting, secrets, clock, box });
  await setTerminals({ accounting, config, box, log });
  const places = openTerminals({ accounting, printing, signIn, config, clock, log, shutdown });

  const { addresses, notice } = await openDoors({
    ...(await openSite({ data, config, clock, random, log, shutdown })),
    data,
    box,
    version,
    config,
    listen: placesOf(options, config, before?.ports),
    settings,
    kept,
    moneyMoved: money.moved,
    ...next.acts,
    restored,
    prepareRestore: (file) => prepareIn(data, { file, incarnation: newId(), engine: restoring, breathe: () => clock.sleep(0) }),
    store,
    accounting,
    books,
    keeper,
    verifier,
    breaches: contradictions(accounting, log),
    secrets,
    signIn,
    ...places,
    printing,
    backup: (file) => backupBox(file, data, () => dump(store), books, { madeAt: clock.now(), box, name: config.box.name, version }),
    clock,
    random,
    log,
    shutdown,
  });
  if (restored.is === "proving") await recordRestore(accounting, restored.asked, log);
  shutdown.add("memory", clock.after(giveBackAfterMs, giveBackMemory));
  return {
    failed,
    ready: { box, ...addresses },
    ...(notice === undefined ? {} : { notice }),
    restartAsked: next.asked,
    get before() {
      return { ports: portsOf(addresses), settings: settings.startedWith, ...next.decided() };
    },
    stop: async () => void (await shutdown.run("asked to")),
  };
}

async function openData(data: string, shutdown: Shutdown) {
  await makeDirectory(join(data, "store"));
  const { promise: failed, resolve } = Promise.withResolvers<Error>();
  const store = await openEmbeddedStore({ directory: join(data, "store"), failed: resolve });
  shutdown.add("store", () => store.close());
  const books = openBooks(join(data, "books.sqlite"));
  shutdown.add("books", () => books.close());
  const inUse = store.projection.revision > 0;
  refuseLostStore(data, inUse, books.rows);
  return { store, books, inUse, failed };
}

async function unlock(data: string, inUse: boolean, log: Log): Promise<Awaited<ReturnType<typeof openSecrets>>> {
  const secrets = await openSecrets({ directory: join(data, "secrets"), random, clock, inUse });
  if (secrets.made && inUse) log.warn("the key of the spool is new: documents taken before cannot be opened", { data });
  return secrets;
}

function contradictions(accounting: BoxAccounting, log: Log): readonly string[] {
  const breaches = accounting.breaches();
  for (const breach of breaches) log.error("the state contradicts itself", { breach });
  return breaches;
}

/** What spans more than the settings file: drivers judge their own options, and money cannot be relabelled. */
const misfits = (config: Config, running: Config = config, money: Moving): readonly Misfit[] => [
  ...deviceProblems(config).map((sentence) => ({ setting: "terminals", sentence })),
  ...(config.currency === running.currency || !money.moved()
    ? []
    : [{ setting: "currency", sentence: "", why: { code: "currency", with: { currency: running.currency } } } as const]),
];

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
    incarnation: newId(),
    currency: config.currency,
  });
  await accounting.propose({ name: "set-notices", by, notices: noticesOf(config) });
  return accounting;
}

const incarnationOf = ({ projection }: EmbeddedStore): string =>
  (JSON.parse(projection.get("/q/meta")?.value ?? "{}") as { incarnation?: string }).incarnation ?? "";

/** What keeps a box from running, as a fault that main.ts tells. */
function explained(error: unknown): unknown {
  const taken = [error, (error as { cause?: unknown }).cause].find(
    (one) => (one as NodeJS.ErrnoException | undefined)?.syscall === "listen",
  );
  if (taken) return cannotListen(taken as NodeJS.ErrnoException);
  if (error instanceof InUse) return new Fault("data-in-use", error.message, { retry: "later", cause: error });
  if (error instanceof Unavailable) return new Fault("store-unavailable", error.message, { retry: "later", cause: error });
  if (error instanceof Damaged) return new Fault("data-damaged", error.message, { retry: "never", cause: error });
  return error;
}
