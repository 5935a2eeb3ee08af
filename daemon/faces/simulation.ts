// What a person's hand does where devices are simulated: cards by name, a printer that jams, runs out or is switched off, the pages that came
// out. There only where the settings enable simulated devices.
import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import type { Config } from "../../config/index.ts";
import type { Accounting } from "../accounting.ts";
import type { Picture, Simulation } from "../api/deps.ts";
import type { PrinterName } from "../domain/ids.ts";
import { refuse } from "../domain/refusal.ts";
import type { Fleet } from "../printing/fleet.ts";
import type { Inspection } from "../printing/inspect/inspection.ts";
import type { PrintedSide, Simulated, SimulatedPrinters } from "../printing/printer/simulated.ts";

export interface SimulationParts {
  readonly config: Pick<Config, "devices">;
  readonly accounting: Pick<Accounting, "ask">;
  readonly printers: SimulatedPrinters;
  readonly fleet: Pick<Fleet, "again">;
  readonly picture: Inspection["picture"];
}

/** A photograph from a phone; what is larger is shown as a sheet without its picture. */
const mostPictureBytes = 8 * 1024 * 1024;

const idOf = ({ reference, impression }: PrintedSide): string => `${reference}-${impression}`;

export function createSimulation({ config, accounting, printers, fleet, picture }: SimulationParts): Simulation {
  const find = (name: PrinterName): Simulated | undefined => {
    const printer = accounting.ask({ name: "printer", printer: name });
    return printer && printers.find(printer.uri);
  };
  return {
    cards: config.devices.cards,
    printers: (names) =>
      names.flatMap((name) => {
        const played = find(name);
        if (!played) return [];
        const sides = played.sides.map((side) => ({ id: idOf(side), at: side.at }));
        return [{ name, sides, ...(played.trouble ? { trouble: played.trouble } : {}) }];
      }),
    hinder: async (name, trouble) => {
      const played = find(name);
      if (!played) return refuse("no-such-thing", { kind: "printer", name });
      played.hinder(trouble);
      await fleet.again(name);
      return undefined;
    },
    picture: async (names, id) => {
      const side = names.flatMap((name) => find(name)?.sides ?? []).find((each) => idOf(each) === id);
      return side && pictureOf(side, picture);
    },
  };
}

async function pictureOf(side: PrintedSide, draw: Inspection["picture"]): Promise<Picture | undefined> {
  const { size } = await stat(side.file);
  const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");
  if (side.format === "image/jpeg" && size <= mostPictureBytes) return { type: side.format, data: base64(await readFile(side.file)) };
  if (side.format !== "application/pdf") return undefined;
  const png = await draw(() => createReadStream(side.file), size, side.page);
  return png && { type: "image/png", data: base64(png), ...(side.monochrome ? { monochrome: true } : {}) };
}
