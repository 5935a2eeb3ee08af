// Printers that are not set up yet: those that announce themselves, and what answers at an address somebody typed.
import type { Clock } from "../../runtime/clock.ts";
import type { Log } from "../../runtime/log.ts";
import { browse } from "./browse.ts";
import { candidates, type Knock, knock } from "./knock.ts";
import type { AnnouncedPrinter } from "./records.ts";

export interface Discovery {
  /** Some seconds; asked twice at once it looks once. */
  around(): Promise<readonly AnnouncedPrinter[]>;
  /** undefined: this is no address. */
  at(typed: string): Promise<readonly Knock[] | undefined>;
}

export function createDiscovery({ clock, log }: { readonly clock: Clock; readonly log: Log }): Discovery {
  let looking: Promise<readonly AnnouncedPrinter[]> | undefined;
  return {
    around: () => (looking ??= browse({ clock, log }).finally(() => (looking = undefined))),
    at: async (typed) => {
      const rounds = candidates(typed);
      return rounds && knock(rounds, clock);
    },
  };
}
