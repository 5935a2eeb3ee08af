// Settings of a box for tests of the API: the real ones, with no file behind them.
import { type Layered, loadLayers } from "../../config/index.ts";
import type { Deps } from "../../daemon/api/deps.ts";
import { BoxSettings } from "../../daemon/settings.ts";

export const settingsOfNobody: Pick<Deps, "settings" | "restart" | "kept"> = {
  settings: new BoxSettings({ data: "nowhere", flags: {}, judge: () => [] }, loadLayers([]) as Layered, {}),
  restart: () => undefined,
  kept: { newestFirst: async function* () {}, oldest: async () => undefined },
};
