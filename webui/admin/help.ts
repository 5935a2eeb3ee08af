// Where in the manual each page of the console is explained.
import type { Key } from "../../daemon/words/index.ts";
import type { Place } from "../help/chapters.ts";

/** Every page has its place: one that is added does not compile without. */
export const helpOf: Readonly<Record<Extract<Key, `admin.page.${string}`>, Place>> = {
  "admin.page.home": "console#home",
  "admin.page.printers": "printers",
  "admin.page.queues": "queues",
  "admin.page.terminals": "terminals",
  "admin.page.prices": "prices",
  "admin.page.accounts": "people",
  "admin.page.jobs": "jobs#now",
  "admin.page.unclaimed": "jobs#unclaimed",
  "admin.page.ended": "jobs#ended",
  "admin.page.review": "jobs#review",
  "admin.page.ledger": "books",
  "admin.page.system": "log#state",
  "admin.page.certificate": "certificates",
  "admin.page.network": "network#address",
  "admin.page.log": "log#log",
  "admin.page.settings": "settings#change",
  "admin.page.backup": "backup#backup",
  "admin.page.about": "log#bundle",
  "admin.page.api": "log#api",
};

/** Of pages that stand in no menu: one record, and those before anybody is signed in. */
export const helpBeside = {
  account: "people#record",
  "set-up": "first-run",
  "not-yours": "people#administrators",
} as const satisfies Record<string, Place>;

/** Of the pages of the first run, in their order. */
export const helpOfStep: readonly Place[] = (
  ["code", "place", "network", "printer", "calibration", "prices", "person", "ready"] as const
).map((heading): Place => `first-run#${heading}`);
