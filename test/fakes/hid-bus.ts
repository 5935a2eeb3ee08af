// A USB bus as node-hid shows it: devices are plugged in, pulled out and send reports; reports sent while nobody listens wait, as they
// do in the kernel.
import { DeviceFault } from "../../devices/faults.ts";
import type { Hid, HidFound } from "../../devices/transport/hid.ts";

interface Plugged {
  readonly found: HidFound;
  readonly queued: Uint8Array[];
  open?: { heard(report: Uint8Array): void; gone(fault: DeviceFault): void } | undefined;
}

export class HidBus implements Hid {
  readonly #plugged = new Map<string, Plugged>();
  #looks = 0;
  #opens = 0;
  /** When set, opening fails with it. */
  fails: DeviceFault | undefined;
  /** When set, opening waits for it. */
  slow: Promise<void> | undefined;

  plug(path: string, found: Partial<HidFound> = {}): void {
    this.#plugged.set(path, { found: { path, vendorId: 0x09d8, productId: 0x0410, keyboard: true, ...found }, queued: [] });
  }

  unplug(path: string): void {
    const open = this.#plugged.get(path)?.open;
    this.#plugged.delete(path);
    open?.gone(new DeviceFault("gone", path));
  }

  send(path: string, reports: readonly Uint8Array[]): void {
    const plugged = this.#plugged.get(path);
    if (!plugged) throw new Error(`nothing is plugged in at ${path}`);
    for (const report of reports)
      if (plugged.open) plugged.open.heard(report);
      else plugged.queued.push(report);
  }

  isOpen(path: string): boolean {
    return this.#plugged.get(path)?.open !== undefined;
  }

  /** How often somebody looked around, and opened. */
  get looks(): number {
    return this.#looks;
  }
  get opens(): number {
    return this.#opens;
  }

  async devices(): Promise<readonly HidFound[]> {
    this.#looks++;
    return [...this.#plugged.values()].map(({ found }) => found);
  }

  async open(path: string, heard: (report: Uint8Array) => void, gone: (fault: DeviceFault) => void): Promise<{ close(): Promise<void> }> {
    this.#opens++;
    await this.slow;
    if (this.fails) throw this.fails;
    const plugged = this.#plugged.get(path);
    if (!plugged) throw new DeviceFault("absent", path);
    plugged.open = { heard, gone };
    for (const report of plugged.queued.splice(0)) heard(report);
    return {
      close: async () => {
        plugged.open = undefined;
      },
    };
  }

  async feature(): Promise<Uint8Array> {
    throw new DeviceFault("broken", "this keyboard has no feature reports");
  }
}
