// Backups of a box of tests: two lines of nothing.
import { tmpdir } from "node:os";
import type { Deps } from "../../daemon/api/deps.ts";

export const backupsOfNobody: Pick<Deps, "data" | "backup" | "takeBackup"> = {
  data: tmpdir(),
  backup: async (file) => ({ bytes: file.length }),
  takeBackup: async () =>
    (async function* () {
      yield '{"section":"identity"}';
      yield '{"section":"end","rows":0}';
    })(),
};
