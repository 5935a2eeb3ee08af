// A keyboard's reports, as readers and number pads send them: which keys went down, with shift or without. PURE.
// HID 1.11 appendix B.1 (boot keyboard): modifiers, reserved, six usages of keys that are down, in no promised order.

export interface Press {
  /** HID usage tables 1.5, chapter 10 (keyboard/keypad page). */
  readonly usage: number;
  readonly shift: boolean;
}

/** Usages that were down in the last report. */
export type Down = readonly number[];

export const nothingDown: Down = [];

/** 0: no key. 1 to 3: too many keys at once, and other errors; such a report tells nothing. */
const firstKey = 4;
const errorRollOver = 1;

const shifts = 0x02 | 0x20;
const reportBytes = 8;

export interface Pressed {
  readonly down: Down;
  /** Keys that are down now and were not, in the order of the report. */
  readonly presses: readonly Press[];
}

/** A key that stays down is pressed once; pressed again only after a report without it. */
export function pressed(before: Down, report: Uint8Array): Pressed {
  const boot = bootReport(report);
  if (boot === undefined) return { down: before, presses: [] };
  const usages = [...boot.subarray(2)];
  if (usages.some((usage) => usage >= errorRollOver && usage < firstKey)) return { down: before, presses: [] };
  const down = [...new Set(usages.filter((usage) => usage >= firstKey))];
  const shift = ((boot[0] ?? 0) & shifts) !== 0;
  return { down, presses: down.filter((usage) => !before.includes(usage)).map((usage) => ({ usage, shift })) };
}

/** Interfaces with several kinds of reports put the report's number in front. */
function bootReport(report: Uint8Array): Uint8Array | undefined {
  if (report.length === reportBytes) return report;
  return report.length === reportBytes + 1 ? report.subarray(1) : undefined;
}
