// The good client beside the bad ones, who must not notice. In a long run it has a process of its own: what it waits for is the listener, not
// the fuzzer's work.
import { operations, statuses } from "../../daemon/ipp/codes.ts";
import { type Clock, systemClock } from "../../daemon/runtime/clock.ts";
import { ask, pdf } from "../daemon/ipp/exchange.ts";

export interface GoodClient {
  /** ms of each Print-Job, from connecting to the answer. */
  readonly tookMs: number[];
  /** Anything but successful-ok: the status, or what broke. */
  readonly failed: string[];
}

/** Prints one job after another from an address of its own until told to stop. */
export async function printMeanwhile(port: number, stop: { readonly asked: boolean }, clock: Clock): Promise<GoodClient> {
  const good: GoodClient = { tookMs: [], failed: [] };
  while (!stop.asked) {
    const started = clock.monotonic();
    const ended = await ask(port, { code: operations.printJob, document: pdf, from: "127.0.0.77" }).then(
      ({ http, status }) => (status === statuses.ok ? "ok" : `HTTP ${http}, status ${status}`),
      (error: unknown) => String(error),
    );
    good.tookMs.push(clock.monotonic() - started);
    if (ended !== "ok") good.failed.push(ended);
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
