// How the box is, and its backup.
import { isHeld } from "../domain/job.ts";
import { isRefusal } from "../domain/refusal.ts";
import { printAddress } from "./address.ts";
import type { boxRoutes, StatusView } from "./contract/box.ts";
import type { BoxStatus, Deps } from "./deps.ts";
import { findings } from "./findings.ts";
import { clockView } from "./network.ts";
import type { Handlers } from "./handler.ts";

export const boxHandlers: Handlers<typeof boxRoutes> = {
  "GET /api/v1/status": async (deps) => statusView(deps, await deps.status()),

  "GET /api/v1/findings": async (deps, { language }) => ({ findings: findings(deps, await deps.status(), language) }),

  "POST /api/v1/backups": async (deps, { body }) => {
    const written = await deps.backup(body.file);
    return isRefusal(written) ? written : { file: body.file, bytes: written.bytes };
  },
};

export function statusView(deps: Deps, status: BoxStatus): StatusView {
  const { ready: _ready, sandbox: _sandbox, engines, devices, printers, ...box } = status;
  return {
    ...box,
    store: { ...box.store, breaches: [...box.store.breaches] },
    ipp: printAddress(box.ipp),
    ...(box.ipps === undefined ? {} : { ipps: printAddress(box.ipps) }),
    now: deps.clock.now(),
    currency: deps.currency,
    zone: deps.zone,
    clock: clockView(status.clock),
    engines: [...engines],
    jobs: jobCounts(deps),
    users: deps.accounting.ask({ name: "user-count" }),
    printers: printers.map(({ name, state, reasons }) => ({ name, state, reasons: [...reasons] })),
    devices: devices.map(({ name, kind, state }) => ({ name, kind, state })),
  };
}

export function jobCounts(deps: Deps): StatusView["jobs"] {
  const counts = { held: 0, unclaimed: 0, printing: 0 };
  for (const job of deps.accounting.ask({ name: "jobs" })) {
    if (isHeld(job)) counts.held++;
    if (isHeld(job) && job.sender.user === undefined) counts.unclaimed++;
    if (job.reservation !== undefined) counts.printing++;
  }
  return counts;
}
