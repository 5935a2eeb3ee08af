// The disk that survives the box, and the spool on it: a document and a delivery record are there whole or not at all.
import type { DocumentFormat } from "../../daemon/domain/document.ts";
import type { JobId, ReservationId } from "../../daemon/domain/ids.ts";
import type { Job, JobDocument } from "../../daemon/domain/job.ts";
import type { SpoolFile } from "../../daemon/printing/spool.ts";
import type { Step } from "./steps.ts";
import type { DurableKeys } from "./store.ts";

/** What survives a crash. */
export interface Disk {
  readonly keys: DurableKeys;
  readonly spool: Map<JobId, { readonly job: Job; readonly document: JobDocument; readonly content: readonly Uint8Array[] }>;
  readonly deliveries: Map<JobId, { reservation: ReservationId; handle?: string }>;
  lastNumber: number;
  /** What a crash takes back, newest last: of the product nothing, of a bug what it took for durable. */
  readonly unsynced: (() => void)[];
}

export type SimSpool = ReturnType<typeof simSpool>;

export const simSpool = (disk: Disk, step: Step) => ({
  ids: async () => [...disk.spool.keys()],
  header: async (id: JobId) => disk.spool.get(id),
  destroy: async (id: JobId): Promise<void> => {
    await step("destroy-before");
    disk.spool.delete(id);
    disk.deliveries.delete(id);
  },
  nextNumber: async () => ++disk.lastNumber,
  create: async (job: Job): Promise<SpoolFile> => fileOf(disk, step, job),
  createDurable: unused,
  read: async function* (id: JobId): AsyncGenerator<Uint8Array> {
    yield* disk.spool.get(id)?.content ?? [];
  },
  sending: async (job: JobId, record: { readonly reservation: ReservationId }): Promise<void> => {
    await step("sending-before");
    disk.deliveries.set(job, { reservation: record.reservation });
    await step("sending-after");
  },
  handle: async (job: JobId, handle: string): Promise<void> => {
    await step("handle-before");
    const record = disk.deliveries.get(job);
    if (record) record.handle = handle;
    await step("handle-after");
  },
  deliveryOf: async (job: JobId) => disk.deliveries.get(job),
  clearDelivery: async (job: JobId): Promise<void> => {
    await step("clear-before");
    disk.deliveries.delete(job);
    await step("clear-after");
  },
});

function fileOf(disk: Disk, step: Step, job: Job): SpoolFile {
  const content: Uint8Array[] = [];
  return {
    write: async (chunk) => void content.push(chunk),
    finish: async ({ format }: { format: DocumentFormat }) => {
      const whole = { bytes: content.reduce((sum, { length }) => sum + length, 0), hash: "00" };
      await step("document-before");
      disk.spool.set(job.id, { job, document: { format, ...whole }, content });
      await step("document-after");
      return whole;
    },
    abort: async () => {},
  };
}

/** The simulator's clients send a document with their job. */
const unused = (): never => {
  throw new Error("not asked in the simulator");
};
