// The demonstration's school on a real box, as the manual's pictures show it: the same past on every day, and what waits today.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { documentOf } from "../../daemon/demo/documents.ts";
import { begunBefore, live } from "../../daemon/demo/life.ts";
import { openPast } from "../../daemon/demo/past.ts";
import { members, type SchoolPrinter, settings, waiting } from "../../daemon/demo/school.ts";
import { dateOf, systemClock } from "../../daemon/runtime/clock.ts";
import { systemRandom } from "../../daemon/runtime/random.ts";
import { type BoxProcess, newDirectory, printJob, removeDirectory, startBoxProcess, until } from "../e2e/box-process.ts";
import type { Ending } from "../e2e/browser.ts";
import { pricedJobs } from "../e2e/hall.ts";

export const password = "un mot de passe assez long";
/** Who runs the service, for each language. */
export const reader = { fr: "bernard", en: "c.martin" } as const;
/** Whatever today is, the school calls tomorrow a Saturday: a picture taken on a Monday shows the same days. */
const saturday = 6;

export interface School {
  readonly box: BoxProcess;
  /** What a hand does to a printer; undefined: mended. */
  hinder(printer: string, trouble?: "jam" | "empty" | "off"): Promise<void>;
}

/** A box of its own, ended with `t`. */
export async function openSchool(t: Ending): Promise<School> {
  const data = await newDirectory();
  t.after(() => removeDirectory(data));
  const paper = join(data, "paper");
  await mkdir(paper);
  await thirtyDays(data, paper);
  // As on an appliance, where the box may change its network.
  const network = join(data, "network");
  await mkdir(network);
  const config = `${settings}network:\n  directory: ${JSON.stringify(network)}\n`;
  const box = await startBoxProcess({ data, config, args: ["--https", "127.0.0.1:0", "--ipps", "127.0.0.1:0"] });
  t.after(() => box.kill());
  // Somebody who has chosen no language: the secretary has, and reads French on every device.
  await box.client.call("PATCH /api/v1/users/{login}", { params: { login: reader.en }, body: { roles: ["administrator"] } });
  // Whether something keeps this machine's clock is no matter of the school's.
  await box.client.call("POST /api/v1/clock/confirmation", { body: { now: systemClock.now() } });
  const hinder = await handsOn(box);
  await hinder("profs", "jam");
  for (const { login, title, leaves } of waiting) await printJob(box.ready.ipp, documentOf(leaves), login, title);
  await printJob(box.ready.ipp, documentOf([{ heading: "?", lines: [] }]), "poste-12", "Sans titre");
  await pricedJobs(box, waiting.length);
  return { box, hinder };
}

/** Its last day is yesterday, and its first no longer ago than lists of thirty days look back, at any hour. */
async function thirtyDays(data: string, paper: string): Promise<void> {
  const now = dateOf(systemClock.now()).setHours(0, 0, 0, 0);
  const midnight = now + 24 * 60 * 60_000;
  const uriOf = ({ name, query }: SchoolPrinter): string => `simulated:${join(paper, name)}${query}`;
  await using past = await openPast(data, begunBefore(midnight), { clock: systemClock, random: systemRandom });
  await live({ past, random: systemRandom, now, midnight, weekday: saturday, password, uriOf });
}

/** The printers are moved as the demonstration's strip moves them: by a screen. */
async function handsOn({ client, ready }: BoxProcess): Promise<School["hinder"]> {
  const { token } = await client.call("POST /api/v1/terminals/{terminal}/screens", { params: { terminal: "hall" as never } });
  const json = { "content-type": "application/json" };
  const bound = await fetch(`${ready.http}/api/v1/kiosk`, { method: "POST", headers: json, body: JSON.stringify({ token }) });
  const cookie = bound.headers.get("set-cookie")?.split(";")[0] ?? "";
  return async (printer, trouble) => {
    const body = JSON.stringify(trouble === undefined ? {} : { trouble });
    const url = `${ready.http}/api/v1/kiosk/simulation/printers/${printer}`;
    const answer = await fetch(url, { method: "PUT", headers: { ...json, cookie, "quoin-csrf": "kiosk" }, body });
    if (!answer.ok) throw new Error(`no hand on ${printer}: ${await answer.text()}`);
    await until(`${printer} to be seen so`, async () => {
      const { state } = await client.call("GET /api/v1/printers/{printer}", { params: { printer } });
      return (state === "idle") === (trouble === undefined) || undefined;
    });
  };
}

export const cardOf = (login: string): string => members.find((member) => member.login === login)?.card ?? "";
