// What runs here and what it is made of, and a backup to take away.
import { statfs } from "node:fs/promises";
import own from "../../package.json" with { type: "json" };
import { isRefusal } from "../domain/refusal.ts";
import { nodeVersion } from "../runtime/node.ts";
import type { aboutRoutes } from "./contract/about.ts";
import type { Handlers } from "./handler.ts";
import { printAddress } from "./address.ts";
import { installedPackages } from "./packages.ts";

export const aboutHandlers: Handlers<typeof aboutRoutes> = {
  "GET /api/v1/about": async (deps) => {
    const [{ ipp, ipps, ...status }, { bavail, blocks, bsize }] = await Promise.all([deps.status(), statfs(deps.data)]);
    return {
      ...status,
      ipp: printAddress(ipp),
      ...(ipps === undefined ? {} : { ipps: printAddress(ipps) }),
      license: own.license,
      node: nodeVersion,
      now: deps.clock.now(),
      data: deps.data,
      disk: { free: bavail * bsize, total: blocks * bsize },
    };
  },

  "GET /api/v1/about/packages": async () => ({ packages: await installedPackages() }),

  "GET /api/v1/backup": async (deps, { by, signal }) => {
    const lines = await deps.takeBackup(signal);
    if (!isRefusal(lines)) deps.log.info("a backup was taken away", { by: by.name });
    return lines;
  },
};
