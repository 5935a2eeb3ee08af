// The HTTP contract: one typed object. The server loops over it; OpenAPI comes out of it; clients import its types.
import { aboutRoutes } from "./about.ts";
import { restoreRoutes } from "./restore.ts";
import { actRoutes } from "./acts.ts";
import { boxRoutes, ledgerRoutes } from "./box.ts";
import { discoveryRoutes } from "./discovery.ts";
import { certificateRoutes } from "./certificate.ts";
import { firstRunRoutes } from "./first-run.ts";
import { jobRoutes } from "./jobs.ts";
import { kioskRoutes } from "./kiosk.ts";
import { myCardRoutes } from "./my-cards.ts";
import { logRoutes } from "./log.ts";
import { myHistoryRoutes } from "./my-history.ts";
import { myMessageRoutes } from "./my-messages.ts";
import { myJobRoutes } from "./my-jobs.ts";
import { networkRoutes } from "./network.ts";
import { entryRoutes } from "./entries.ts";
import { overviewRoutes } from "./overview.ts";
import { myRoutes, sessionRoutes } from "./people.ts";
import { placeRoutes } from "./place.ts";
import { priceRoutes, printerRoutes, queueRoutes, terminalRoutes } from "./printing.ts";
import { simulationRoutes } from "./simulation.ts";
import { settingsRoutes } from "./settings.ts";
import { setupRoutes } from "./setup.ts";
import { userRoutes } from "./users.ts";

export const contract = {
  ...userRoutes,
  ...actRoutes,
  ...overviewRoutes,
  ...entryRoutes,
  ...printerRoutes,
  ...discoveryRoutes,
  ...networkRoutes,
  ...queueRoutes,
  ...priceRoutes,
  ...terminalRoutes,
  ...jobRoutes,
  ...ledgerRoutes,
  ...boxRoutes,
  ...aboutRoutes,
  ...restoreRoutes,
  ...settingsRoutes,
  ...logRoutes,
  ...sessionRoutes,
  ...setupRoutes,
  ...firstRunRoutes,
  ...placeRoutes,
  ...myRoutes,
  ...myCardRoutes,
  ...myHistoryRoutes,
  ...myJobRoutes,
  ...myMessageRoutes,
  ...kioskRoutes,
  ...simulationRoutes,
  ...certificateRoutes,
};
export type Contract = typeof contract;
export type RouteName = keyof Contract;
