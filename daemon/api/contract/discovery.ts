// Printers and readers that are not set up yet, as the first run and the forms of the console offer them.
import { z } from "zod";
import { routes } from "./route.ts";

const operator = { who: "operator" as const };

export const foundPrinter = z
  .object({
    /** As it announces itself; where nothing announced it, its address. */
    name: z.string(),
    uri: z.string(),
    model: z.string().exactOptional(),
    place: z.string().exactOptional(),
    color: z.boolean().exactOptional(),
    duplex: z.boolean().exactOptional(),
    /** The name it could be given: fit for addresses, and free. */
    suggested: z.string(),
    /** The printer it already is. */
    added: z.string().exactOptional(),
  })
  .meta({ id: "FoundPrinter" });
export type FoundPrinter = z.output<typeof foundPrinter>;

const usbId = z.string().regex(/^[0-9a-f]{4}$/);

/** By its USB ids; its serial number, where it has one. */
export const pluggedIn = z
  .object({
    driver: z.string().min(1).max(64),
    kind: z.enum(["reader", "keypad"]),
    vendorId: usbId,
    productId: usbId,
    serialNumber: z.string().min(1).max(126).exactOptional(),
  })
  .meta({ id: "PluggedIn" });
export type PluggedInView = z.output<typeof pluggedIn>;

export const discoveryRoutes = routes({
  "GET /api/v1/discovery/devices": {
    ...operator,
    summary: "Readers and keypads that are plugged in, and that no setting names",
    answer: z.object({ devices: z.array(pluggedIn) }),
  },
  "GET /api/v1/discovery/printers": {
    ...operator,
    summary: "Printers that announce themselves on the networks of this box (DNS-SD). Takes some seconds",
    answer: z.object({ printers: z.array(foundPrinter) }),
  },
  "POST /api/v1/discovery/printers": {
    ...operator,
    summary: "What answers at an address: a host, an IP or an IPP URI. Changes nothing. `sentence`: what was heard instead of a printer",
    body: z.strictObject({ address: z.string().trim().min(1).max(1000) }),
    answer: z.object({ printers: z.array(foundPrinter), sentence: z.string().exactOptional() }),
  },
});
