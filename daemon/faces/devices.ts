// The readers and keypads of this box's terminals: what they hear goes to the terminal's session, how they are to the status page; and
// simulated ones are moved by command, through their drivers.
import type { Config } from "../../config/index.ts";
import { type Condition, type Devices, driversOf, type NamedDevice, type Plan, planDevices, startDevices } from "../../devices/index.ts";
import type { BoxStatus, DeviceCondition, TerminalDevice, Terminals } from "../api/deps.ts";
import type { TerminalName } from "../domain/ids.ts";
import { type Refusal, refuse } from "../domain/refusal.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Log } from "../runtime/log.ts";
import type { TerminalKey } from "../terminals/states.ts";
import { terminalKey } from "../terminals/terminal.ts";
import type { RunningTerminals } from "./terminals.ts";

type DeviceConfig = Pick<Config, "terminals" | "devices">;

/** A command types a code and a choice, not a novel. */
const mostKeys = 64;

/** What of the settings fits no driver, as sentences with their remedy. */
export const deviceProblems = (config: DeviceConfig): string[] =>
  planned(config).plan.problems.map(({ name, sentence }) => {
    const [terminal, device] = name.split("/");
    return `Terminal ${terminal}, device ${device}: ${sentence}`;
  });

/** For doctor. */
export const driverNames = (config: Pick<Config, "devices">): string[] => driversOf(config.devices).map(({ name }) => name);

export interface BoxDevicesParts {
  readonly config: DeviceConfig;
  readonly running: RunningTerminals;
  readonly clock: Clock;
  readonly log: Log;
}

export class BoxDevices implements Terminals {
  readonly #parts: BoxDevicesParts;
  readonly #terminals: ReadonlyMap<string, TerminalName>;
  readonly #plan: Plan;
  readonly #devices: Devices;
  /** When each was last heard, and since when it is as it is; in this life only. */
  readonly #last = new Map<string, Pick<TerminalDevice, "changedAt" | "heardAt" | "droppedAt">>();
  readonly #waiting = new Map<TerminalName, (number: string | undefined) => void>();

