// One question to a time server (SNTP, RFC 4330 §5; packet of RFC 5905 §7.3): how far this clock is from its. Sets nothing.
import { createSocket } from "node:dgram";
import type { Clock } from "../runtime/clock.ts";

/** From 1900, where NTP counts from, to 1970, in seconds. */
const epoch = 2_208_988_800;
const size = 48;

/** Version 4, client. `sentAt` comes back as the origin: an answer to another question is told by it. */
export function ntpRequest(sentAt: number): Buffer {
  const packet = Buffer.alloc(size);
  packet[0] = 0x23;
  writeTime(packet, 40, sentAt);
  return packet;
}

export type NtpAnswer =
  /** ms by which the server is ahead of this clock. */
  { readonly offsetMs: number; readonly stratum: number } | { readonly wrong: "no-answer-to-this" | "not-synchronised" | "refuses" };

export function readNtp(packet: Uint8Array, request: Uint8Array, sentAt: number, receivedAt: number): NtpAnswer {
  const answer = Buffer.from(packet);
  if (answer.length < size || ((answer[0] ?? 0) & 7) !== 4 || !answer.subarray(24, 32).equals(Buffer.from(request).subarray(40, 48)))
    return { wrong: "no-answer-to-this" };
  const stratum = answer[1] ?? 0;
  // RFC 4330 §8: a kiss of death.
  if (stratum === 0) return { wrong: "refuses" };
  if (stratum > 15 || (answer[0] ?? 0) >> 6 === 3) return { wrong: "not-synchronised" };
  const [heard, told] = [readTime(answer, 32), readTime(answer, 40)];
  return { offsetMs: Math.round((heard - sentAt + (told - receivedAt)) / 2), stratum };
}

export function writeTime(packet: Buffer, at: number, ms: number): void {
  const seconds = Math.floor(ms / 1000);
  packet.writeUInt32BE((seconds + epoch) % 2 ** 32, at);
  packet.writeUInt32BE(Math.floor(((ms - seconds * 1000) / 1000) * 2 ** 32), at + 4);
}

/** RFC 5905 §6: past 7 February 2036 the seconds begin anew. */
function readTime(packet: Buffer, at: number): number {
  const seconds = packet.readUInt32BE(at);
  const era = seconds < 2 ** 31 ? 2 ** 32 : 0;
  return (seconds + era - epoch) * 1000 + (packet.readUInt32BE(at + 4) / 2 ** 32) * 1000;
}

/** undefined: no answer in time. Throws what the system says about a name that is none. */
export function askTime(host: string, port: number, clock: Clock, limitMs: number): Promise<NtpAnswer | undefined> {
  return new Promise((resolve, reject) => {
    const socket = createSocket(host.includes(":") ? "udp6" : "udp4");
    const stop = clock.after(limitMs, () => end(() => resolve(undefined)));
    const end = (tell: () => void): void => {
      stop();
      socket.close();
      tell();
    };
    socket.once("error", (error) => end(() => reject(error)));
    socket.connect(port, host, (error?: Error) => {
      if (error) return end(() => reject(error));
      const sentAt = clock.now();
      const request = ntpRequest(sentAt);
      socket.on("message", (packet) => {
        const answer = readNtp(packet, request, sentAt, clock.now());
        if (!("wrong" in answer) || answer.wrong !== "no-answer-to-this") end(() => resolve(answer));
      });
      socket.send(request);
    });
  });
}
