// Get-Printer-Attributes and Identify-Printer.
import { type Answer, ok, say, unsupportedOf } from "../answer.ts";
import { type PrinterSubject, printerAttributes } from "../attributes.ts";
import { group, textOf, textsOf } from "../build.ts";
import { statuses } from "../codes.ts";
import { baseOf } from "../job-attributes.ts";
import { tags } from "../message.ts";
import { offerOf } from "../offer.ts";
import type { Queue } from "../../domain/printing.ts";
import type { Call, House } from "../request.ts";
import { told } from "../requested.ts";
import { queuePath } from "../target.ts";
import { formatOf } from "./format.ts";

export function getPrinterAttributes(call: Call, house: House): Answer {
  const { queue } = call;
  if (queue === undefined) return say(statuses.badRequest, "There is no printer-uri.");
  const offer = offerOf(queue, house.desk.ask);
  const format = formatOf(textOf(call.operation, "document-format"));
  if (format !== undefined && !offer.formats.some((each) => each === format)) {
    return unsupportedOf(statuses.documentFormatNotSupported, call.operation, "document-format", "This queue does not take that format.");
  }
  let counted: ReturnType<PrinterSubject["jobs"]> | undefined;
  const subject: PrinterSubject = {
    offer,
    identity: house.identity,
    version: house.version,
    now: house.clock.now(),
    since: house.since,
    uris: urisOf(call, house, queue),
    web: webOf(call, house),
    jobs: () => (counted ??= house.jobsOf(queue.name)),
  };
  return ok(group(tags.printer, told(call.operation, ["all"], printerAttributes, subject)));
}

/** The one the client came by first, with its personal part; then the other scheme on the same host. */
function urisOf(call: Call, house: House, queue: Queue): PrinterSubject["uris"] {
  const path = queuePath(queue.name, call.token);
  const authentication = (secure: boolean) => (secure && queue.leastStrength === "proven" ? "basic" : "requesting-user-name");
  const own = { uri: baseOf(call) + path, secure: call.connection.secure, authentication: authentication(call.connection.secure) } as const;
  const sibling = house.sibling();
  if (sibling === undefined) return [own];
  const secure = sibling.scheme === "ipps";
  return [own, { uri: `${sibling.scheme}://${hostOf(call)}:${sibling.port}${path}`, secure, authentication: authentication(secure) }];
}

function webOf(call: Call, house: House): string | undefined {
  const web = house.web();
  return web && `${web.scheme}://${hostOf(call)}:${web.port}/`;
}

/** As the client wrote it, without the port. */
const hostOf = (call: Call): string => call.connection.authority.replace(/:\d+$/, "");

export function identifyPrinter(call: Call, house: House): Answer {
  if (call.queue === undefined) return say(statuses.badRequest, "There is no printer-uri.");
  const actions = textsOf(call.operation, "identify-actions");
  if (actions.some((action) => action !== "display")) {
    return unsupportedOf(
      statuses.attributesOrValuesNotSupported,
      call.operation,
      "identify-actions",
      "The box can only show itself on its display.",
    );
  }
  house.desk.identify(call.queue);
  return ok();
}
