// Language, currency and time zone as the first steps and the console change them: settings of the box, in effect from its next start.
import type { Config } from "../../config/index.ts";
import type { Place } from "../api/site.ts";
import { refuse } from "../domain/refusal.ts";
import type { Clock } from "../runtime/clock.ts";
import type { BoxSettings } from "../settings.ts";

/** Whether any amount has moved, so that the currency stays; until the books are open it is taken for granted. */
export interface Moving {
  moved: () => boolean;
}

export interface PlaceParts {
  readonly config: Pick<Config, "language" | "currency" | "timeZone">;
  readonly settings: Pick<BoxSettings, "change" | "waits">;
  readonly restart: () => void;
  readonly moneyMoved: () => boolean;
  readonly clock: Clock;
}

export const placeOf = ({ config, settings, restart, moneyMoved, clock }: PlaceParts): Place => ({
  moneyMoved,
  change: async ({ language, currency, zone }, by) => {
    if (currency !== config.currency && moneyMoved()) return refuse("currency-fixed");
    const values = {
      ...(language === config.language ? {} : { language }),
      ...(currency === config.currency ? {} : { currency }),
      ...(zone === config.timeZone ? {} : { timeZone: zone }),
    };
    const refused = Object.keys(values).length === 0 ? undefined : await settings.change({ values, by, at: clock.now() });
    if (refused) return refused;
    if (settings.waits) restart();
    return { restarts: settings.waits };
  },
});
