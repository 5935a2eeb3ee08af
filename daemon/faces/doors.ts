// Opens the doors of a box, once everything behind them stands: IPP for clients that print, the API for the rest. Answers where they are.
import type { Config, Listen } from "../../config/index.ts";
import type { Accounting } from "../accounting.ts";
import type { Deps } from "../api/deps.ts";
import { startApi } from "../api/index.ts";
import type { Books, Keeper, Verifier } from "../books/index.ts";
import type { BoxId, CommandId } from "../domain/ids.ts";
import { isMoneyRow } from "../domain/ledger.ts";
import { Certificates } from "../certificates/certificates.ts";
import { atName } from "../certificates/names.ts";
import type { Refusal } from "../domain/refusal.ts";
import type { CardReading } from "../people/card-reading.ts";
import type { Secrets } from "../people/secrets.ts";
import { Deletions } from "../people/deletions.ts";
import { type FirstRun, openFirstRun } from "../people/first-run.ts";
import { openSetup, type Setup } from "../people/setup.ts";
import type { SignIn } from "../people/sign-in.ts";
import type { Network } from "../network/network.ts";
import type { Printing } from "../printing/start.ts";
import type { Clock } from "../runtime/clock.ts";
import type { ClockWatch } from "../runtime/clock-watch.ts";
import type { Log } from "../runtime/log.ts";
import type { Random } from "../runtime/random.ts";
import type { Shutdown } from "../runtime/shutdown.ts";
import type { BoxSettings } from "../settings.ts";
import { type Language, say } from "../words/index.ts";
import { announce, isOpen } from "./announce.ts";
import { backupsOf } from "./backups.ts";
import type { BoxDevices } from "./devices.ts";
import { printTestPage } from "../printing/test-page.ts";
import { createSimulation } from "./simulation.ts";
import type { Places } from "./places.ts";
import { type Addresses, openForJobs, portOf } from "./job-doors.ts";
import { refusesPlace } from "./own-places.ts";
import type { PrintDeskParts } from "./print-desk.ts";
import { type RestoreParts, restoresOf } from "./restores.ts";
import { uploadsTo } from "./uploads.ts";
import { siteDeps } from "./site-deps.ts";
import { zoneOf } from "./zone.ts";
import { type StatusParts, statusOf } from "./status.ts";

export interface DoorsParts {
  readonly data: string;
  readonly box: BoxId;
  readonly version: string;
  readonly config: Config;
  readonly listen: Places;
  readonly settings: BoxSettings;
  readonly kept: Parameters<typeof startApi>[0]["kept"];
  readonly restart: () => void;
  readonly restored: RestoreParts["restored"];
  readonly prepareRestore: RestoreParts["prepareRestore"];
  readonly restore: RestoreParts["restore"];
  readonly moneyMoved: () => boolean;
  readonly store: StatusParts["store"];
  readonly accounting: Accounting;
  readonly breaches: readonly string[];
  readonly verifier: Verifier;
  readonly books: Books;
  readonly keeper: Keeper;
  readonly secrets: Secrets;
  readonly signIn: SignIn;
  readonly cardReading: CardReading;
  readonly printing: Printing;
  readonly devices: BoxDevices;
  readonly network: Network;
  readonly time: ClockWatch;
  readonly identify: PrintDeskParts["identify"];
  readonly backup: (file: string) => Promise<{ bytes: number } | Refusal>;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly shutdown: Shutdown;
}

/** Where they are, and what the box says at its console while nobody runs it. */
export interface Doors {
  readonly addresses: Addresses;
  readonly notice: string | undefined;
}

export async function openDoors(parts: DoorsParts): Promise<Doors> {
  const { config, listen, shutdown, data } = parts;
  const startedAt = parts.clock.now();
  const addresses: Addresses = { ipp: "", http: "" };
  const { https, ipps } = listen;
  const certificates = await openCertificates(parts, https !== undefined || ipps !== undefined);
  const { tls } = certificates;
  await openForJobs(parts, "ipp", listen.ipp, addresses);
  if (ipps && tls) await openForJobs(parts, "ipps", ipps, addresses, tls);
  const setup = await openSetup(parts);
  const api = await startApi(apiDeps(parts, { setup, firstRun: await openFirstRun(data), certificates, addresses, startedAt }), {
    data,
    http: listen.http,
    ...(https && tls ? { https: { ...https, tls } } : {}),
  });
  shutdown.add("api", () => api.stop());
  Object.assign(addresses, api.addresses);
  const local = await announced(parts, certificates, addresses);
  return { addresses, notice: noticeOf(setup.notice(addresses, config.language), { certificates, local, language: config.language }) };
}

async function openCertificates(parts: DoorsParts, tls: boolean): Promise<Certificates> {
  const { config, settings, shutdown } = parts;
  const log = parts.log.room("certificates");
  const proxy = (): string | undefined => settings.wanted.network.proxy;
  const names = (): readonly string[] => config.names;
  const isAnnounced = config.listen.announce && isOpen(announcedDoor(parts).host);
  const certificates = await Certificates.open({ ...parts, boxName: config.box.name, tls, announced: isAnnounced, names, proxy, log });
  shutdown.add("certificates", () => certificates.close());
  return certificates;
}

