// Watches the clock of this machine: whether a time service follows a server, and whether the wall clock was set since. What is known survives
// a restart of the box; of a restart of the machine only the last good moment does.
import { execFile } from "node:child_process";
import { readFile, stat } from "node:fs/promises";
import { uptime } from "node:os";
import { join } from "node:path";
import { type Anchor, type ClockReading, type ClockTrust, clockToleranceMs, judgeClock } from "../domain/clock-trust.ts";
import { type Refusal, refuse } from "../domain/refusal.ts";
import type { Clock } from "./clock.ts";
import { replaceFile } from "./files.ts";
import type { Log } from "./log.ts";
import { every, type Scheduled } from "./schedule.ts";

/** What the machine says of its time. */
export interface MachineTime {
  /** ms since it started. */
  up(): number;
  /** Which run of the machine this is. */
  boot(): Promise<string>;
  /** `now`: by the wall clock. */
  synchronised(now: number): Promise<boolean>;
  chip(): Promise<boolean>;
}

export interface ClockWatch {
  trust(): ClockTrust;
  /** Somebody compared it with another clock, which said `theirs`. */
  confirm(theirs: number): Promise<Refusal | undefined>;
  stop(): Promise<void>;
}

interface Kept {
  readonly boot: string;
  readonly anchor?: Anchor;
  readonly last?: number;
}

const lookEveryMs = 60_000;
/** The last good moment is written so often at most: a card wears. */
const keepEveryMs = 60 * 60_000;

interface Parts {
  readonly data: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly machine?: MachineTime;
}

export async function watchClock({ data, clock, log, machine = thisMachine }: Parts): Promise<ClockWatch> {
  const file = join(data, "clock.json");
  const boot = await machine.boot();
  const before = readKept(await readFile(file, "utf8").catch(() => ""));
  const { boot: _, anchor: _anchor, ...past } = before;
  let kept: Kept = before.boot === boot ? { ...before, boot } : { ...past, boot };
  let facts = { synchronised: false, chip: await machine.chip() };
  let looked: Scheduled | undefined;

  const reading = (): ClockReading => ({ now: clock.now(), up: machine.up() });
  const judge = (): ClockTrust => judgeClock({ reading: reading(), ...facts, ...kept });
  const keep = async (anchor: Anchor | undefined): Promise<void> => {
    const fresh = kept.last !== undefined && Math.abs(clock.now() - kept.last) < keepEveryMs;
    const same = anchor?.by === kept.anchor?.by;
    kept = { boot, ...(anchor ? { anchor, last: fresh && same && kept.last !== undefined ? kept.last : clock.now() } : kept) };
    if (!fresh || !same) await replaceFile(file, JSON.stringify(kept));
  };
  const look = async (): Promise<void> => {
    facts = { ...facts, synchronised: await machine.synchronised(clock.now()) };
    const trust = judge();
    if (trust.trusted) await keep(trust.anchor);
    // What follows no server any more is judged by the clocks alone.
    facts = { ...facts, synchronised: false };
  };
  await look();
  looked = every(lookEveryMs, "look at the clock", look, { clock, log });
  return {
    trust: judge,
    confirm: async (theirs) => {
      const { now, up } = reading();
      if (Math.abs(theirs - now) > clockToleranceMs) return refuse("time-differs");
      await keep({ now, up, by: "person" });
      return undefined;
    },
    stop: () => looked.stop(),
  };
}

function readKept(text: string): Partial<Kept> {
  try {
    const { boot, anchor, last } = JSON.parse(text) as Partial<Kept>;
    const sound =
      anchor !== undefined && [anchor.now, anchor.up].every(Number.isFinite) && ["network", "chip", "person"].includes(anchor.by);
    return {
      ...(typeof boot === "string" ? { boot } : {}),
      ...(sound ? { anchor } : {}),
      ...(typeof last === "number" && Number.isFinite(last) ? { last } : {}),
    };
  } catch {
    return {}; // absent, or damaged: as on the first day
  }
}

/** systemd-timesyncd asks every 34 minutes at most, and touches its file each time. */
const freshMs = 70 * 60_000;

const thisMachine: MachineTime = {
  up: () => uptime() * 1000,
  boot: async () => (await readFile("/proc/sys/kernel/random/boot_id", "utf8").catch(() => "unknown")).trim(),
  synchronised: async (now) => {
    const at = (await stat("/run/systemd/timesync/synchronized").catch(() => undefined))?.mtimeMs;
    if (at !== undefined && at <= now + clockToleranceMs && now - at < freshMs) return true;
    // The kernel's own flag, which chrony and ntpd keep, too, and which setting the clock clears.
    return (await answerOf("timedatectl", ["show", "--property=NTPSynchronized", "--value"])).trim() === "yes";
  },
  chip: async () => (await readFile("/sys/class/rtc/rtc0/hctosys", "utf8").catch(() => "0")).trim() === "1",
};

/** Empty where there is no such program, or it does not answer soon. */
const answerOf = (program: string, args: readonly string[]): Promise<string> =>
  new Promise((resolve) => {
    execFile(program, [...args], { timeout: 2_000 }, (error, stdout) => resolve(error ? "" : stdout));
  });
