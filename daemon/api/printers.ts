// Printers: what the operator set up, what each said it can do, how each counts.
import type { Printer } from "../domain/printing.ts";
import { isRefusal, refuse } from "../domain/refusal.ts";
import { isFault } from "../runtime/faults.ts";
import { say } from "../words/index.ts";
import { sentence } from "../words/refusals.ts";
import type { PrinterView, printerRoutes } from "./contract/printing.ts";
import type { PrinterCondition } from "./deps.ts";
import type { Handlers } from "./handler.ts";

export const printerHandlers: Handlers<typeof printerRoutes> = {
  "GET /api/v1/printers": async (deps) => {
    const conditions = (await deps.status()).printers;
    return { printers: deps.accounting.ask({ name: "printers" }).map((printer) => printerView(printer, conditions)) };
  },

  "GET /api/v1/printers/{printer}": async (deps, { params }) => {
    const printer = deps.accounting.ask({ name: "printer", printer: params.printer });
    return printer
      ? printerView(printer, (await deps.status()).printers)
      : refuse("no-such-thing", { kind: "printer", name: params.printer });
  },

  // A printer that does not answer is kept all the same: it may be switched off until the morning.
  "PUT /api/v1/printers/{printer}": async (deps, { params, body, by, language }) => {
    const refused = deps.printers.refuses(body.uri);
    if (refused) return refused;
    const outcome = await deps.accounting.propose({ name: "set-printer", by, printer: params.printer, ...body });
    if (isRefusal(outcome)) return outcome;
    const problem = await deps.printers.probe(params.printer).then(
      (answer) => (isRefusal(answer) ? sentence(language, answer, deps.currency) : undefined),
      (error: unknown) => {
        if (!isFault(error)) throw error;
        return say(language, "doctor.printer-unreachable.remedy", { name: params.printer, uri: body.uri });
      },
    );
    const printer = deps.accounting.ask({ name: "printer", printer: params.printer });
    if (!printer) return refuse("no-such-thing", { kind: "printer", name: params.printer });
    const view = printerView(printer, (await deps.status()).printers);
    return { printer: view, reached: problem === undefined, ...(problem === undefined ? {} : { sentence: problem }) };
  },

  "DELETE /api/v1/printers/{printer}": (deps, { params, by }) => {
    const usedBy = deps.accounting
      .ask({ name: "queues" })
      .filter((queue) => queue.printers.includes(params.printer))
      .map((queue) => queue.name);
    return deps.accounting.propose({ name: "remove-printer", by, printer: params.printer, usedBy });
  },

  "POST /api/v1/printers/{printer}/test-page": (deps, { params, by }) =>
    deps.accounting.ask({ name: "printer", printer: params.printer })
      ? deps.printers.testPage(params.printer, by)
      : refuse("no-such-thing", { kind: "printer", name: params.printer }),

  "POST /api/v1/printers/{printer}/calibration": async (deps, { params }) => {
    if (!deps.accounting.ask({ name: "printer", printer: params.printer }))
      return refuse("no-such-thing", { kind: "printer", name: params.printer });
    const profile = await deps.printers.calibrate(params.printer);
    if (isRefusal(profile)) return profile;
    const printer = deps.accounting.ask({ name: "printer", printer: params.printer });
    return printer
      ? { ...printerView(printer, (await deps.status()).printers), evidence: profile }
      : refuse("no-such-thing", { kind: "printer", name: params.printer });
  },
};

function printerView(printer: Printer, conditions: readonly PrinterCondition[]): PrinterView {
  const { capabilities, evidence } = printer;
  const condition = conditions.find((one) => one.name === printer.name);
  return {
    name: printer.name,
    uri: printer.uri,
    price: printer.price,
    ...(printer.comment === undefined ? {} : { comment: printer.comment }),
    version: printer.version ?? 1,
    ...(capabilities
      ? {
          makeModel: capabilities.makeModel,
          formats: [...capabilities.formats],
          color: capabilities.color,
          duplex: capabilities.duplex,
          askedAt: capabilities.askedAt,
        }
      : {}),
    ...(evidence ? { evidence } : {}),
    state: condition?.state ?? "unknown",
    reasons: [...(condition?.reasons ?? [])],
    supplies: (condition?.supplies ?? []).map((supply) => ({ ...supply, colors: [...supply.colors] })),
  };
}
