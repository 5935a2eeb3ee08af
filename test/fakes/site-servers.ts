// The services a site has, small and real, on loopback: a time server (SNTP), a name server (RFC 1035) that knows a few names, and a proxy.
import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import { createServer } from "node:http";
import { connect } from "node:net";
import { writeTime } from "../../daemon/network/sntp.ts";
import { systemClock } from "../../daemon/runtime/clock.ts";

export interface SiteService {
  /** host:port */
  readonly at: string;
  close(): void;
}

async function serve(answer: (packet: Buffer) => Buffer | undefined): Promise<SiteService> {
  const socket: Socket = createSocket("udp4");
  socket.on("message", (packet, from) => {
    const reply = answer(packet);
    if (reply) socket.send(reply, from.port, from.address);
  });
  socket.bind(0, "127.0.0.1");
  await once(socket, "listening");
  let open = true;
  return {
    at: `127.0.0.1:${socket.address().port}`,
    close: () => {
      if (open) socket.close();
      open = false;
    },
  };
}

/** RFC 4330 §6. `origin: false`: answers a question nobody asked. */
export const startTimeServer = ({ offsetMs = 0, stratum = 2, origin = true } = {}): Promise<SiteService> =>
  serve((request) => {
    const reply = Buffer.alloc(48);
    reply[0] = 0x24;
    reply[1] = stratum;
    if (origin) request.copy(reply, 24, 40, 48);
    writeTime(reply, 32, systemClock.now() + offsetMs);
    writeTime(reply, 40, systemClock.now() + offsetMs);
    return reply;
  });

/** A records only; any other name does not exist. */
export const startNameServer = (names: Readonly<Record<string, string>>): Promise<SiteService> =>
  serve((request) => {
    const labels: string[] = [];
    let at = 12;
    for (let length = request[at] ?? 0; length > 0; length = request[at] ?? 0) {
      labels.push(request.toString("latin1", at + 1, at + 1 + length));
      at += length + 1;
    }
    const question = request.subarray(12, at + 5);
    const address = names[labels.join(".")];
    const isA = request.readUInt16BE(at + 1) === 1;
    const head = Buffer.alloc(12);
    request.copy(head, 0, 0, 2);
    head.writeUInt16BE(address === undefined ? 0x8183 : 0x8180, 2);
    head.writeUInt16BE(1, 4);
    if (address === undefined || !isA) return Buffer.concat([head, question]);
    head.writeUInt16BE(1, 6);
    return Buffer.concat([head, question, Buffer.from([0xc0, 0x0c, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, ...address.split(".").map(Number)])]);
  });

export interface Proxy extends SiteService {
  /** host:port of each tunnel that was asked for. */
  readonly asked: string[];
  /** Lets nobody through. */
  refuses: boolean;
}

/** An HTTP proxy that only tunnels (CONNECT, RFC 9110 §9.3.6), as schools have them. */
export async function startProxy(): Promise<Proxy> {
  const asked: string[] = [];
  const sockets = new Set<{ destroy(): unknown }>();
  const server = createServer((_request, response) => void response.writeHead(405).end());
  server.on("connect", (request, client, head) => {
    const [host = "", port = ""] = (request.url ?? "").split(":");
    asked.push(request.url ?? "");
    if (proxy.refuses) return void client.end("HTTP/1.1 403 Forbidden\r\n\r\n");
    const tunnel = connect(Number(port), host, () => {
      client.write("HTTP/1.1 200 Connection Established\r\n\r\n");
      tunnel.write(head);
      tunnel.pipe(client);
      client.pipe(tunnel);
    });
    for (const [one, other] of [
      [tunnel, client],
      [client, tunnel],
    ] as const) {
      sockets.add(one);
      one.on("error", () => other.destroy());
      one.on("close", () => other.destroy());
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const proxy: Proxy = {
    at: `127.0.0.1:${(server.address() as { port: number }).port}`,
    asked,
    refuses: false,
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
  return proxy;
}
