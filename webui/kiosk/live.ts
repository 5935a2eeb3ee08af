// The terminal's screen as the box sends it, a line each time it changes; asked for again whenever the link breaks.
import { useEffect, useState } from "react";
import { address, headers } from "../shared/api.ts";
import type { KioskScreen, KioskView } from "./screens.ts";

/** The box says something every fifteen seconds, if only an empty line. */
const silenceMs = 25_000;
/** Soon after the first break, then less often: a box restarts in seconds. */
const againMs = [250, 500, 1_000, 2_000, 4_000] as const;
/** Nobody signs out of a screen that hears nothing: what it shows of a person is taken down. */
const forgetMs = 30_000;

export interface Live {
  readonly screen?: KioskScreen;
  readonly printers?: KioskView["printers"];
  /** The screen is what it was before the link broke. */
  readonly lost: boolean;
}

type Heard = Required<Pick<Live, "screen" | "printers">>;

/** Follows the screen once this page stands for a terminal. */
export function useLive(bound: boolean): Live {
  const [live, setLive] = useState<Live>({ lost: false });
  useEffect(() => {
    if (!bound) return;
    const leaving = new AbortController();
    void followForEver(leaving.signal, setLive);
    return () => leaving.abort();
  }, [bound]);
  const { lost } = live;
  useEffect(() => {
    if (!lost) return;
    const forget = window.setTimeout(() => setLive({ lost: true }), forgetMs);
    return () => window.clearTimeout(forget);
  }, [lost]);
  return live;
}

async function followForEver(signal: AbortSignal, tell: (change: (before: Live) => Live) => void): Promise<void> {
  let failures = 0;
  while (!signal.aborted) {
    const heard = (line: Heard): void => {
      failures = 0;
      tell(() => ({ ...line, lost: false }));
    };
    await followOnce(signal, heard).catch(() => undefined);
    if (signal.aborted) return;
    tell((before) => ({ ...before, lost: true }));
    await pause(againMs[Math.min(failures, againMs.length - 1)] as number);
    failures += 1;
  }
}

/** Ends, or throws, when the link does. */
async function followOnce(leaving: AbortSignal, heard: (line: Heard) => void): Promise<void> {
  const cut = new AbortController();
  const silence = { timer: 0 };
  const listen = (): void => {
    window.clearTimeout(silence.timer);
    silence.timer = window.setTimeout(() => cut.abort(), silenceMs);
  };
  try {
    listen();
    const signal = AbortSignal.any([leaving, cut.signal]);
    const answer = await fetch(address("GET /api/v1/kiosk/live"), { headers: headers(), credentials: "same-origin", signal });
    if (!answer.ok || !answer.body) return;
    let rest = "";
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      listen();
      const lines = (rest + piece.value).split("\n");
      rest = lines.pop() ?? "";
      // Only the newest is worth drawing.
      const newest = lines.findLast((line) => line !== "");
      if (newest !== undefined) heard(JSON.parse(newest) as Heard);
    }
  } finally {
    window.clearTimeout(silence.timer);
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => window.setTimeout(resolve, ms));
