// How to get to the demonstration's pages: three links, and a code for a phone where the box listens to its network.
import { networkInterfaces } from "node:os";
import { renderUnicodeCompact } from "uqr";
import type { DemoBox, Tell } from "./box.ts";
import { printers } from "./school.ts";

/** Whether this machine has a network a phone could be on. */
export const hasNetwork = (): boolean =>
  Object.values(networkInterfaces()).some((all) => all?.some(({ family, internal }) => family === "IPv4" && !internal));

/** A screen stands for the terminal; the printer that is jammed gets its jam by the hand that could mend it. */
export async function openScreen(box: DemoBox): Promise<string> {
  const { json } = await box.ask("POST", "/api/v1/terminals/hall/screens", {});
  const { address, token } = json as { address: string; token: string };
  const { cookie } = await box.ask("POST", "/api/v1/kiosk", { token });
  for (const { name, jammed } of printers)
    if (jammed) await box.ask("PUT", `/api/v1/kiosk/simulation/printers/${name}`, { trouble: "jam" }, cookie);
  return address;
}

export function tellLinks(
  box: DemoBox,
  { screen, password, onNetwork }: { screen: string; password: string; onNetwork: boolean },
  tell: Tell,
): void {
  const { http, ipp } = box.ready;
  const portal = String(new URL("/", http));
  tell(`\nThe box goes on serving until Ctrl-C. In a browser:
  console  ${new URL("/admin", http)}  (bernard, ${password})
  portal   ${portal}  (amelie, ${password})
  kiosk    ${screen}  (at the bottom, Simulation: cards, keys, and hands on the printers)
Four documents wait for their owners' cards. The printer “profs” is jammed.`);
  if (onNetwork) {
    tell(
      `\nWhoever is on your network reaches this box as long as it runs. Amélie's portal on a phone:\n\n${renderUnicodeCompact(portal, { border: 2 })}`,
    );
  } else tell(`\nOnly this machine reaches it. For a phone, a code to scan, and your network let in: npm run demo -- --lan`);
  tell(`\nIn another shell:
  npx quoin terminal hall --data ${box.data}
  npx quoin ledger statement amelie --data ${box.data}
  npx quoin ledger verify --data ${box.data}
Its queue is ${ipp}, its log ${box.log}.`);
}
