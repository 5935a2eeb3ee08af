// What the API is handed of the place a box stands in.
import type { Config } from "../../config/index.ts";
import type { Deps } from "../api/deps.ts";
import { testDocument } from "../printing/calibration.ts";
import { createDiscovery } from "../printing/discovery/index.ts";
import type { Log } from "../runtime/log.ts";
import type { BoxSettings } from "../settings.ts";
import { type PlaceParts, placeOf } from "./place.ts";
import type { Site } from "./site.ts";
import { siteNetwork } from "./site-network.ts";

interface SiteDepsParts extends PlaceParts, Site {
  readonly config: Config;
  readonly settings: Pick<BoxSettings, "change" | "waits" | "wanted">;
  readonly log: Log;
}

export const siteDeps = (parts: SiteDepsParts): Pick<Deps, "discovery" | "network" | "time" | "place" | "testDocument"> => ({
  discovery: createDiscovery({ clock: parts.clock, log: parts.log.room("discovery") }),
  network: siteNetwork(parts.network, () => parts.settings.wanted, parts.clock),
  time: parts.time,
  place: placeOf(parts),
  testDocument: async function* () {
    yield testDocument("Quoin");
  },
});
