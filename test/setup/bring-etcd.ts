// `npm run etcd`: brings the etcd that a cluster needs, and says where it is. One that is here already stays.
import { join } from "node:path";
import { fetchEtcd, findEtcd } from "../../cluster/etcd-binary.ts";

const folder = join(import.meta.dirname, "../..", ".etcd");
try {
  console.log(findEtcd(folder, process.env["QUOIN_ETCD"], process.env["PATH"] ?? "") ?? fetchEtcd(folder));
} catch (error) {
  console.error(`quoin: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 3;
}
