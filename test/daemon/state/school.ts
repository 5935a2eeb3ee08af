// A small school to tell stories in: a printer, a queue, prices, Amélie with five euros.
import type { DocumentFacts } from "../../../daemon/domain/document.ts";
import { pack, plainTicket } from "../../../daemon/domain/document.ts";
import type { Evidence } from "../../../daemon/domain/evidence.ts";
import type { CommandId, JobId, PriceName, PrinterName, QueueName, UserId } from "../../../daemon/domain/ids.ts";
import type { Job, Strength } from "../../../daemon/domain/job.ts";
import { type Money, money } from "../../../daemon/domain/money.ts";
import type { QueueMode } from "../../../daemon/domain/printing.ts";
import { box, World } from "./world.ts";

export const operator = { kind: "operator", name: "test" } as const;
export const byBox = { kind: "box", name: box } as const;
export const amelie = "u-amelie" as UserId;
export const hall = "hall" as PrinterName;
export const pages = "pages" as QueueName;
export const asAmelie = { kind: "user", name: "amelie" } as const;

/** Mono 0.05, colour 0.20, A3 double. */
export const school = (credit: Money = money(50_000), mode: QueueMode = "pull", limited = true): World => {
  const world = new World();
  world.must({ name: "init-box", by: byBox, box, boxName: "box", incarnation: "i-1", currency: "EUR" });
  world.must({
    name: "set-price",
    by: operator,
    profile: { name: "default" as PriceName, mono: money(500), color: money(2000), sizes: { a3: 2000 } },
  });
  world.must({ name: "set-printer", by: operator, printer: hall, uri: "folder:/paper/hall" });
  world.must({
    name: "set-queue",
    by: operator,
    makeDefault: true,
    queue: { name: pages, mode, printers: [hall], leastStrength: "named", tell: "auto" },
  });
  world.must({ name: "add-user", by: operator, user: amelie, login: "amelie", displayName: "Amélie", limited });
  if (credit > 0) world.must({ name: "top-up", by: operator, id: "c-first" as CommandId, user: amelie, amount: credit, reason: "cash" });
  return world;
};

export const facts = (mono: number, color = 0): DocumentFacts => ({
  pages: [
    ...Array.from({ length: mono }, () => ({ color: false, size: "a4" as const })),
    ...Array.from({ length: color }, () => ({ color: true, size: "a4" as const })),
  ],
  copiesInside: 1,
  engine: "test",
});

export const jobOf = (id: string, document: DocumentFacts, strength: Strength = "named", user: UserId | undefined = amelie): Job => ({
  id: id as JobId,
  number: Number(id.replace(/\D/g, "")) || 1,
  queue: pages,
  title: `title of ${id}`,
  sender: { strength, named: "amelie", address: "192.0.2.7", ...(user === undefined ? {} : { user }) },
  state: "pending-held",
  reasons: ["job-release-wait"],
  ticket: plainTicket,
  spoolBox: box,
  attempt: 0,
  resolved: [],
  createdAt: 0,
  heldByClient: false,
  document: { format: "application/pdf", bytes: 1000, hash: "00", facts: pack(document) },
});

export const printed = (impressions: number | undefined, final: Evidence["final"] = "completed"): Evidence => ({
  source: "paper-log",
  final,
  sent: true,
  ...(impressions === undefined ? {} : { impressions }),
});
