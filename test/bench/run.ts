// `npm run bench`: every figure beside its bound, measured in one run. A table, or one JSON object with `-- --json`; names after `--` choose.
import { parseArgs } from "node:util";
import { bringDebianPackages } from "../setup/debian.ts";
import { bringEtcd } from "../setup/etcd.ts";
import { benches as cluster } from "./cluster.ts";
import { benches as decide } from "./decide.ts";
import { benches as door } from "./door.ts";
import { type Figure, report } from "./figure.ts";
import { benches as inspect } from "./inspect.ts";
import { benches as people } from "./people.ts";
import { benches as spool } from "./spool.ts";
import { benches as store } from "./store.ts";

const all: Readonly<Record<string, () => Promise<Figure[]>>> = { decide, inspect, door, people, spool, store, cluster };

const { values, positionals } = parseArgs({ options: { json: { type: "boolean", default: false } }, allowPositionals: true });
const unknown = positionals.filter((name) => !Object.hasOwn(all, name));
if (unknown.length > 0) {
  console.error(`There is no bench ${unknown.join(", ")}. There are: ${Object.keys(all).join(", ")}.`);
  process.exit(2);
}

bringDebianPackages();
bringEtcd((line) => console.error(line));
const figures: Figure[] = [];
for (const [name, benches] of Object.entries(all)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  console.error(`measuring ${name} …`);
  figures.push(...(await benches()));
}

report(figures, values.json);
process.exit(0);
