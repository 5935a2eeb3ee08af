// A box that knows a hundred thousand people, with an administrator, a printer and a terminal.
import { join } from "node:path";
import { openEmbeddedStore } from "../../../cluster/index.ts";
import { openAccount } from "../../../daemon/domain/account.ts";
import { userAccount, type UserId } from "../../../daemon/domain/ids.ts";
import { money } from "../../../daemon/domain/money.ts";
import type { User } from "../../../daemon/domain/user.ts";
import { keys } from "../../../daemon/state/keys.ts";
import { type BoxProcess, furnish, hallConfig, newDirectory, startBoxProcess } from "../../e2e/box-process.ts";
import { administrator } from "../../e2e/console.ts";

export const people = 100_000;
/** Three keys each; the engine takes 512 in one transaction. */
const atOnce = 160;
const settings = `${hallConfig}log:\n  level: warn\n`;

export async function school(printer: string): Promise<BoxProcess> {
  const data = await newDirectory();
  const box = await startBoxProcess({ data, config: settings });
  await furnish(box, printer);
  await administrator(box);
  await box.stop();
  await populate(data);
  return startBoxProcess({ data, config: settings });
}

/** Straight into the stopped box's store: a hundred thousand commands would be another bench. */
async function populate(data: string): Promise<void> {
  const store = await openEmbeddedStore({ directory: join(data, "store") });
  try {
    const before = Number(store.projection.get(keys.userCount)?.value ?? 0);
    for (let start = 0; start < people; start += atOnce) {
      const some = Array.from({ length: Math.min(atOnce, people - start) }, (_, i) => pupil(start + i));
      await store.commit({ compares: [], writes: some.flat().map(([key, value]) => ({ key, value: JSON.stringify(value) })) });
    }
    await store.commit({ compares: [], writes: [{ key: keys.userCount, value: JSON.stringify(before + people) }] });
  } finally {
    await store.close();
  }
}

const firstNames = ["Amélie", "Karim", "Zoé", "Jean-Luc", "Inès", "Bob", "Chloé", "Øyvind"];
const lastNames = ["Brunel", "Benali", "Öztürk", "Martin", "Dupont", "O'Neill", "Lefèvre"];

/** In no order of any column. */
function pupil(n: number): [key: string, value: unknown][] {
  const id = `01900000-0000-7000-8000-${String((n * 7_919) % people).padStart(12, "0")}` as UserId;
  const login = `eleve${String(n).padStart(6, "0")}`;
  const limited = n % 20 !== 0;
  const user: User = {
    id,
    realm: "local",
    login,
    name: `${firstNames[n % firstNames.length]} ${lastNames[(n >> 3) % lastNames.length]} ${n}`,
    release: "default",
    cards: [],
    closed: false,
    limited,
    department: `Classe ${n % 120}`,
  };
  const account = { ...openAccount(userAccount(id), limited), balance: money(0) };
  return [
    [keys.user(id), user],
    [keys.login("local", login), id],
    [keys.account(account.id), account],
  ];
}
