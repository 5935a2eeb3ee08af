// The bound of the door's bench: a Node HTTP server that writes each body to a file of its own and fsyncs it before it answers.
import { open } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";

const folder = process.argv[2] ?? ".";
let count = 0;

const server = createServer(async (request, response) => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const file = await open(join(folder, `sink-${count++}`), "wx");
  await file.writeFile(Buffer.concat(parts));
  await file.sync();
  await file.close();
  response.end();
});
server.listen(0, "127.0.0.1", () => console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`));
