// Where in the manual each tab of the portal is explained.
import type { Place } from "../help/chapters.ts";

export const helpOf = {
  "/my/account": "portal#account",
  "/my/history": "portal#history",
  "/": "portal#waiting",
  "/my/documents": "portal#documents",
  "/my/printers": "portal#printers",
} as const satisfies Record<string, Place>;

/** Of the page that helps a device to trust the box. */
export const trustHelp: Place = "certificates#own";
