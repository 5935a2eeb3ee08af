// The fake printer as a process of its own, so that its paper outlives whatever is killed around it:
// node test/fakes/printer-main.ts --port 0 --paper FILE [--pages N] [--page-ms N] [--quirks JSON] [--print-job-only]
import { parseArgs } from "node:util";
import { type Quirks, startFakePrinter } from "./printer.ts";

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "0" },
    paper: { type: "string" },
    pages: { type: "string" },
    "page-ms": { type: "string" },
    quirks: { type: "string" },
    "print-job-only": { type: "boolean", default: false },
  },
});
const printer = await startFakePrinter({
  port: Number(values.port),
  createsJobs: !values["print-job-only"],
  ...(values.paper === undefined ? {} : { paperFile: values.paper }),
  ...(values.pages === undefined ? {} : { pages: Number(values.pages) }),
  ...(values["page-ms"] === undefined ? {} : { pageMs: Number(values["page-ms"]) }),
  ...(values.quirks === undefined ? {} : { quirks: JSON.parse(values.quirks) as Quirks }),
});
process.stdout.write(
  `${JSON.stringify({ ready: true, uri: printer.uri, port: printer.port, control: `http://127.0.0.1:${printer.port}/control` })}\n`,
);
// Ends with the test that started it, also when that test is killed.
process.stdin.resume().on("end", () => process.exit(0));
process.on("SIGTERM", () => process.exit(0));
