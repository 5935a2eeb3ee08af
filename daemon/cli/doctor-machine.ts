// doctor's look at the machine: small checks, each of which can only add findings. None of them changes anything.
import { execFile } from "node:child_process";
import { constants } from "node:fs";
import { access, lstat, readdir, statfs } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import type { FindingView } from "../api/contract/box.ts";
import type { Key } from "../words/en.ts";
import { formatDate } from "../words/format.ts";
import type { Language } from "../words/index.ts";
import { fill } from "../words/say.ts";
import { findProgram, findSandbox } from "../runtime/sandbox.ts";
import type { Context, Settings } from "./context.ts";

type Facts = Readonly<Record<string, string | number>>;
type Found = { readonly level: FindingView["level"]; readonly code: string; readonly facts: Facts };

const needs = (code: string, facts: Facts = {}): Found => ({ level: "needs", code, facts });
const advice = (code: string, facts: Facts = {}): Found => ({ level: "advice", code, facts });

/** Below this the spool takes nothing any more. */
const leastFreeMb = 200;

/** What the code is written for (DESIGN.md decision 1). */
const neededNode = 24;

/** Nothing of Quoin is older, and no box lives longer: a clock outside is wrong. */
const earliest = 1_767_225_600_000; // 2026-01-01
const latest = 2_524_608_000_000; // 2050-01-01

/** What the stores call a file they moved aside. */
const quarantined = /^quarantine-\d+$/;

export async function lookAtMachine(
  context: Context,
  { listens, problems }: Settings,
  box: "answers" | "silent" | "absent",
): Promise<FindingView[]> {
  const { data, io, language } = context;
  const found = [...nodeVersion(io.nodeVersion), ...(await clock(io.clock.now(), language)), ...(await dataDirectory(data))];
  for (const problem of problems) found.push(needs("config-invalid", { problem }));
  if (box === "silent") found.push(needs("no-answer", { socket: join(data, "quoin.sock") }));
  // A running box says itself what it works with; without one: what it will find.
  if (box === "absent") found.push(needs("not-running", { data }), ...(await tools()), ...(await ports(listens)));
  return found.map(({ level, code, facts }) => ({
    level,
    code,
    sentence: fill(language, `doctor.${code}` as Key, facts),
    remedy: fill(language, `doctor.${code}.remedy` as Key, facts),
  }));
}

const nodeVersion = (version: string): Found[] =>
  Number(version.replace(/^v/, "").split(".")[0]) === neededNode ? [] : [advice("node-old", { version, needed: String(neededNode) })];

/** Money needs an order of events; receipts and quotas need the right day. */
async function clock(now: number, language: Language): Promise<Found[]> {
  if (now < earliest || now > latest) return [needs("clock-wrong", { date: formatDate(language, now) })];
  const synchronised = await answerOf("timedatectl", ["show", "--property=NTPSynchronized", "--value"]);
  return synchronised?.trim() === "no" ? [advice("clock-unsynchronised")] : [];
}

async function dataDirectory(data: string): Promise<Found[]> {
  const about = await lstat(data).catch(() => undefined);
  if (!about) return [];
  const found: Found[] = [];
  if (!(await allowed(data, constants.R_OK | constants.X_OK))) return [needs("data-unreadable", { data })];
  if (!(await allowed(data, constants.W_OK))) found.push(needs("data-readonly", { data }));
  for (const file of [data, join(data, "secrets"), join(data, "secrets", "api-token")]) {
    const mode = (await lstat(file).catch(() => undefined))?.mode ?? 0;
    if ((mode & 0o077) !== 0) found.push(needs("data-open", { file }));
  }
  const { bavail, bsize } = await statfs(data);
  const free = Math.floor((bavail * bsize) / 1e6);
  if (free < leastFreeMb) found.push(needs("disk-low", { free, least: leastFreeMb, data }));
  for (const room of ["", ...(await namesIn(data))]) {
    for (const name of await namesIn(join(data, room)))
      if (quarantined.test(name)) found.push(needs("store-quarantined", { file: join(data, room, name) }));
  }
  return found;
}

async function tools(): Promise<Found[]> {
  const found: Found[] = [];
  if ((await findProgram("pdftoppm")) === undefined) found.push(advice("no-poppler"));
  const sandbox = await findSandbox();
  if (sandbox.prlimit === undefined) found.push(advice("sandbox-none"));
  else if (sandbox.network === undefined) found.push(advice("sandbox-limits"));
  return found;
}

/** Opens each address for a moment, as the box will. */
async function ports(listens: Settings["listens"]): Promise<Found[]> {
  const found: Found[] = [];
  for (const { option, host, port } of listens) {
    if (port !== 0 && !(await free(host, port))) found.push(needs("port-taken", { address: `${host}:${port}`, option }));
  }
  return found;
}

const free = (host: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(true)));
  });

const allowed = (path: string, mode: number): Promise<boolean> =>
  access(path, mode).then(
    () => true,
    () => false,
  );

const namesIn = (directory: string): Promise<string[]> => readdir(directory).catch(() => []);

/** A program that does not answer at once will not do so when it is needed. */
const programTimeoutMs = 3_000;
const run = promisify(execFile);

const answerOf = (program: string, args: readonly string[]): Promise<string | undefined> =>
  run(program, [...args], { timeout: programTimeoutMs }).then(
    ({ stdout }) => stdout,
    () => undefined,
  );
