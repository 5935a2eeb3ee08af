// Printers, queues, prices and terminals as the operator sets them up.
import { z } from "zod";
import { pluggedIn } from "./discovery.ts";
import { routes } from "./route.ts";
import { amount, cardNumber, done, moneyOut, priceName, printerName, queueName, terminalName, time, version } from "./shapes.ts";

const operator = { who: "operator" as const };

/** Toner, ink, a drum, a waste box, as the printer tells of it. `level`: percent; absent where it does not say. `some`: not empty. */
const supply = z.object({
  name: z.string(),
  level: z.int().min(0).max(100).exactOptional(),
  some: z.literal(true).exactOptional(),
  low: z.literal(true).exactOptional(),
  waste: z.literal(true).exactOptional(),
  colors: z.array(z.string()),
});
export type SupplyView = z.output<typeof supply>;

export const printerView = z
  .object({
    name: z.string(),
    uri: z.string(),
    price: z.string(),
    comment: z.string().exactOptional(),
    version,
    makeModel: z.string().exactOptional(),
    formats: z.array(z.string()).exactOptional(),
    color: z.boolean().exactOptional(),
    duplex: z.boolean().exactOptional(),
    askedAt: time.exactOptional(),
    evidence: z.object({ perCopy: z.boolean(), countsBlankBacks: z.boolean(), calibratedAt: time }).exactOptional(),
    state: z.enum(["idle", "processing", "stopped", "unreachable", "unknown"]),
    reasons: z.array(z.string()),
    supplies: z.array(supply),
  })
  .meta({ id: "Printer" });
export type PrinterView = z.output<typeof printerView>;

const printer = z.object({ printer: printerName });

export const printerRoutes = routes({
  "GET /api/v1/printers": { ...operator, summary: "Every printer, and how it is", answer: z.object({ printers: z.array(printerView) }) },
  "GET /api/v1/printers/{printer}": { ...operator, summary: "One printer", params: printer, answer: printerView },
  "PUT /api/v1/printers/{printer}": {
    ...operator,
    summary: "Add or change a printer, and ask it what it can do",
    params: printer,
    body: z.strictObject({
      uri: z.string().trim().min(1).max(1000),
      price: priceName.exactOptional(),
      comment: z.string().trim().max(200).exactOptional(),
      version: version.exactOptional(),
    }),
    answer: z.object({ printer: printerView, reached: z.boolean(), sentence: z.string().exactOptional() }),
  },
  "DELETE /api/v1/printers/{printer}": { ...operator, summary: "Remove a printer no queue uses", params: printer, answer: done },
  "POST /api/v1/printers/{printer}/test-page": {
    ...operator,
    summary: "Print one page, charged to nobody; answers when it came out",
    params: printer,
    answer: done,
  },
  "POST /api/v1/printers/{printer}/calibration": {
    ...operator,
    summary: "Print the calibration pages and learn how the printer counts",
    params: printer,
    answer: printerView,
  },
});

export const queueView = z
  .object({
    name: z.string(),
    mode: z.enum(["direct", "pull", "tracked"]),
    printers: z.array(z.string()),
    least: z.enum(["none", "named", "bound", "proven"]),
    tell: z.enum(["auto", "held", "completed"]),
    default: z.boolean(),
    uri: z.string(),
    version,
  })
  .meta({ id: "Queue" });
export type QueueView = z.output<typeof queueView>;

const queue = z.object({ queue: queueName });

export const queueRoutes = routes({
  "GET /api/v1/queues": { ...operator, summary: "Every queue, with its address", answer: z.object({ queues: z.array(queueView) }) },
  "PUT /api/v1/queues/{queue}": {
    ...operator,
    summary: "Add or change a queue. `least` and `tell` stay as they are where they are not given; a new queue has named and auto",
    params: queue,
    body: z.strictObject({
      mode: z.enum(["direct", "pull", "tracked"]),
      printers: z.array(printerName).min(1).max(64),
      least: z.enum(["none", "named", "bound", "proven"]).exactOptional(),
      tell: z.enum(["auto", "held", "completed"]).exactOptional(),
      makeDefault: z.boolean().default(false),
      version: version.exactOptional(),
    }),
    answer: queueView,
  },
  "DELETE /api/v1/queues/{queue}": { ...operator, summary: "Remove a queue", params: queue, answer: done },
});

