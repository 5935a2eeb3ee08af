// /metrics: the few gauges worth an alarm, in Prometheus' text format 0.0.4. Plain text needs no library.
import type { StatusView } from "./contract/box.ts";

const printerStates = ["idle", "processing", "stopped", "unreachable", "unknown"];

export function metrics(status: StatusView): string {
  const gauges: [name: string, help: string, samples: [labels: string, value: number][]][] = [
    ["quoin_info", "The running version.", [[`{version="${escaped(status.version)}",box="${escaped(status.box)}"}`, 1]]],
    ["quoin_uptime_seconds", "Since the daemon started.", [["", Math.max(0, Math.round((status.now - status.startedAt) / 1000))]]],
    ["quoin_jobs_held", "Jobs that wait for their owner.", [["", status.jobs.held]]],
    ["quoin_jobs_unclaimed", "Waiting jobs nobody owns yet.", [["", status.jobs.unclaimed]]],
    ["quoin_jobs_printing", "Jobs with an open reservation.", [["", status.jobs.printing]]],
    ["quoin_users", "People.", [["", status.users]]],
    ["quoin_spool_bytes", "Bytes of waiting documents.", [["", status.spool.bytes]]],
    ["quoin_spool_limit_bytes", "Bytes the spool may hold.", [["", status.spool.most]]],
    ["quoin_disk_free_bytes", "Free bytes where the spool is.", [["", status.spool.free]]],
    ["quoin_store_revision", "Revision of the store.", [["", status.store.revision]]],
    ["quoin_store_bytes", "Size of the store.", [["", status.store.bytes]]],
    ["quoin_books_rows", "Rows in the books.", [["", status.books.rows]]],
    ["quoin_books_behind_rows", "Rows not yet in the books.", [["", status.books.behind]]],
    ["quoin_books_sound", "0 when the last verification of the books failed.", [["", status.books.verified?.ok === false ? 0 : 1]]],
    [
      "quoin_printer_state",
      "1 for the state a printer is in.",
      status.printers.flatMap((printer) =>
        printerStates.map((state): [string, number] => [
          `{printer="${escaped(printer.name)}",state="${state}"}`,
          printer.state === state ? 1 : 0,
        ]),
      ),
    ],
    [
      "quoin_device_ready",
      "1 when a device answers.",
      status.devices.map((device) => [
        `{device="${escaped(device.name)}",kind="${escaped(device.kind)}"}`,
        device.state === "ready" ? 1 : 0,
      ]),
    ],
    ["quoin_resident_bytes", "Resident memory of the daemon.", [["", status.memoryBytes]]],
  ];
  return gauges
    .map(([name, help, samples]) =>
      [`# HELP ${name} ${help}`, `# TYPE ${name} gauge`, ...samples.map(([labels, value]) => `${name}${labels} ${value}`), ""].join("\n"),
    )
    .join("");
}

const escaped = (text: string): string => text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
