// Queues: what people print to.
import type { Queue } from "../domain/printing.ts";
import { isRefusal } from "../domain/refusal.ts";
import { printAddress } from "./address.ts";
import type { QueueView, queueRoutes } from "./contract/printing.ts";
import type { Deps } from "./deps.ts";
import type { Handlers } from "./handler.ts";

export const queueHandlers: Handlers<typeof queueRoutes> = {
  "GET /api/v1/queues": async (deps) => {
    const { ipp } = await deps.status();
    return { queues: deps.accounting.ask({ name: "queues" }).map((queue) => queueView(deps, queue, ipp)) };
  },

  "PUT /api/v1/queues/{queue}": async (deps, { params, body, by }) => {
    const { mode, printers, least, tell, makeDefault, version } = body;
    const queue = {
      name: params.queue,
      mode,
      printers,
      ...(least === undefined ? {} : { leastStrength: least }),
      ...(tell === undefined ? {} : { tell }),
    };
    const outcome = await deps.accounting.propose({
      name: "set-queue",
      by,
      queue,
      makeDefault,
      ...(version === undefined ? {} : { version }),
    });
    return isRefusal(outcome) ? outcome : queueView(deps, outcome, (await deps.status()).ipp);
  },

  "DELETE /api/v1/queues/{queue}": (deps, { params, by }) => deps.accounting.propose({ name: "remove-queue", by, queue: params.queue }),
};

function queueView(deps: Deps, queue: Queue, ipp: string): QueueView {
  return {
    name: queue.name,
    mode: queue.mode,
    printers: [...queue.printers],
    least: queue.leastStrength,
    tell: queue.tell,
    default: deps.accounting.ask({ name: "default-queue" })?.name === queue.name,
    uri: printAddress(ipp, queue.name),
    version: queue.version ?? 1,
  };
}
