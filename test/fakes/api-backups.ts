// Backups of a box of tests: two lines of nothing.
import { tmpdir } from "node:os";
import type { Deps } from "../../daemon/api/deps.ts";
import { refuse } from "../../daemon/domain/refusal.ts";

export const backupsOfNobody: Pick<Deps, "data" | "backup" | "takeBackup" | "restores"> = {
  data: tmpdir(),
  backup: async (file) => ({ bytes: file.length }),
  takeBackup: async () =>
    (async function* () {
      yield '{"section":"identity"}';
      yield '{"section":"end","rows":0}';
    })(),
  restores: {
    failure: undefined,
    brought: async () => undefined,
    take: async () => refuse("backup-unusable", { detail: "no-backup" }),
    discard: async () => undefined,
    begin: async () => refuse("backup-unusable", { detail: "backup-gone" }),
  },
};
