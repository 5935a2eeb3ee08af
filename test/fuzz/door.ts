// The real IPP listener in a process of its own, over a desk in memory. Tells its port, and on demand its memory and its mistakes.
import { MemoryDesk } from "../daemon/ipp/memory-desk.ts";
import { createIppServer } from "../../daemon/ipp/server.ts";
import { systemClock } from "../../daemon/runtime/clock.ts";
import { createLog } from "../../daemon/runtime/log.ts";

export interface DoorState {
  readonly port?: number;
  readonly rss: number;
  readonly heap: number;
  readonly jobs: number;
  /** Documents still being read. */
  readonly incoming: number;
  /** Lines the listener logged as errors. */
  readonly mistakes: readonly string[];
}

const desk = new MemoryDesk();
desk.addQueue("main", { leastStrength: "none" });
desk.addQueue("direct", { mode: "direct", leastStrength: "none" });
desk.addUser("ann");
desk.forgets = true;
const mistakes: string[] = [];
const log = createLog({ level: "error", sink: { write: (line) => void mistakes.push(line) } });
/** Short, so that what waits for more bytes is over soon. */
const limits = { drain: { withinMs: 1_000, quietMs: 20 }, idleMs: 1_000, attributesMs: 1_000, headMs: 1_000, keepAliveMs: 500 };
const server = createIppServer({ desk, clock: systemClock, log, limits });
const { port } = await server.listen("127.0.0.1", 0);

const tell = (): void => {
  globalThis.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  const state: DoorState = { port, rss, heap: heapUsed, jobs: desk.jobs.size, incoming: desk.incoming, mistakes };
  process.send?.(state);
};
process.on("message", tell);
process.on("disconnect", () => process.exit(0));
tell();
