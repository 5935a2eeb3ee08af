// Tells open pages that something changed, so that they ask again: within a tenth of a second, and only those it concerns.
import { type IncomingMessage, STATUS_CODES } from "node:http";
import type { FastifyInstance } from "fastify";
import { WebSocketServer, type WebSocket } from "ws";
import type { Fact } from "../accounting.ts";
import type { UserId } from "../domain/ids.ts";
import type { Deps } from "./deps.ts";

export const livePath = "/api/v1/live";

/** Whom a connection may be told about: everybody's, or one person's. */
type Listener = { readonly user: UserId } | "all";

/** Pages of one school, open all day. */
const mostListeners = 1_000;
/** A run of jobs is one change. */
const togetherMs = 100;
/** A page that does not answer this is gone; one whose person signed out is closed by then. */
const pingMs = 25_000;
/** A client only listens. */
const maxPayload = 1_024;

export interface Admitted {
  readonly who: Listener;
  /** Whether they are still signed in. */
  readonly stays: () => boolean;
}

interface Connection extends Admitted {
  readonly socket: WebSocket;
  answered: boolean;
}

/**
 * `admit` says who asks for it, or with which HTTP status they are sent away. The first message is `{revision}`: a page that saw that revision
 * has missed nothing (every answer of the API names it in a header). Each later one is `{revision}` too, after a change.
 */
export function addLive(app: FastifyInstance, deps: Deps, admit: (request: IncomingMessage) => Admitted | number): void {
  const server = new WebSocketServer({ noServer: true, maxPayload, perMessageDeflate: false });
  const connections = new Set<Connection>();
  const waiting = new Set<Connection>();
  let stopTelling: (() => void) | undefined;
  let closing = false;

  const message = (): string => JSON.stringify({ revision: deps.accounting.revision });
  const tell = (): void => {
    stopTelling = undefined;
    const news = message();
    for (const connection of waiting) if (connections.has(connection)) connection.socket.send(news);
    waiting.clear();
  };
  const moved = (concerned: (who: Listener) => boolean): void => {
    for (const connection of connections) if (concerned(connection.who)) waiting.add(connection);
    if (waiting.size > 0) stopTelling ??= deps.clock.after(togetherMs, tell);
  };
  const unfollow = [
    deps.accounting.follow((fact) => moved((who) => concerns(fact, who))),
    // Where they can print, and what stands still, concerns everybody.
    deps.printers.follow(() => moved(() => true)),
  ];
  const beat = (): (() => void) =>
    deps.clock.after(pingMs, () => {
      for (const connection of connections) {
        if (!connection.answered || !connection.stays()) connection.socket.terminate();
        connection.answered = false;
        connection.socket.ping();
      }
      stopBeating = beat();
    });
  let stopBeating = beat();

  app.server.on("upgrade", (request, socket, head) => {
    // From here on nobody else hears that a client broke off: unheard, it would end the box.
    socket.on("error", () => socket.destroy());
    const admitted = closing ? 503 : request.url === livePath ? admit(request) : 404;
    if (typeof admitted === "number" || connections.size >= mostListeners) {
      const status = typeof admitted === "number" ? admitted : 503;
      socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () => socket.destroy());
      return;
    }
    server.handleUpgrade(request, socket, head, (opened) => {
      const connection: Connection = { socket: opened, ...admitted, answered: true };
      connections.add(connection);
      opened.on("pong", () => (connection.answered = true));
      opened.on("close", () => connections.delete(connection));
      opened.on("error", () => opened.terminate());
      opened.send(message());
    });
  });
  app.addHook("preClose", async () => {
    closing = true;
    for (const stop of unfollow) stop();
    stopBeating();
    stopTelling?.();
    for (const { socket } of connections) socket.terminate();
  });
}

function concerns(fact: Fact, who: Listener): boolean {
  if (who === "all" || fact.kind === "config") return true;
  if (fact.kind === "message") return fact.user === who.user;
  return fact.kind === "rows" ? fact.users.has(who.user) : fact.job.sender.user === who.user || fact.before === who.user;
}
