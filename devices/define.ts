// Turns a driver's declaration into a Driver: checks its options once, then opens with everything typed inside.
import type { z } from "zod";
import type { DeviceKind, Driver, DriverDeclaration, Transport } from "./contract.ts";

export function defineDriver<K extends DeviceKind, T extends Transport, O extends z.ZodType>(declared: DriverDeclaration<K, T, O>): Driver {
  const { name, kind, over, fits } = declared;
  return {
    name,
    kind,
    over,
    fits,
    prepare: (given) => {
      const checked = declared.options.safeParse(given);
      if (!checked.success) return { problems: checked.error.issues.map(told) };
      const options = checked.data;
      return {
        open: async (locate, reports, timers) => declared.open({ port: await locate[over](), options, report: reports[kind], timers }),
      };
    },
  };
}

/** "number.keepBits: Too big: expected number to be <=128". */
function told(issue: z.core.$ZodIssue): string {
  const path = issue.path.join(".");
  return path === "" ? issue.message : `${path}: ${issue.message}`;
}
