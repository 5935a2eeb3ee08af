// Five hundred open pages: how soon the last of them hears of a change, and what they cost the box.
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { WebSocket } from "ws";
import { systemClock } from "../../../daemon/runtime/clock.ts";
import type { BoxProcess } from "../../e2e/box-process.ts";
import { params } from "../../e2e/console.ts";
import type { Figure } from "../figure.ts";
import { atMost, median } from "../figure.ts";

const listeners = 500;
/** Pages do not all open in one millisecond. */
const atOnce = 50;
const rounds = 9;

export async function listenerFigures(box: BoxProcess, cookie: string): Promise<Figure[]> {
  const before = await resident(box);
  const url = `${box.ready.http.replace("http", "ws").replace(/\/$/, "")}/api/v1/live`;
  const sockets: WebSocket[] = [];
  try {
    while (sockets.length < listeners) {
      const some = Array.from({ length: atOnce }, () => new WebSocket(url, { headers: { cookie } }));
      sockets.push(...some);
      await Promise.all(some.map((socket) => once(socket, "message")));
    }
    const times: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const heard = Promise.all(sockets.map((socket) => once(socket, "message")));
      const start = systemClock.monotonic();
      await box.client.call("PATCH /api/v1/users/{login}", { params, body: { name: `Odile ${round}` } });
      await heard;
      times.push(systemClock.monotonic() - start);
    }
    const cost = (await resident(box)) - before;
    return [
      atMost(
        `an event reaches ${listeners} open pages`,
        Math.max(...times),
        "ms",
        500,
        `slowest of ${rounds}; median ${Math.round(median(times))} ms`,
      ),
      atMost(`${listeners} open pages, resident`, Math.max(0, cost), "MiB", 60, "more than before they came"),
    ];
  } finally {
    for (const socket of sockets) socket.terminate();
  }
}

const resident = async ({ pid }: BoxProcess): Promise<number> =>
  Number(/VmRSS:\s*(\d+) kB/.exec(await readFile(`/proc/${pid}/status`, "utf8"))?.[1]) / 1024;
