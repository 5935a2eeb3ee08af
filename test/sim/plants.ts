// Bugs put in on purpose, each at the seam of the box where the product has its guard. The auditor must find every one of them.
import { Ambiguous, type Committed, type Transaction, Unavailable } from "../../cluster/index.ts";
import type { CommandId, JobId } from "../../daemon/domain/ids.ts";
import type { Money } from "../../daemon/domain/money.ts";
import { type Refusal, refuse } from "../../daemon/domain/refusal.ts";
import type { Fate } from "../../daemon/printing/intake.ts";
import type { RecoveryDeps } from "../../daemon/printing/recovery.ts";
import type { Releases } from "../../daemon/printing/release.ts";
import type { Clock } from "../../daemon/runtime/clock.ts";
import type { Command, Outcome } from "../../daemon/state/commands.ts";
import type { decideOnKeys } from "../../daemon/state/decide/on-keys.ts";
import type { Disk, SimSpool } from "./spool.ts";

type Decide = typeof decideOnKeys;
type Commit = (transaction: Transaction) => Promise<Committed>;
/** What the workload's cash desk asks: answered, or thrown while nobody knows. */
export type Pay = (command: Command<"top-up">) => Promise<Outcome>;

/** The world a bug lives in. */
export interface Soil {
  readonly disk: Disk;
  readonly clock: Clock;
  /** Sends a reservation's document to the printer, as if it were new. */
  readonly sendAgain: RecoveryDeps["recall"];
}

/** What a bug puts in the place of a part of the box. */
interface Bug {
  readonly spool?: (spool: SimSpool, soil: Soil) => SimSpool;
  readonly decide?: (decide: Decide) => Decide;
  readonly commit?: (commit: Commit, soil: Soil) => Commit;
  readonly fate?: (fate: (id: JobId) => Fate) => (id: JobId) => Fate;
  readonly recall?: (recall: RecoveryDeps["recall"], soil: Soil) => RecoveryDeps["recall"];
  readonly resume?: (resume: () => void) => () => void;
  readonly release?: (release: Releases["release"]) => Releases["release"];
  readonly pay?: (pay: Pay) => Pay;
}

/** What was not flushed reaches the disk by itself after so long. */
const writeBackMs = 5_000;

/** Taken back by a crash, until the disk has written it after all. */
function notYetDurable({ disk, clock }: Soil, takeBack: () => void): void {
  disk.unsynced.push(takeBack);
  clock.after(writeBackMs, () => {
    const at = disk.unsynced.indexOf(takeBack);
    if (at >= 0) disk.unsynced.splice(at, 1);
  });
}

const without = <V>(map: ReadonlyMap<string, V>, unwanted: (key: string, value: V) => boolean): ReadonlyMap<string, V> =>
  new Map([...map].filter(([key, value]) => !unwanted(key, value)));

const notPossible = async (): Promise<Refusal> => refuse("job-not-possible");

export const plants = {
  "a document is acknowledged before it is durable": {
    spool: (spool, soil) => ({
      ...spool,
      create: async (job) => {
        const file = await spool.create(job);
        const finish: typeof file.finish = async (end) => {
          const whole = await file.finish(end);
          notYetDurable(soil, () => soil.disk.spool.delete(job.id));
          return whole;
        };
        return { ...file, finish };
      },
    }),
  },
  "a commit is answered before it is durable": {
    commit: (commit, soil) => async (transaction) => {
      const { keys } = soil.disk.keys;
      const before = transaction.writes.map(({ key }) => [key, keys.get(key)] as const);
      const answer = await commit(transaction);
      notYetDurable(soil, () => {
        for (const [key, value] of before)
          if (value) keys.set(key, value);
          else keys.delete(key);
      });
      return answer;
    },
  },
  "SENDING is not durable": { spool: (spool) => ({ ...spool, sending: async () => {} }) },
  "the end of a job is forgotten": { fate: (fate) => (id) => (fate(id) === "ended" ? "unknown" : fate(id)) },
  "recovery drops an acknowledged document": { fate: (fate) => (id) => (fate(id) === "unknown" ? "ended" : fate(id)) },
  "what was not looked into before the crash never is": { resume: () => () => {} },
  "recovery voids whatever was sent": { spool: (spool) => ({ ...spool, deliveryOf: async () => undefined }) },
  "a job is sent again after a restart": { recall: (_recall, { sendAgain }) => sendAgain },
  "every release is refused": { release: () => notPossible },
  "a command's id is drawn anew each time": {
    decide: (decide) => {
      let drawn = 0;
      return (command, ...rest) =>
        decide(command.id === undefined ? command : { ...command, id: `${command.id}-${drawn++}` as CommandId }, ...rest);
    },
  },
  "an account is not compared": {
    commit: (commit) => (transaction) =>
      commit({ ...transaction, compares: transaction.compares.filter(({ key }) => !key.startsWith("/q/account/")) }),
  },
  "what is settled stays open for the other end": {
    decide: (decide) => (command, read, stamp) => {
      const resolve = (key: string): boolean => key.startsWith("/q/resolve/");
      const decision = decide(command, (key) => (resolve(key) ? undefined : read(key)), stamp);
      return {
        ...decision,
        reads: without(decision.reads, resolve),
        writes: without(decision.writes, (key, value) => key.startsWith("/q/reservation/") && value === undefined),
      };
    },
  },
  "a price has a fraction": {
    decide:
      (decide) =>
      (command, ...rest) =>
        decide(
          command.name === "set-price"
            ? { ...command, profile: { ...command.profile, mono: ((command.profile.mono ?? 0) + 0.2) as Money } }
            : command,
          ...rest,
        ),
  },
  "a time-out is told as a refusal": {
    commit: (commit) => (transaction) =>
      commit(transaction).catch((error: unknown) => {
        throw error instanceof Ambiguous ? new Unavailable("timed out") : error;
      }),
    pay: (pay) => (command) =>
      pay(command).catch((error: unknown) => {
        if (error instanceof Unavailable) return refuse("job-not-possible"); // true of a store that wrote nothing
        throw error;
      }),
  },
} as const satisfies Readonly<Record<string, Bug>>;

export type Plant = keyof typeof plants;

export const bugOf = (plant: Plant | undefined): Bug => (plant === undefined ? {} : plants[plant]);
