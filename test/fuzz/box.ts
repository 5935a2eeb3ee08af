// A whole box for the fuzzer to knock at: real intake, spool and inspection, in a process of its own. Watched from outside: its memory as the
// kernel counts it, its log, its end.
import { readFile } from "node:fs/promises";
import { newDirectory, removeDirectory, startBoxProcess } from "../e2e/box-process.ts";

export interface FuzzedBox {
  readonly port: number;
  /** Resident bytes; undefined when it is gone. */
  memory(): Promise<number | undefined>;
  /** Lines it logged as errors. */
  mistakes(): readonly string[];
  /** Jobs it took, those that wait and those that ended: how deep the inputs come. */
  jobs(): Promise<number>;
  /** Its exit code. */
  stop(): Promise<number | null>;
}

/** All inputs come from one address, and a good part of them are jobs that are taken. */
const config = `version: 1
spool:
  maxBytesPerPerson: 8 GiB
  maxJobsPerPerson: 50000
log:
  level: warn
`;

export async function startFuzzedBox(): Promise<FuzzedBox> {
  const paper = await newDirectory();
  const box = await startBoxProcess({ config });
  const { client } = box;
  await client.call("PUT /api/v1/prices/{price}", { params: { price: "default" }, body: { mono: 500, color: 2000 } });
  await client.call("PUT /api/v1/printers/{printer}", { params: { printer: "hall" }, body: { uri: `folder:${paper}` } });
  for (const [queue, mode] of [
    ["main", "pull"],
    ["direct", "direct"],
  ] as const) {
    const body = { mode, least: "none" as const, printers: ["hall"], ...(queue === "main" ? { makeDefault: true } : {}) };
    await client.call("PUT /api/v1/queues/{queue}", { params: { queue }, body });
  }
  await client.call("POST /api/v1/users", { body: { login: "ann", name: "Ann", limited: true } });
  return {
    port: Number(new URL(box.ready.ipp.replace(/^ipp:/, "http:")).port),
    memory: async () => {
      const status = await readFile(`/proc/${box.pid}/status`, "utf8").catch(() => "");
      const kib = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
      return kib === undefined ? undefined : Number(kib) * 1024;
    },
    mistakes: () =>
      box
        .log()
        .split("\n")
        .filter((line) => /"level":[56]0/.test(line)),
    jobs: async () => {
      const { held, unclaimed } = (await client.call("GET /api/v1/status", {})).jobs;
      return held + unclaimed + (await box.rows()).filter(({ kind }) => kind === "job").length;
    },
    stop: async () => {
      const code = await box.stop();
      await Promise.all([removeDirectory(box.data), removeDirectory(paper)]);
      return code;
    },
  };
}
