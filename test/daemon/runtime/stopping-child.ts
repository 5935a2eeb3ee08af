// A process that waits to be told to stop. Usage: node stopping-child.ts [fails]
import { createServer } from "node:net";
import { systemClock } from "../../../daemon/runtime/clock.ts";
import { createLog } from "../../../daemon/runtime/log.ts";
import { createShutdown } from "../../../daemon/runtime/shutdown.ts";

const shutdown = createShutdown({ clock: systemClock, log: createLog({ level: "error" }) });
const server = createServer().listen(0, "127.0.0.1", () => process.stdout.write("ready\n"));
shutdown.add("server", () => void server.close());
shutdown.add("step", () => {
  if (process.argv[2] === "fails") throw new Error("as asked");
});
shutdown.atSignals();
