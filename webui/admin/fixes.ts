// Where in the console each finding of the box is put right; what only the machine can do is left to the box's own remedy.
import type { Key } from "../../daemon/words/index.ts";
import { accountAt, printerAt } from "./addresses.ts";

interface Fix {
  readonly at: string;
  readonly key: Extract<Key, `admin.fix.${string}`>;
}

/** A device is named after its terminal: hall/serial-line. */
const terminal = (device: string): Fix => ({
  at: `/admin/terminals?open=${encodeURIComponent(device.split("/")[0] ?? "")}`,
  key: "admin.fix.terminal",
});
const certificate = (): Fix => ({ at: "/admin/certificate", key: "admin.fix.certificate-page" });

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
  "time-unset": () => ({ at: "/admin/network", key: "admin.fix.clock" }),
  "time-stepped": () => ({ at: "/admin/network", key: "admin.fix.clock" }),
  "time-back": () => ({ at: "/admin/network", key: "admin.fix.clock" }),
  reviews: () => ({ at: "/admin/jobs/review", key: "admin.fix.review" }),
  "printer-unreachable": (printer) => ({ at: printerAt(printer), key: "admin.fix.see-printer" }),
  "printer-stopped": (printer) => ({ at: printerAt(printer), key: "admin.fix.see-printer" }),
  "printer-supply": (printer) => ({ at: printerAt(printer), key: "admin.fix.see-printer" }),
  "codes-short": (login) => ({ at: accountAt(login), key: "admin.fix.code" }),
  "device-absent": terminal,
  "device-failed": terminal,
  "device-ambiguous": terminal,
  "device-not-allowed": terminal,
  "device-library": terminal,
  "device-package": terminal,
  "books-unsound": () => ({ at: "/admin/ledger", key: "admin.fix.books" }),
  "books-behind": () => ({ at: "/admin/system", key: "admin.fix.system" }),
  "books-stopped": () => ({ at: "/admin/system", key: "admin.fix.system" }),
  "state-contradicts": () => ({ at: "/admin/system", key: "admin.fix.system" }),
  "settings-wait": () => ({ at: "/admin/settings", key: "admin.fix.settings" }),
  "settings-undone": () => ({ at: "/admin/settings", key: "admin.fix.settings" }),
  "restore-failed": () => ({ at: "/admin/backup", key: "admin.fix.restore" }),
  "spool-full": () => ({ at: "/admin/jobs?sort=since", key: "admin.fix.spool" }),
  "no-tls": () => ({ at: "/admin/settings?q=listen", key: "admin.fix.tls" }),
  "certificate-ends": certificate,
  "certificate-ended": certificate,
  "certificate-order": certificate,
  "certificate-names": certificate,
  "certificate-open": certificate,
  "certificate-lost": certificate,
};

export const fixOf = (code: string, subject = ""): Fix | undefined => fixes[code]?.(subject);
