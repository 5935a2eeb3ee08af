// The site's network as the box may change it: files in a directory that only an appliance has, whose own units put them into effect. A fixed
// address that nobody confirms from there goes back by itself, also where the box was started anew meanwhile: a slip must not lose the box.
import { timingSafeEqual } from "node:crypto";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { type Refusal, refuse } from "../domain/refusal.ts";
import type { Clock } from "../runtime/clock.ts";
import { replaceFile } from "../runtime/files.ts";
import type { Log } from "../runtime/log.ts";
import type { Random } from "../runtime/random.ts";
import { linkFile, linkText, type NetworkPlan, refusesPlan, timeFile, timeText } from "./plan.ts";

/** Time for a person to follow a link, and for a browser to find the new address. */
export const confirmMs = 90_000;

const pendingFile = "quoin-pending.json";

/** A change that waits to be confirmed; `before`: the file it took the place of. */
interface Pending {
  readonly token: string;
  readonly before: string | undefined;
}

export interface Applied {
  /** Where the box is to be found, and what it wants to hear there; absent: nothing to confirm. */
  readonly confirm?: { readonly address: string; readonly token: string; readonly withinMs: number };
}

export interface Network {
  /** This machine lets the box change its network. */
  readonly mayChange: boolean;
  /** A change waits to be confirmed. */
  readonly pending: boolean;
  apply(plan: NetworkPlan): Promise<Applied | Refusal>;
  confirm(token: string): Promise<Refusal | undefined>;
  stop(): void;
}

interface Parts {
  /** Absent: the machine's own system sets its network. */
  readonly directory: string | undefined;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

export async function openNetwork({ directory, clock, random, log }: Parts): Promise<Network> {
  if (directory === undefined) return fixedNetwork;
  const path = (name: string): string => join(directory, name);
  let pending = await readPending(path(pendingFile));
  let cancel = (): void => {};

  const goBack = async (): Promise<void> => {
    if (pending === undefined) return;
    log.warn("nobody confirmed the new address: the network is as it was");
    if (pending.before === undefined) await rm(path(linkFile), { force: true });
    else await replaceFile(path(linkFile), pending.before);
    await settle();
  };
  const settle = async (): Promise<void> => {
    pending = undefined;
    cancel();
    await rm(path(pendingFile), { force: true });
  };
  // After a restart the rest of the time is not known for sure, since the clock may have been set: the change goes back at once.
  await goBack();

  return {
    mayChange: true,
    get pending() {
      return pending !== undefined;
    },
    apply: async (plan) => {
      const wrong = refusesPlan(plan);
      if (wrong) return wrong;
      const before = await readFile(path(linkFile), "utf8").catch(() => undefined);
      await replaceFile(path(timeFile), timeText(plan));
      const after = linkText(plan);
      if (after === before) return {};
      if (plan.fixed === undefined) {
        await replaceFile(path(linkFile), after);
        await settle();
        return {};
      }
      const token = Buffer.from(random.bytes(18)).toString("base64url");
      // What stood before the first of several tries is what is gone back to.
      pending = { token, before: pending ? pending.before : before };
      await replaceFile(path(pendingFile), JSON.stringify(pending));
      await replaceFile(path(linkFile), after);
      cancel();
      cancel = clock.after(confirmMs, () => void goBack().catch((error: unknown) => log.error("the network did not go back", { error })));
      return { confirm: { address: plan.fixed.address, token, withinMs: confirmMs } };
    },
    confirm: async (token) => {
      const [given, wanted] = [Buffer.from(token), Buffer.from(pending?.token ?? "")];
      if (pending === undefined || given.length !== wanted.length || !timingSafeEqual(given, wanted)) return refuse("network-not-pending");
      await settle();
      return undefined;
    },
    stop: () => cancel(),
  };
}

const fixedNetwork: Network = {
  mayChange: false,
  pending: false,
  apply: async () => refuse("network-fixed"),
  confirm: async () => refuse("network-not-pending"),
  stop: () => undefined,
};

async function readPending(path: string): Promise<Pending | undefined> {
  const text = await readFile(path, "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    const { token, before } = JSON.parse(text) as Partial<Pending>;
    return { token: String(token), before: typeof before === "string" ? before : undefined };
  } catch {
    return { token: "", before: undefined };
  }
}
