// The good client beside the bad ones, who must not notice. In a long run it has a process of its own: what it waits for is the listener, not
// the fuzzer's work.
import { operations, statuses } from "../../daemon/ipp/codes.ts";
import { type Clock, systemClock } from "../../daemon/runtime/clock.ts";
import { boolean, integer } from "../../daemon/ipp/build.ts";
import type { Attribute } from "../../daemon/ipp/message.ts";
import { ask, type Asking, type Heard, jobId, pdf } from "../daemon/ipp/exchange.ts";

export interface GoodClient {
  /** ms of each request, from connecting to the answer. */
  readonly tookMs: number[];
  /** Anything but successful-ok: the request and the status, or what broke. */
  readonly failed: string[];
}

const last = boolean("last-document", true);

/** Prints in one request and in two, looks at its jobs and gives them up, from an address of its own, until told to stop. */
export async function printMeanwhile(port: number, stop: { readonly asked: boolean }, clock: Clock): Promise<GoodClient> {
  const good: GoodClient = { tookMs: [], failed: [] };
  const timed = async (what: string, asking: Asking): Promise<Heard | undefined> => {
    const started = clock.monotonic();
    const heard = await ask(port, { ...asking, from: "127.0.0.77" }).catch((error: unknown) => String(error));
    good.tookMs.push(clock.monotonic() - started);
    if (typeof heard !== "string" && heard.status === statuses.ok) return heard;
    good.failed.push(`${what}: ${typeof heard === "string" ? heard : `HTTP ${heard.http}, status ${heard.status}`}`);
    return undefined;
  };
  while (!stop.asked) {
    const printed = await timed("Print-Job", { code: operations.printJob, document: pdf });
    const created = await timed("Create-Job", { code: operations.createJob });
    const id = (heard: Heard): Attribute => integer("job-id", jobId(heard));
    if (created) await timed("Send-Document", { code: operations.sendDocument, operation: [id(created), last], document: pdf });
    await timed("Get-Jobs", { code: operations.getJobs, operation: [boolean("my-jobs", true), integer("limit", 20)] });
    for (const made of [printed, created]) if (made) await timed("Cancel-Job", { code: operations.cancelJob, operation: [id(made)] });
    await clock.sleep(5);
  }
  return good;
}

if (process.argv[1]?.endsWith("good-client.ts") && process.send) {
  const stop = { asked: false };
  process.on("message", () => {
    stop.asked = true;
  });
  const good = await printMeanwhile(Number(process.argv[2]), stop, systemClock);
  process.send(good, () => process.exit(0));
}
