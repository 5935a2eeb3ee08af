// How far the first run of a box has come: kept beside its data, so that a reload or a restart goes on where it was. Begun when the box is
// claimed, never by a restore.
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { replaceFile } from "../runtime/files.ts";

/** In their order. The first one, the administrator, is made before there is anything to remember. */
export const firstRunSteps = ["place", "network", "printer", "calibration", "prices", "person", "ready"] as const;
export type FirstRunStep = (typeof firstRunSteps)[number];

export interface FirstRunState {
  readonly step: FirstRunStep;
  /** What was made on the way, by name. */
  readonly printer?: string;
  readonly person?: string;
}

export interface FirstRun {
  /** undefined: it is over, or never was. */
  state(): FirstRunState | undefined;
  begin(): Promise<void>;
  /** Never back: who looks at an earlier page again has still been further. */
  reached(state: FirstRunState): Promise<void>;
  end(): Promise<void>;
}

export async function openFirstRun(data: string): Promise<FirstRun> {
  const file = join(data, "first-run.json");
  let state = readState(await readFile(file, "utf8").catch(() => ""));
  let last = Promise.resolve();
  /** One after the other: two browsers may be at it. */
  const become = (next: FirstRunState | undefined): Promise<void> => {
    state = next;
    last = last.then(() => (next === undefined ? rm(file, { force: true }) : replaceFile(file, JSON.stringify(next))));
    return last;
  };
  return {
    state: () => state,
    begin: () => become({ step: firstRunSteps[0] }),
    reached: async (next) => {
      if (state === undefined) return;
      const further = firstRunSteps.indexOf(next.step) > firstRunSteps.indexOf(state.step) ? next.step : state.step;
      await become({ ...state, ...next, step: further });
    },
    end: () => become(undefined),
  };
}

function readState(text: string): FirstRunState | undefined {
  try {
    const { step, printer, person } = JSON.parse(text) as Partial<FirstRunState>;
    const known = firstRunSteps.find((each) => each === step);
    if (known === undefined) return undefined;
    return {
      step: known,
      ...(typeof printer === "string" ? { printer } : {}),
      ...(typeof person === "string" ? { person } : {}),
    };
  } catch {
    return undefined;
  }
}
