// IPP job-ids: 1 … 2³¹−1, never given twice, whatever was deleted or restarted in between.
//
// A durable high-water mark is raised by a block at a time, ahead of need, so that numbering costs no sync per job. Two slots are written
// in turn, in place: a torn write spoils one of them, and a spoiled slot can only be the newer one.
import { constants } from "node:fs";
import { crc32 } from "node:zlib";
import { assert } from "../../domain/bug.ts";
import { Fault } from "../../runtime/faults.ts";
import { close, datasync, type Descriptor, diskFault, open, readUpTo, writeAll } from "./disk.ts";

/** Numbers lost by a restart; one sync per this many jobs. */
const blockSize = 1000;
/** The next block is made durable while so many are left: 300 jobs take longer than a sync. */
const aheadOfNeed = 300;
/** RFC 8011 §5.3.2: integer(1:MAX). */
const mostNumber = 2 ** 31 - 1;
/** Far enough apart for a torn sector to spoil one only. */
const slotOffset = 4096;
const slotLength = 64;

export class JobNumbers {
  private readonly file: Descriptor;
  private next: number;
  /** Numbers below this may be given. */
  private durable: number;
  private slot: number;
  private raising: Promise<void> | undefined;

  private constructor(file: Descriptor, mark: number, slot: number) {
    this.file = file;
    this.next = mark;
    this.durable = mark;
    this.slot = slot;
  }

  static async open(path: string): Promise<JobNumbers> {
    const file = await open(path, constants.O_RDWR | constants.O_CREAT);
    const slots = await Promise.all([0, 1].map(async (slot) => readMark(await readUpTo(file, slot * slotOffset, slotLength))));
    if (slots.every((mark) => mark === undefined)) throw new Fault("data-damaged", `${path}: both marks are spoiled`, { retry: "never" });
    const best = Math.max(1, ...slots.map((mark) => mark ?? 0));
    // A spoiled slot held at most one block more than the other.
    const mark = slots.includes(undefined) ? best + blockSize : best;
    const numbers = new JobNumbers(file, mark, slots[0] === best ? 1 : 0);
    await numbers.raise();
    return numbers;
  }

  /** None up to here is given from now on: a restored box remembers jobs whose numbers this file does not. */
  async passOver(highest: number): Promise<void> {
    if (highest < this.next) return;
    await this.raising;
    await this.write(highest + 1 + blockSize);
    this.next = highest + 1;
  }

  async take(): Promise<number> {
    // Whoever finds none left meets the fault.
    if (this.durable - this.next < aheadOfNeed) this.raise().catch(() => {});
    while (this.next >= this.durable) await this.raise();
    assert(this.next <= mostNumber, "every job number is used");
    return this.next++;
  }

  /** What was reserved and not given goes back, so that people who type numbers see no gap after each clean stop. Both slots say so, one
   * after the other: cut in between, the higher mark stands, and a spoiled slot still held no more than a block above the other. */
  async close(): Promise<void> {
    await this.raising?.catch(() => {});
    const { next } = this;
    if (next < this.durable)
      await this.write(next)
        .then(() => this.write(next))
        .catch(() => {});
    await close(this.file);
  }

  private raise(): Promise<void> {
    this.raising ??= this.write(this.durable + blockSize).finally(() => {
      this.raising = undefined;
    });
    return this.raising;
  }

  private async write(mark: number): Promise<void> {
    try {
      await writeAll(
        this.file,
        [
          Buffer.from(
            markText(mark)
              .padEnd(slotLength - 1)
              .concat("\n"),
          ),
        ],
        this.slot * slotOffset,
      );
      await datasync(this.file);
    } catch (error) {
      throw diskFault(error, "reserving job numbers");
    }
    this.slot = 1 - this.slot;
    this.durable = mark;
  }
}

const markText = (mark: number): string => `next ${mark} ${crc32(`next ${mark}`).toString(16)}`;

/** 0 for a slot never written, undefined for a spoiled one. */
function readMark(slot: Buffer): number | undefined {
  if (slot.every((byte) => byte === 0)) return 0;
  const match = /^next (\d{1,10}) [0-9a-f]{1,8} *\n$/.exec(slot.toString("latin1"));
  const mark = Number(match?.[1]);
  return match && slot.toString("latin1").trimEnd() === markText(mark) ? mark : undefined;
}
