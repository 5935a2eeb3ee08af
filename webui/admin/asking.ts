// What several pages of the console ask of the box, each under one name: a list read twice is asked for once.
import { queryOptions } from "@tanstack/react-query";
import { ask } from "../shared/api.ts";

/** Memory, disks and the like move without anybody being told; everything else comes by the live socket. */
const slowlyMs = 30_000;
/** Somebody compares two clocks. */
const clockMs = 4_000;

export const printersAsked = queryOptions({
  queryKey: ["printers"],
  queryFn: () => ask("GET /api/v1/printers"),
  select: ({ printers }) => printers,
});
export const queuesAsked = queryOptions({ queryKey: ["queues"], queryFn: () => ask("GET /api/v1/queues"), select: ({ queues }) => queues });
export const terminalsAsked = queryOptions({
  queryKey: ["terminals"],
  queryFn: () => ask("GET /api/v1/terminals"),
  refetchInterval: slowlyMs,
  select: ({ terminals }) => terminals,
});
/** Somebody plugs a reader in and looks. */
const pluggingMs = 5_000;
export const pluggedInAsked = queryOptions({
  queryKey: ["terminals", "plugged-in"],
  queryFn: () => ask("GET /api/v1/discovery/devices"),
  refetchInterval: pluggingMs,
  select: ({ devices }) => devices,
});
export const pricesAsked = queryOptions({ queryKey: ["prices"], queryFn: () => ask("GET /api/v1/prices"), select: ({ prices }) => prices });
export const statusAsked = queryOptions({ queryKey: ["status"], queryFn: () => ask("GET /api/v1/status"), refetchInterval: slowlyMs });
export const overviewAsked = queryOptions({
  queryKey: ["overview"],
  queryFn: () => ask("GET /api/v1/overview"),
  refetchInterval: slowlyMs,
});
export const findingsAsked = queryOptions({
  queryKey: ["findings"],
  queryFn: () => ask("GET /api/v1/findings"),
  refetchInterval: slowlyMs,
  select: ({ findings }) => findings,
});
export const firstRunAsked = queryOptions({
  queryKey: ["first-run"],
  queryFn: () => ask("GET /api/v1/first-run"),
  refetchInterval: slowlyMs,
});
/** Labels and sections come in the reader's language. */
export const settingsAsked = (language: string) =>
  queryOptions({ queryKey: ["settings", language], queryFn: () => ask("GET /api/v1/settings") });
export const placeAsked = queryOptions({ queryKey: ["place"], queryFn: () => ask("GET /api/v1/place") });
export const networkAsked = queryOptions({ queryKey: ["network"], queryFn: () => ask("GET /api/v1/network"), refetchInterval: clockMs });
export const aboutAsked = queryOptions({ queryKey: ["about"], queryFn: () => ask("GET /api/v1/about"), refetchInterval: slowlyMs });
