// The demonstration's own acts at a screen: there only where the settings enable simulated devices, and for the printers beside that screen.
import { z } from "zod";
import { routes } from "./route.ts";
import { done, printerName, time } from "./shapes.ts";

const kiosk = { who: "kiosk" as const };
const trouble = z.enum(["jam", "empty", "off"]);

export const simulationView = z
  .object({
    cards: z.array(z.object({ name: z.string(), number: z.string() })),
    printers: z.array(
      z.object({
        name: z.string(),
        trouble: trouble.exactOptional(),
        /** Sides of paper that came out, newest last. */
        sides: z.array(z.object({ id: z.string(), at: time })),
      }),
    ),
  })
  .meta({ id: "Simulation" });
export type SimulationView = z.output<typeof simulationView>;

export const simulationRoutes = routes({
  "GET /api/v1/kiosk/simulation": {
    ...kiosk,
    summary: "Simulated cards and printers beside this screen; refused where there are none",
    answer: simulationView,
  },
  "PUT /api/v1/kiosk/simulation/printers/{printer}": {
    ...kiosk,
    summary: "Jam a simulated printer, take its paper, switch it off; or mend it, where no trouble is named",
    params: z.object({ printer: printerName }),
    body: z.strictObject({ trouble: trouble.exactOptional() }),
    answer: done,
  },
  "GET /api/v1/kiosk/simulation/sides/{side}": {
    ...kiosk,
    summary: "The picture of a side that came out of a simulated printer",
    params: z.object({ side: z.string().min(1).max(200) }),
    answer: z.object({ type: z.enum(["image/png", "image/jpeg"]), data: z.base64(), monochrome: z.literal(true).exactOptional() }),
  },
});
