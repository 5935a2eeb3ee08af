// How many commands the pure core decides a second: releases reserved and settled, one after the other, on one thread.
import type { JobId } from "../../daemon/domain/ids.ts";
import { plainTicket } from "../../daemon/domain/document.ts";
import { money, unit } from "../../daemon/domain/money.ts";
import { isRefusal } from "../../daemon/domain/refusal.ts";
import type { Reservation } from "../../daemon/domain/reservation.ts";
import { decide } from "../../daemon/state/decide/index.ts";
import { View } from "../../daemon/state/view.ts";
import { asAmelie, byBox, facts, hall, jobOf, printed, school } from "../daemon/state/school.ts";
import { box, type World } from "../daemon/state/world.ts";
import type { Figure } from "./figure.ts";

const releases = 60_000;

export async function benches(): Promise<Figure[]> {
  const world = school(money(1000 * unit), "pull", false);
  const document = facts(3, 1);
  for (let i = 0; i < 1000; i++) cycle(world, `warm${i}`, document);
  const start = performance.now();
  for (let i = 0; i < releases; i++) cycle(world, `j${i}`, document);
  const seconds = (performance.now() - start) / 1000;
  const value = Math.round((releases * 3) / seconds);
  return [
    {
      name: "commands decided in memory",
      value,
      unit: "/s",
      bound: 100_000,
      ratio: value / 100_000,
      note: "accept, reserve and settle of a priced job; bound: the issue's figure",
    },
  ];
}

/** accept, reserve, settle: three decisions with their writes applied to a plain map. */
function cycle(world: World, id: string, document: ReturnType<typeof facts>): void {
  const stamp = { at: world.now, box, order: 0 };
  const read = (key: string): { value: unknown; revision: number } => world.records.get(key) ?? absent;
  const job = jobOf(id, document);
  let view = new View(read, stamp);
  decide({ name: "accept-job", by: byBox, job }, view, stamp);
  apply(world, view);
  view = new View(read, stamp);
  const reserved = decide(
    { name: "reserve", by: asAmelie, job: id as JobId, printer: hall, ticket: plainTicket, settler: box },
    view,
    stamp,
  );
  if (isRefusal(reserved)) throw new Error(reserved.refused);
  apply(world, view);
  view = new View(read, stamp);
  const settled = decide({ name: "settle", by: byBox, reservation: (reserved as Reservation).id, evidence: printed(4) }, view, stamp);
  if (isRefusal(settled)) throw new Error(settled.refused);
  apply(world, view);
}

const absent = { value: undefined, revision: 0 };

function apply(world: World, view: View): void {
  world.revision += 1;
  for (const [key, value] of view.writes) {
    if (value === undefined) world.records.delete(key);
    else if (!key.startsWith("/k/")) world.records.set(key, { value, revision: world.revision });
  }
}
