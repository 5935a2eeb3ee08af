// What a driver is, what it is handed, and what it may tell. Everything else in this folder is built around these types.
import type { z } from "zod";
import type { DeviceFault } from "./faults.ts";
import type { PadKey } from "./pad-key.ts";

export type DeviceKind = "reader" | "keypad";

/** Time, handed in: devices/ has no clock of its own. */
export interface Timers {
  /** ms since some start, never going back. */
  monotonic(): number;
  /** Calls `act` once after `ms`; the answer cancels it. */
  after(ms: number, act: () => void): () => void;
}

/** The USB ids of hardware that a driver is known to fit. */
export interface Fingerprint {
  readonly vendorId: number;
  readonly productId: number;
}

/** Where a device is, as the settings say it. */
export interface Place {
  /** A path that outlives unplugging, such as /dev/serial/by-id/…; never ttyUSB0 or hidraw0. */
  readonly port?: string;
  readonly vendorId?: number;
  readonly productId?: number;
  readonly serialNumber?: string;
}

/** One device that the settings name. */
export interface DeviceSettings extends Place {
  readonly driver: string;
  readonly options: Readonly<Record<string, unknown>>;
}

export interface Closable {
  close(): Promise<void>;
}

export interface SerialSettings {
  readonly baudRate: number;
  readonly dataBits: 7 | 8;
  readonly parity: "none" | "even" | "odd";
  readonly stopBits: 1 | 2;
}

/** What a driver is handed to reach its hardware: found already, opened by the driver, watched and reopened by the supervisor. */
export interface Ports {
  readonly serial: {
    open(settings: SerialSettings, heard: (bytes: Uint8Array) => void): Promise<Closable>;
  };
  readonly hid: {
    /** `heard` is given whole reports. What arrives in the first moments is dropped: the system queued it while nobody listened. */
    open(heard: (report: Uint8Array) => void): Promise<Closable>;
  };
  /** A person played by command. */
  readonly hand: {
    /** `swipe` answers why the card counted for nothing, where it did. */
    open(acts: { swipe?(number: string): Promise<Dropped | undefined>; press?(key: PadKey): Promise<void> }): Promise<Closable>;
  };
}
export type Transport = keyof Ports;

/** Why something a person did counts for nothing. Told without what it was. */
export type Dropped =
  | "unreadable" // noise, or not written as the options say
  | "payment-card"; // a bank card's number is never kept, compared or logged

/** What a driver tells, by its kind. Each resolves when the box has dealt with it; hardware need not wait. */
export interface Reports {
  readonly reader: { card(number: string): Promise<void>; dropped(why: Dropped): void };
  readonly keypad: { key(key: PadKey): Promise<void> };
}

/** A driver as its folder declares it. */
export interface DriverDeclaration<K extends DeviceKind, T extends Transport, O extends z.ZodType> {
  readonly name: string;
  readonly kind: K;
  /** How it reaches its hardware. */
  readonly over: T;
  /** Where the settings name neither port nor ids, hardware with these ids is meant. Empty: the settings must say. */
  readonly fits: readonly Fingerprint[];
  readonly options: O;
  open(opening: {
    readonly port: Ports[T];
    readonly options: z.output<O>;
    readonly report: Reports[K];
    readonly timers: Timers;
  }): Promise<Closable>;
}

/** A driver as the supervisor sees it: what differs between drivers is inside. */
export interface Driver {
  readonly name: string;
  readonly kind: DeviceKind;
  readonly over: Transport;
  readonly fits: readonly Fingerprint[];
  /** Checks its options. */
  prepare(options: unknown): Prepared | OptionProblems;
}

export interface Prepared {
  open(locate: Locate, reports: Reports, timers: Timers): Promise<Closable>;
}

/** Finds the port of one device. Throws DeviceFault. */
export type Locate = { readonly [T in Transport]: () => Promise<Ports[T]> };

export interface OptionProblems {
  /** "baudRate: must be a number". */
  readonly problems: readonly string[];
}

/** How a device is. */
export interface Condition {
  readonly name: string;
  readonly driver: string;
  readonly kind: DeviceKind;
  /** absent: nothing that fits is plugged in, or it was not looked for yet. */
  readonly state: "ready" | "absent" | "failed";
  readonly fault?: DeviceFault;
}
