// HTTP Basic over TLS. A password costs a third of a second to check, so a connection that keeps saying the same is believed for a while.
import type { Socket } from "node:net";
import { isRefusal } from "../domain/refusal.ts";
import type { User } from "../domain/user.ts";
import type { Clock } from "../runtime/clock.ts";
import type { PrintDesk } from "./desk.ts";

/** A person closed meanwhile prints no longer than this on an open connection. */
const believedMs = 60_000;

interface Believed {
  readonly authorization: string;
  readonly user: User;
  readonly until: number;
}

export class SignIns {
  readonly #desk: Pick<PrintDesk, "signIn">;
  readonly #clock: Clock;
  readonly #believed = new WeakMap<Socket, Believed>();

  constructor(desk: Pick<PrintDesk, "signIn">, clock: Clock) {
    this.#desk = desk;
    this.#clock = clock;
  }

  /** undefined: not who they say. */
  async userOf(socket: Socket, authorization: string, address: string): Promise<User | undefined> {
    const believed = this.#believed.get(socket);
    if (believed?.authorization === authorization && believed.until > this.#clock.monotonic()) return believed.user;
    const said = credentials(authorization);
    if (said === undefined) return undefined;
    const user = await this.#desk.signIn(said.login, said.password, address);
    if (isRefusal(user)) return undefined;
    this.#believed.set(socket, { authorization, user, until: this.#clock.monotonic() + believedMs });
    return user;
  }
}

/** RFC 7617. Nobody has an empty password. */
function credentials(authorization: string): { readonly login: string; readonly password: string } | undefined {
  const encoded = /^Basic +([A-Za-z0-9+/]{1,1024}={0,2})$/i.exec(authorization)?.[1];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, "base64").toString("utf8");
  const at = text.indexOf(":");
  return at < 1 || at === text.length - 1 ? undefined : { login: text.slice(0, at), password: text.slice(at + 1) };
}
