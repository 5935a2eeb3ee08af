// Where in the console each finding of the box is put right; what only the machine can do is left to the box's own remedy.
import type { Key } from "../../daemon/words/index.ts";
import { printerAt } from "./addresses.ts";

interface Fix {
  readonly at: string;
  readonly key: Extract<Key, `admin.fix.${string}`>;
}

const fixes: Readonly<Record<string, (subject: string) => Fix>> = {
  "no-price": () => ({ at: "/admin/prices?add=1", key: "admin.fix.price" }),
  "price-missing": (printer) => ({ at: printerAt(printer), key: "admin.fix.printer" }),
  "no-printer": () => ({ at: "/admin/printers?add=1", key: "admin.fix.add-printer" }),
  "no-queue": () => ({ at: "/admin/queues?add=1", key: "admin.fix.add-queue" }),
  "no-default-queue": () => ({ at: "/admin/queues", key: "admin.fix.default-queue" }),
  "queue-without-printer": (queue) => ({ at: `/admin/queues?open=${encodeURIComponent(queue)}`, key: "admin.fix.queue" }),
  "printer-certificate": (printer) => ({ at: printerAt(printer), key: "admin.fix.certificate" }),
  "printer-never-asked": (printer) => ({ at: printerAt(printer), key: "admin.fix.ask" }),
  "printer-uncalibrated": (printer) => ({ at: printerAt(printer), key: "admin.fix.calibrate" }),
  reviews: () => ({ at: "/admin/jobs/review", key: "admin.fix.review" }),
  "spool-full": () => ({ at: "/admin/jobs?sort=since", key: "admin.fix.spool" }),
};

export const fixOf = (code: string, subject = ""): Fix | undefined => fixes[code]?.(subject);
