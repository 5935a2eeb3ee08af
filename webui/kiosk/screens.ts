// What the box says this screen shows, by its parts.
import type { KioskScreen, KioskView } from "../../daemon/api/contract/kiosk.ts";

export type { KioskScreen, KioskView };
export type ScreenOf<S extends KioskScreen["state"]> = Extract<KioskScreen, { readonly state: S }>;
export type Row = ScreenOf<"list">["rows"][number];
export type EndedJob = ScreenOf<"result">["ended"][number];
export type Problem = ScreenOf<"message">["problem"];

/** Before anybody is signed in: one page, so that the pad stays where the finger is. */
export type DoorScreen = ScreenOf<"idle" | "identify" | "code" | "checking" | "pin" | "message">;
const door: ReadonlySet<KioskScreen["state"]> = new Set(["idle", "identify", "code", "checking", "pin", "message"]);

/** A screen replaced by another under a falling finger is another stage; one that only fills in is the same. */
export const stageOf = (screen: KioskScreen): string => {
  if (screen.state === "told") return `told ${screen.place}`;
  return door.has(screen.state) ? "door" : screen.state;
};
