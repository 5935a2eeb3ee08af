// What the box runs on, for whoever looks for a fault from afar.
import { arch, cpus, freemem, loadavg, release, totalmem } from "node:os";

export const machine = (): object => ({
  node: process.version,
  versions: process.versions,
  system: `${process.platform} ${arch()} ${release()}`,
  cpus: cpus().length,
  load: loadavg(),
  memory: { total: totalmem(), free: freemem(), ...process.memoryUsage() },
  uptimeSeconds: process.uptime(),
});