/** The safer of those that show pages. */
function announcedDoor({ config, listen }: DoorsParts): Listen & { readonly scheme: "http" | "https" } {
  const safe = listen.https ?? config.listen.https;
  return safe ? { ...safe, scheme: "https" } : { ...(listen.http ?? config.listen.http), scheme: "http" };
}

/** Answers the page's address by its name on this network; undefined: it is not announced. */
async function announced(parts: DoorsParts, certificates: Certificates, addresses: Addresses): Promise<string | undefined> {
  const { local } = certificates.state();
  if (local === undefined) return undefined;
  const { scheme, host } = announcedDoor(parts);
  const at = addresses[scheme] ?? "";
  const goodbye = await announce({
    local: local.replace(/\.local$/, ""),
    door: { scheme, host, port: portOf(at) },
    renamed: (name) => certificates.renamed(name),
    log: parts.log.room("announce"),
  });
  parts.shutdown.add("announcement", goodbye);
  return atName(at, local);
}

/** While nobody runs the box: where to go, the code, and how to be sure that it is this box. */
function noticeOf(
  first: string | undefined,
  {
    certificates,
    local,
    language,
  }: { readonly certificates: Certificates; readonly local: string | undefined; readonly language: Language },
): string | undefined {
  if (first === undefined) return undefined;
  const { authority } = certificates.state();
  return [
    first,
    ...(local === undefined ? [] : [say(language, "setup.console.local", { page: `${local}/admin` })]),
    ...(authority === undefined ? [] : [say(language, "setup.console.fingerprint", { fingerprint: authority.fingerprint })]),
  ].join("\n");
}

interface Opened {
  readonly setup: Setup;
  readonly firstRun: FirstRun;
  readonly certificates: Certificates;
  readonly addresses: Addresses;
  readonly startedAt: number;
}

function apiDeps(parts: DoorsParts, { setup, firstRun, certificates, addresses, startedAt }: Opened): Parameters<typeof startApi>[0] {
  const { accounting, secrets, devices, config, printing, clock, random, log } = parts;
  const { fleet, delivery, releases } = printing;
  const status = statusOf({
    ...parts,
    spool: printing.spool,
    spoolMost: config.spool.maxBytes,
    fleet,
    devices: () => devices.conditions(),
    about: { box: parts.box, name: config.box.name, version: parts.version, startedAt },
    clock: () => parts.time.trust(),
    ready: () => addresses.http !== "",
    addresses: () => told(addresses, certificates.publicName),
  });
  return {
    accounting,
    secrets,
    terminals: devices,
    status,
    clock,
    random,
    log,
    currency: config.currency,
    documentBytes: config.spool.maxDocumentBytes,
    paper: config.paper,
    zone: zoneOf(config),
    language: config.language,
    books: booksFor(parts),
    release: (request) => releases.releaseOnce(request),
    printers: {
      refuses: (uri) => fleet.refuses(uri) ?? refusesPlace(uri, parts.data, addresses),
      condition: (name) => fleet.condition(name),
      probe: (name) => fleet.probeAnew(name),
      calibrate: (name) => fleet.calibrate(name, delivery),
      testPage: (name, by) => printTestPage({ delivery, clock, random, log: log.room("printers") }, name, by),
      follow: (changed) => fleet.follow(changed),
    },
    ...backupsOf(parts),
    ...restoresOf(parts),
    settings: parts.settings,
    kept: parts.kept,
    restart: parts.restart,
    signIn: parts.signIn,
    cardReading: parts.cardReading,
    deletions: deletionsOf(parts),
    setup,
    certificates,
    upload: uploadsTo(printing),
    ...(printing.simulated ? { simulation: createSimulation({ ...parts, ...printing, printers: printing.simulated }) } : {}),
    firstRun,
    ...siteDeps(parts),
  };
}

const booksFor = ({ books, verifier }: DoorsParts): Deps["books"] => ({
  dump: () => books.dump(),
  verify: () => verifier.run(),
  verification: () => ({
    ...(verifier.running ? { running: verifier.running } : {}),
    ...(verifier.last ? { last: verifier.last } : {}),
  }),
  statement: (account, how) => books.statement(account, how),
  use: (user, since) => books.use(user, since),
  takings: (from, to) => books.takings(from, to),
  entries: (asked) => books.entries(asked),
  endedJobs: (asked) => books.endedJobs(asked),
  endedJob: (ref) => ("id" in ref ? books.findJob(ref.id) : books.findJobByNumber(ref.number)),
  charge: (reservation) => books.findCommand(`settle.${reservation}` as CommandId).find(isMoneyRow),
});

function deletionsOf({ clock, shutdown }: DoorsParts): Deletions {
  const deletions = new Deletions(clock);
  shutdown.add("deletions", () => deletions.finish());
  return deletions;
}

/** As people reach them: by the name all boxes have, where there is one. */
const told = (addresses: Addresses, name: string | undefined): Addresses =>
  name === undefined
    ? addresses
    : (Object.fromEntries(
        Object.entries(addresses).map(([scheme, at]: [string, string]) => [scheme, atName(at, name)]),
      ) as unknown as Addresses);
