// Every kind of answer no printer should give, for the fake printer: not IPP, not for this request, not ending, or with values of the wrong kind.
import type { ServerResponse } from "node:http";
import { attribute, enumeration, group, integer, text } from "../../daemon/ipp/build.ts";
import { encode } from "../../daemon/ipp/codec.ts";
import { type Group, type Message, tags } from "../../daemon/ipp/message.ts";
import { systemClock } from "../../daemon/runtime/clock.ts";

export const kindsOfNonsense = [
  "html",
  "garbage",
  "wrong-request-id",
  "version-9",
  "endless",
  "cut",
  "drip",
  "redirect",
  "reset",
  "no-attributes",
  "wild-values",
] as const;
export type Nonsense = (typeof kindsOfNonsense)[number];

export async function talkNonsense(kind: Nonsense, answer: Message, response: ServerResponse): Promise<void> {
  const head = { "content-type": "application/ipp" };
  const good = encode(answer);
  switch (kind) {
    case "html":
      return void response.writeHead(200, { "content-type": "text/html" }).end("<html>Welcome to your printer</html>");
    case "garbage":
      return void response.writeHead(200, head).end(Buffer.alloc(5000, 0xa5));
    case "wrong-request-id":
      return void response.writeHead(200, head).end(encode({ ...answer, requestId: answer.requestId + 7 }));
    case "version-9":
      return void response.writeHead(200, head).end(encode({ ...answer, version: [9, 9] }));
    case "cut":
      return void response.writeHead(200, { ...head, "content-length": good.length }).end(good.subarray(0, good.length - 3));
    case "redirect":
      return void response.writeHead(302, { location: "http://127.0.0.1:1/" }).end();
    case "no-attributes":
      return void response.writeHead(200, head).end(encode({ ...answer, groups: [] }));
    case "wild-values":
      return void response.writeHead(200, head).end(encode({ ...answer, groups: answer.groups.map(wild) }));
    case "reset":
      return void response.socket?.resetAndDestroy();
    case "endless": {
      response.writeHead(200, head).write(good.subarray(0, good.length - 1));
      const filler = encode({ ...answer, groups: [group(tags.printer, [text("x", "y".repeat(60_000))])] }).subarray(8, -1);
      for (let i = 0; i < 1000 && !response.destroyed; i++) await new Promise((resolve) => response.write(filler, resolve));
      return;
    }
    case "drip": {
      response.writeHead(200, head);
      for (const byte of good) {
        if (response.destroyed) return;
        response.write(Uint8Array.of(byte));
        await systemClock.sleep(1_000);
      }
    }
  }
}

/** The right names with values of the wrong kind, sign and size. */
const wild = ({ tag, attributes }: Group): Group => ({
  tag,
  attributes: attributes.map((each) => {
    if (tag === tags.operation) return each;
    if (each.name === "job-impressions-completed") return integer(each.name, -1);
    if (each.name === "job-state") return enumeration(each.name, 77);
    return attribute(each.name, tags.octetString, Buffer.alloc(2_000, 0xff));
  }),
});