const sizesOf = (size: z.ZodExactOptional<z.ZodInt>) =>
  z.object({ a3: size, a4: size, a5: size, letter: size, other: size }).meta({ description: "permille of the price of A4" });
/** A size is never free: a page that costs nothing is a price of 0, which lists show. */
const sizesIn = sizesOf(z.int().min(1).max(100_000).exactOptional());
const sizesOut = sizesOf(z.int().min(0).exactOptional());
export const priceView = z.object({ name: z.string(), mono: moneyOut, color: moneyOut, sizes: sizesOut, version }).meta({ id: "Price" });
export type PriceView = z.output<typeof priceView>;

export const priceRoutes = routes({
  "GET /api/v1/prices": { ...operator, summary: "Every price profile", answer: z.object({ prices: z.array(priceView) }) },
  "PUT /api/v1/prices/{price}": {
    ...operator,
    summary:
      "Set a price profile. What is not given stays as it is, only a new one needs mono and color; 1000 makes a size cost what A4 costs",
    params: z.object({ price: priceName }),
    body: z.strictObject({
      mono: amount.exactOptional(),
      color: amount.exactOptional(),
      sizes: sizesIn.default({}),
      version: version.exactOptional(),
    }),
    answer: priceView,
  },
  "DELETE /api/v1/prices/{price}": {
    ...operator,
    summary: "Remove a price profile no printer follows",
    params: z.object({ price: priceName }),
    answer: done,
  },
});

/** A reader, keypad or payment device; its times are of this box's life, and none tells which card or key it was. */
const terminalDevice = z.object({
  name: z.string(),
  kind: z.string(),
  state: z.enum(["ready", "absent", "failed"]),
  /** What is wrong with it, in the reader's words. */
  sentence: z.string().exactOptional(),
  /** Since when it is as it is. */
  changedAt: time.exactOptional(),
  heardAt: time.exactOptional(),
  /** When something was read that is no card of ours. */
  droppedAt: time.exactOptional(),
});

export const terminalView = z
  .object({ name: z.string(), printers: z.array(z.string()), version, screens: z.int(), devices: z.array(terminalDevice) })
  .meta({ id: "Terminal" });
export type TerminalView = z.output<typeof terminalView>;
/** What stands on a terminal now, rendered by the box in the caller's language. */
export const screenView = z
  .object({
    terminal: z.string(),
    state: z.string(),
    lines: z.array(z.string()),
    twoLines: z.tuple([z.string(), z.string()]),
  })
  .meta({ id: "Screen" });
export type ScreenView = z.output<typeof screenView>;

const terminal = z.object({ terminal: terminalName });

export const terminalRoutes = routes({
  "GET /api/v1/terminals": {
    ...operator,
    summary: "Every terminal, with what is plugged in",
    answer: z.object({ terminals: z.array(terminalView) }),
  },
  "PUT /api/v1/terminals/{terminal}": {
    ...operator,
    summary: "Add or change a terminal",
    params: terminal,
    body: z.strictObject({ printers: z.array(printerName).min(1).max(16), version: version.exactOptional() }),
    answer: terminalView,
  },
  "POST /api/v1/terminals/{terminal}/devices": {
    ...operator,
    summary: "Let a terminal use what is plugged in: a line of its settings, in effect from the next start",
    params: terminal,
    body: pluggedIn.omit({ kind: true }),
    answer: done,
  },
  "DELETE /api/v1/terminals/{terminal}": {
    ...operator,
    summary: "Remove a terminal, with the screens that stand for it",
    params: terminal,
    answer: done,
  },
  "GET /api/v1/terminals/{terminal}/screen": { ...operator, summary: "What the terminal shows", params: terminal, answer: screenView },
  "GET /api/v1/terminals/{terminal}/live": {
    ...operator,
    summary: "What the terminal shows, each time it changes",
    params: terminal,
    answer: screenView,
    lines: true,
  },
  "POST /api/v1/terminals/{terminal}/card": {
    ...operator,
    summary: "Hold a card to a simulated reader",
    params: terminal,
    body: z.strictObject({ number: cardNumber }),
    answer: screenView,
  },
  "POST /api/v1/terminals/{terminal}/keys": {
    ...operator,
    summary: "Press keys: 0 to 9, # or * as on the pad",
    params: terminal,
    body: z.strictObject({
      keys: z
        .string()
        .min(1)
        .max(64)
        .regex(/^[0-9#*]+$/),
    }),
    answer: screenView,
  },
});
