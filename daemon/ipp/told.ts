// What a client hears of a job that waits. Some clients block a person's next job until the last one has ended.
import { isEnded, type JobState } from "../domain/job.ts";
import type { Queue } from "../domain/printing.ts";
import type { JobView } from "./desk.ts";

interface Habit {
  /** First group: major version, second: minor. */
  readonly agent: RegExp;
  /** Versions from this on leave a held job alone. */
  readonly patientFrom: readonly [number, number];
}

/** By User-Agent. A client not listed here is told the truth. */
const habits: readonly Habit[] = [
  // CUPS 2.4.2 leaves a job at pending-held and goes on; before 2.4 the backend polls on, and the person's next job waits behind it.
  { agent: /\bCUPS\/(\d{1,3})\.(\d{1,3})/, patientFrom: [2, 4] },
];

function isPatient(userAgent: string): boolean {
  for (const { agent, patientFrom } of habits) {
    const match = agent.exec(userAgent);
    if (match) return Number(match[1]) > patientFrom[0] || (Number(match[1]) === patientFrom[0] && Number(match[2]) >= patientFrom[1]);
  }
  return true;
}

export interface Told {
  readonly state: JobState;
  readonly reasons: readonly string[];
}

/** The state as this client hears it. */
export function toldState(view: JobView, queue: Queue | undefined, userAgent: string | undefined): Told {
  const asItIs: Told = { state: view.state, reasons: view.reasons.length > 0 ? view.reasons : ["none"] };
  if (queue === undefined || queue.tell === "held" || (queue.tell === "auto" && isPatient(userAgent ?? ""))) return asItIs;
  return wasToldCompleted(view, queue) ? { state: "completed", reasons: ["job-completed-successfully"] } : asItIs;
}

/** It waits for its owner, not for its client; or it waited before, and what was said is not taken back. */
function wasToldCompleted({ job, state, reasons }: JobView, queue: Queue): boolean {
  if (isEnded(state) || job.heldByClient || reasons.includes("job-incoming")) return false;
  return state === "pending-held" || queue.mode === "pull";
}
