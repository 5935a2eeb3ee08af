// A card reader on a serial line: a pair of pseudo-terminals held by socat. The near end stands under a lasting name, as udev gives it.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { access, open } from "node:fs/promises";
import { systemClock } from "../../daemon/runtime/clock.ts";
import { toolPath } from "../setup/tools.ts";

export interface SerialReader {
  /** Writes as the reader would, all at once. */
  send(bytes: string | Uint8Array): Promise<void>;
  /** Kills the line at once, as a hand at the plug does: whoever reads sees it hang up, and the lasting name leads nowhere. */
  unplug(): Promise<void>;
}

const plugMs = 5_000;

/** Resolves when the line stands at `path`. */
export async function plugIn(path: string): Promise<SerialReader> {
  const far = `${path}.far`;
  const end = (link: string): string => `pty,raw,echo=0,link=${link}`;
  const socat = spawn(toolPath("socat") ?? "socat", [end(path), end(far)], { stdio: "ignore" });
  const gone = once(socat, "exit");
  const until = systemClock.monotonic() + plugMs;
  while (!((await exists(path)) && (await exists(far)))) {
    if (systemClock.monotonic() > until) throw new Error("socat made no line");
    await systemClock.sleep(5);
  }
  const hand = await open(far, "r+");
  return {
    send: async (bytes) => void (await hand.write(Buffer.from(bytes as string, "latin1"))),
    unplug: async () => {
      await hand.close();
      socat.kill("SIGKILL");
      await gone;
    },
  };
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
