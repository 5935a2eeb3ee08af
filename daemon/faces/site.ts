// What a box knows of where it stands: the network of the site, and whether its clock can be trusted.
import type { Config } from "../../config/index.ts";
import { type Network, openNetwork } from "../network/network.ts";
import { type ClockWatch, watchClock } from "../runtime/clock-watch.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Log } from "../runtime/log.ts";
import type { Random } from "../runtime/random.ts";
import type { Shutdown } from "../runtime/shutdown.ts";

interface SiteParts {
  readonly data: string;
  readonly config: Pick<Config, "network">;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly shutdown: Shutdown;
}

export interface Site {
  readonly network: Network;
  readonly time: ClockWatch;
}

export async function openSite({ data, config, clock, random, log, shutdown }: SiteParts): Promise<Site> {
  const time = await watchClock({ data, clock, log: log.room("clock") });
  shutdown.add("clock", () => time.stop());
  const network = await openNetwork({ directory: config.network.directory, clock, random, log: log.room("network") });
  shutdown.add("network", () => network.stop());
  return { network, time };
}
