// Every picture of the manual, in the order the walk takes them: what one leaves behind, the next may show.
import type { Shot } from "./shot.ts";
import { consoleShots } from "./console-shots.ts";
import { firstRunShots } from "./first-run-shots.ts";
import { kioskShots } from "./kiosk-shots.ts";
import { portalShots } from "./portal-shots.ts";

export const shots: readonly Shot[] = [...firstRunShots, ...portalShots, ...consoleShots, ...kioskShots];
