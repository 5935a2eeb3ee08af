// The etcd of the tests: the one a box would run, fetched once for this checkout.
import { join } from "node:path";
import { fetchEtcd, findEtcd } from "../../cluster/etcd-binary.ts";

const folder = join(import.meta.dirname, "../..", ".etcd");

let found: string | undefined;

/** undefined: none is here that is new enough. */
export const etcdBinary = (): string | undefined => (found ??= findEtcd(folder, process.env["QUOIN_ETCD"], process.env["PATH"] ?? ""));

/** Answers why there is none, where there is none. */
export function bringEtcd(say: (line: string) => void): string | undefined {
  if (etcdBinary() !== undefined) return undefined;
  say("fetching etcd for the tests of the cluster");
  try {
    found = fetchEtcd(folder);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
