// The time zone of the place a box stands in: what its settings say, or the machine's own.
import type { Config } from "../../config/index.ts";

export const zoneOf = ({ timeZone }: Pick<Config, "timeZone">): string => timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
