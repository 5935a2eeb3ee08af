// queued-job-count and printer-state. Every client asks for them before every job, so with many held jobs they are not counted each time.
import type { QueueName } from "../domain/ids.ts";
import type { Clock } from "../runtime/clock.ts";
import type { PrintDesk } from "./desk.ts";

export interface QueueCount {
  readonly queued: number;
  readonly processing: boolean;
}

/** A second late is as good as never asked. */
const countedEveryMs = 1_000;

export function queueCounts(desk: Pick<PrintDesk, "list">, clock: Clock): (queue: QueueName) => QueueCount {
  let counted: ReadonlyMap<QueueName, QueueCount> = new Map();
  let until = Number.NEGATIVE_INFINITY;
  return (queue) => {
    if (clock.monotonic() >= until) {
      counted = count(desk);
      until = clock.monotonic() + countedEveryMs;
    }
    return counted.get(queue) ?? { queued: 0, processing: false };
  };
}

function count(desk: Pick<PrintDesk, "list">): ReadonlyMap<QueueName, QueueCount> {
  const counts = new Map<QueueName, QueueCount>();
  for (const { job, state } of desk.list({ ended: false })) {
    const before = counts.get(job.queue);
    counts.set(job.queue, { queued: (before?.queued ?? 0) + 1, processing: before?.processing === true || state === "processing" });
  }
  return counts;
}
