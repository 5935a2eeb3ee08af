// A process that writes until it is killed: argv = data directory. Each acknowledged commit is one line on stdout, written at once.
import { writeSync } from "node:fs";
import { openEmbeddedStore } from "../../cluster/index.ts";

const [directory = ""] = process.argv.slice(2);
const store = await openEmbeddedStore({ directory, keepRevisions: 200 });
writeSync(1, "ready\n");

async function write(client: number): Promise<void> {
  for (let n = 0; ; n++) {
    const key = `client${client}/${n}`;
    const answer = await store.commit({
      compares: [{ key, revision: 0 }],
      writes: [{ key, value: "v".repeat((n * 131) % 3000) }, { key: `last/${client}`, value: key }],
    });
    writeSync(1, `${answer.revision} ${key}\n`);
  }
}

await Promise.all(Array.from({ length: 8 }, (_, client) => write(client)));
