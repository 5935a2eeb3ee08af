// A process that writes until it is killed or its disk fails: argv = data directory. Each acknowledged commit is one line on stdout,
// written at once. When a commit fails it says "failed <why>", tries once more, says "then <why>" and ends.
import { writeSync } from "node:fs";
import { openEmbeddedStore } from "../../cluster/index.ts";

const [directory = ""] = process.argv.slice(2);
const store = await openEmbeddedStore({ directory, keepRevisions: 200, failed: () => writeSync(1, "disk failed\n") });
writeSync(1, "ready\n");

async function write(client: number): Promise<void> {
  for (let n = 0; ; n++) {
    const key = `client${client}/${n}`;
    const answer = await store.commit({
      compares: [{ key, revision: 0 }],
      writes: [
        { key, value: "v".repeat((n * 131) % 3000) },
        { key: `last/${client}`, value: key },
      ],
    });
    writeSync(1, `${answer.revision} ${key}\n`);
  }
}

const why = (error: unknown): string => (error as Error).name;

try {
  await Promise.all(Array.from({ length: 8 }, (_, client) => write(client)));
} catch (error) {
  writeSync(1, `failed ${why(error)}\n`);
  await store
    .commit({ compares: [], writes: [{ key: "more", value: "1" }] })
    .catch((second: unknown) => writeSync(1, `then ${why(second)}\n`));
  process.exit(0);
}
