// The site's network as the box has it, tries it and, on an appliance, changes it; and whether its clock can be trusted.
import { z } from "zod";
import { routes } from "./route.ts";
import { done, time } from "./shapes.ts";

const operator = { who: "operator" as const };

/** Whether the clock may close a period, and who vouched for it or why nobody does. */
export const clockView = z
  .object({
    trusted: z.boolean(),
    by: z.enum(["network", "chip", "person"]).exactOptional(),
    why: z.enum(["unset", "stepped", "back"]).exactOptional(),
  })
  .meta({ id: "Clock" });
export type ClockView = z.output<typeof clockView>;

const networkView = z
  .object({
    name: z.string(),
    interfaces: z.array(z.object({ name: z.string(), mac: z.string(), addresses: z.array(z.string()) })),
    gateway: z.string().exactOptional(),
    nameServers: z.array(z.string()),
    timeServers: z.array(z.string()),
    proxy: z.string().exactOptional(),
    /** Whether the box may change it; else the machine's own system does. */
    mayChange: z.boolean(),
    now: time,
    zone: z.string(),
    clock: clockView,
  })
  .meta({ id: "Network" });
export type NetworkView = z.output<typeof networkView>;

const host = z.string().trim().min(1).max(255);

export const networkRoutes = routes({
  "GET /api/v1/network": { ...operator, summary: "The network and the clock of the box", answer: networkView },
  "PUT /api/v1/network": {
    ...operator,
    summary:
      "Change the network of an appliance. A fixed address goes back by itself unless it is confirmed from there: `confirm` says where and how",
    body: z.strictObject({
      fixed: z.strictObject({ address: host, prefix: z.int(), gateway: host.exactOptional() }).exactOptional(),
      nameServers: z.array(host).max(16),
      timeServers: z.array(host).max(16),
    }),
    answer: z.object({ done: z.literal(true), confirm: z.object({ page: z.string(), withinMs: z.int() }).exactOptional() }),
  },
  "POST /api/v1/network/confirmation": {
    who: "anyone",
    summary: "The box was found at its new address, by the page that was told: nothing else knows the token",
    body: z.strictObject({ token: z.string().min(8).max(128) }),
    answer: done,
  },
  "POST /api/v1/network/trial": {
    ...operator,
    summary: "Try a name server, a time server or a proxy. Changes nothing",
    body: z.strictObject({
      /** A name to look for, by `server` or by the machine's own; a time server; a proxy. */
      try: z.enum(["name", "time", "proxy"]),
      what: host,
      server: host.exactOptional(),
    }),
    answer: z.object({ ok: z.boolean(), sentence: z.string() }),
  },
  "POST /api/v1/clock/confirmation": {
    ...operator,
    summary: "Somebody compared the box's clock with another, which says `now`: it can be trusted from here on",
    body: z.strictObject({ now: time }),
    answer: clockView,
  },
});