  constructor(parts: BoxDevicesParts) {
    this.#parts = parts;
    const { plan, terminals } = planned(parts.config);
    this.#plan = plan;
    this.#terminals = terminals;
    const { clock, log } = parts;
    this.#devices = startDevices({
      plan,
      timers: clock,
      hearing: {
        card: (device, number) => {
          this.#note(device, "heardAt");
          return this.#card(device, number);
        },
        key: (device, key) => {
          this.#note(device, "heardAt");
          return this.#tell(device, (handle) => handle.key(key));
        },
        dropped: (device, why) => {
          this.#note(device, "droppedAt");
          (why === "payment-card" ? log.info : log.debug)("what was read is no card of ours", { device, why });
        },
        changed: (condition) => {
          this.#note(condition.name, "changedAt");
          note(log, condition);
        },
      },
    });
  }

  conditions(): BoxStatus["devices"] {
    return this.#devices.conditions().map(conditionOf);
  }

  devices(terminal: TerminalName): readonly TerminalDevice[] {
    return this.conditions()
      .filter(({ name }) => this.#terminals.get(name) === terminal)
      .map((condition) => ({ ...condition, ...this.#last.get(condition.name) }));
  }

  screen(...asked: Parameters<Terminals["screen"]>): ReturnType<Terminals["screen"]> {
    return this.#parts.running.screen(...asked);
  }

  view(terminal: TerminalName): ReturnType<Terminals["view"]> {
    return this.#parts.running.view(terminal);
  }

  follow(...asked: Parameters<Terminals["follow"]>): ReturnType<Terminals["follow"]> {
    return this.#parts.running.follow(...asked);
  }

  nextCard(terminal: TerminalName, signal: AbortSignal): Promise<string | undefined> {
    this.#waiting.get(terminal)?.(undefined); // who asks last stands before the reader
    return new Promise((resolve) => {
      const end = (number: string | undefined): void => {
        if (this.#waiting.get(terminal) === end) this.#waiting.delete(terminal);
        signal.removeEventListener("abort", give);
        resolve(number);
      };
      const give = (): void => end(undefined);
      this.#waiting.set(terminal, end);
      signal.addEventListener("abort", give, { once: true });
      if (signal.aborted) give();
    });
  }

  async card(terminal: TerminalName, number: string): Promise<Refusal | undefined> {
    const reader = this.#simulated(terminal, "reader");
    if ("refused" in reader) return reader;
    const dropped = await reader.swipe(number);
    return dropped === undefined ? undefined : refuse("bad-input", { field: "number", detail: "card" });
  }

  async keys(terminal: TerminalName, typed: string): Promise<Refusal | undefined> {
    const keypad = this.#simulated(terminal, "keypad");
    return "refused" in keypad ? keypad : eachKey(typed, (key) => keypad.press(key));
  }

  async press(terminal: TerminalName, typed: string): Promise<Refusal | undefined> {
    const handle = this.#parts.running.handle(terminal);
    return handle ? eachKey(typed, (key) => handle.key(key)) : refuse("no-such-thing", { kind: "terminal", name: terminal });
  }

  async signIn(terminal: TerminalName, login: string, secret: string): Promise<Refusal | undefined> {
    const handle = this.#parts.running.handle(terminal);
    if (!handle) return refuse("no-such-thing", { kind: "terminal", name: terminal });
    await handle.login(login, secret);
    return undefined;
  }

  simulated(terminal: TerminalName): boolean {
    return !("refused" in this.#simulated(terminal, "reader"));
  }

  async unused(): ReturnType<Terminals["unused"]> {
    const four = (id = 0): string => id.toString(16).padStart(4, "0");
    return (await this.#devices.unused()).map(({ driver, found: { vendorId, productId, serialNumber } }) => ({
      driver: driver.name,
      kind: driver.kind,
      vendorId: four(vendorId),
      productId: four(productId),
      ...(serialNumber === undefined ? {} : { serialNumber }),
    }));
  }

  close(): Promise<void> {
    return this.#devices.close();
  }

  #note(device: string, what: "changedAt" | "heardAt" | "droppedAt"): void {
    this.#last.set(device, { ...this.#last.get(device), [what]: this.#parts.clock.now() });
  }

  /** To whoever waits for the number of a card there, else to the session. */
  #card(device: string, number: string): Promise<void> {
    const terminal = this.#terminals.get(device);
    const taken = terminal === undefined ? undefined : this.#waiting.get(terminal);
    if (taken === undefined) return this.#tell(device, (handle) => handle.card(number));
    taken(number);
    return Promise.resolve();
  }

  #simulated(terminal: TerminalName, kind: "reader" | "keypad") {
    if (!this.#parts.running.handle(terminal)) return refuse("no-such-thing", { kind: "terminal", name: terminal });
    for (const { name, driver } of this.#plan.devices) {
      const hand = this.#terminals.get(name) === terminal && driver.kind === kind ? this.#devices.hand(name) : undefined;
      if (hand) return hand;
    }
    return refuse("no-such-thing", { kind: "device", name: `simulated-${kind}`, settings: "devices: { simulated: true }" });
  }

  /** A terminal that waits for its printers has no session yet: what is presented there is heard by nobody. */
  async #tell(device: string, tell: (handle: NonNullable<ReturnType<RunningTerminals["handle"]>>) => Promise<void>): Promise<void> {
    const terminal = this.#terminals.get(device);
    const handle = terminal === undefined ? undefined : this.#parts.running.handle(terminal);
    if (!handle) return this.#parts.log.debug("no terminal listens to this device yet", { device });
    await tell(handle).catch((error: unknown) => this.#parts.log.error("the terminal broke", { device, error }));
  }
}

async function eachKey(typed: string, press: (key: TerminalKey) => unknown): Promise<Refusal | undefined> {
  if (typed.length > mostKeys) return refuse("bad-input", { field: "keys", detail: "too-long", n: mostKeys });
  for (const letter of typed) {
    const key = terminalKey(letter);
    if (!key) return refuse("bad-input", { field: "keys", detail: "keys" });
    await press(key);
  }
  return undefined;
}

/** hall/serial-line; a second one of its kind there is hall/serial-line-2. */
function planned({ terminals, devices }: DeviceConfig): { readonly plan: Plan; readonly terminals: ReadonlyMap<string, TerminalName> } {
  const named: NamedDevice[] = [];
  const places = new Map<string, TerminalName>();
  for (const terminal of terminals) {
    for (const { driver, port, vendorId, productId, serialNumber, options } of terminal.devices) {
      let name = `${terminal.name}/${driver}`;
      for (let n = 2; places.has(name); n++) name = `${terminal.name}/${driver}-${n}`;
      places.set(name, terminal.name as TerminalName);
      const place = { ...(port && { port }), ...(serialNumber && { serialNumber }) };
      const ids = { ...(vendorId !== undefined && { vendorId }), ...(productId !== undefined && { productId }) };
      named.push({ name, settings: { driver, options, ...place, ...ids } });
    }
  }
  return { plan: planDevices(named, devices), terminals: places };
}

const conditionOf = ({ name, kind, state, fault }: Condition): DeviceCondition => ({
  name,
  kind,
  state,
  ...(fault && { fault: fault.code, problem: fault.detail }),
  ...(fault?.debianPackage !== undefined && { debianPackage: fault.debianPackage }),
});

function note(log: Log, { name: device, state, fault }: Condition): void {
  const facts = { device, ...(fault && { fault: fault.code, detail: fault.detail }) };
  if (state === "ready") log.info("device ready", facts);
  else if (state === "absent") log.warn("device not plugged in", facts);
  else log.error("device does not work", { ...facts, error: fault?.cause });
}
