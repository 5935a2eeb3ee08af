// Builds what serves terminals: their sessions, and the readers and keypads these hear.
import type { Config } from "../../config/index.ts";
import type { Accounting } from "../accounting.ts";
import type { Queue } from "../domain/printing.ts";
import { CardReading } from "../people/card-reading.ts";
import type { SignIn } from "../people/sign-in.ts";
import type { Printing } from "../printing/start.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Log } from "../runtime/log.ts";
import type { Shutdown } from "../runtime/shutdown.ts";
import { BoxDevices } from "./devices.ts";
import { createTerminalDesk } from "./terminal-desk.ts";
import { RunningTerminals } from "./terminals.ts";
import { zoneOf } from "./zone.ts";

interface OpenTerminalsParts {
  readonly accounting: Accounting;
  readonly printing: Printing;
  readonly signIn: SignIn;
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  readonly shutdown: Shutdown;
}

export function openTerminals({ accounting, printing, signIn, config, clock, log, shutdown }: OpenTerminalsParts) {
  const { releases, fleet } = printing;
  const cardReading = new CardReading(clock);
  const desk = createTerminalDesk({ accounting, releases, signIn, cardReading, fleet, clock });
  const terminals = new RunningTerminals({ accounting, clock, log, currency: config.currency, zone: zoneOf(config), desk, fleet });
  shutdown.add("terminals", () => terminals.close());
  const devices = new BoxDevices({ config, running: terminals, clock, log: log.room("devices") });
  shutdown.add("devices", () => devices.close());
  const identify = (queue: Queue): void => terminals.identify(queue);
  return { devices, cardReading, identify };
}
