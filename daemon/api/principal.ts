// Who calls: whoever can open the box's own socket, whoever shows the token, a browser that signed in, a bound screen, or anyone.
import { createHash, timingSafeEqual } from "node:crypto";
import { chmod, mkdir, open, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { TerminalName } from "../domain/ids.ts";
import type { Actor } from "../domain/ledger.ts";
import { afterWrongTry, type BrowserSession, isAdministrator, type Lock, lockedUntil, type TryLimit, type User } from "../domain/user.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Random } from "../runtime/random.ts";
import type { Who } from "./contract/route.ts";

export type Principal =
  | { readonly kind: "owner" }
  | { readonly kind: "operator" }
  | { readonly kind: "person"; readonly user: User; readonly session: BrowserSession }
  | { readonly kind: "kiosk"; readonly terminal: TerminalName }
  | { readonly kind: "anonymous" };

const actorNames = { owner: "cli", operator: "api", kiosk: "kiosk", anonymous: "anonymous" } as const;

/** What somebody does for themselves is theirs; what they may do for others they do as an operator. */
export function actorOf(principal: Principal, who: Who): Actor {
  if (principal.kind === "person") return { kind: who === "person" ? "user" : "operator", name: principal.user.login };
  return { kind: "operator", name: actorNames[principal.kind] };
}

/** The socket's owner is nobody in particular: what a person or a screen does for itself is not the owner's to do. */
export function may(principal: Principal, who: Who): boolean {
  switch (who) {
    case "anyone":
      return true;
    case "person":
    case "kiosk":
      return principal.kind === who;
    case "operator":
      return (
        principal.kind === "owner" || principal.kind === "operator" || (principal.kind === "person" && isAdministrator(principal.user))
      );
    case "owner":
      return principal.kind === "owner";
  }
}

/** 256 bits: nobody guesses it, so the limit on tries only keeps the log readable and a broken script from hammering. */
const tokenBytes = 32;

export const wrongTokens: TryLimit = { most: 20, withinMs: 15 * 60_000 };

/** Addresses remembered at once; beyond it the longest quiet one is forgotten. */
const mostAddresses = 1000;

/** Reads the token of this box, making it at the first start. */
export async function loadToken(data: string, random: Random): Promise<string> {
  const directory = join(data, "secrets");
  const file = join(directory, "api-token");
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const found = await readFile(file, "utf8").then(
    (text) => text.trim(),
    () => "",
  );
  if (found.length >= tokenBytes) {
    await chmod(file, 0o600);
    return found;
  }
  const token = Buffer.from(random.bytes(tokenBytes)).toString("base64url");
  await using handle = await open(file, "w", 0o600);
  await handle.writeFile(`${token}\n`);
  await handle.sync();
  return token;
}

/** Compares tokens in constant time and counts wrong ones by address. */
export class TokenDoor {
  readonly #digest: Buffer;
  readonly #clock: Clock;
  readonly #wrong = new Map<string, Lock>();

  constructor(token: string, clock: Clock) {
    this.#digest = digest(token);
    this.#clock = clock;
  }

  /** `until`: this address has been wrong too often and must wait. */
  enter(authorization: string | undefined, address: string): Principal | { readonly until: number } {
    const until = lockedUntil(this.#wrong.get(address), wrongTokens, this.#clock.now());
    if (until !== undefined) return { until };
    const shown = /^Bearer +([\x21-\x7e]{1,256})$/i.exec(authorization ?? "")?.[1];
    if (shown === undefined) return { kind: "anonymous" };
    if (timingSafeEqual(digest(shown), this.#digest)) return { kind: "operator" };
    this.#remember(address);
    return { kind: "anonymous" };
  }

  #remember(address: string): void {
    const lock = afterWrongTry(this.#wrong.get(address), wrongTokens, this.#clock.now());
    this.#wrong.delete(address);
    this.#wrong.set(address, lock);
    const oldest = this.#wrong.keys().next().value;
    if (this.#wrong.size > mostAddresses && oldest !== undefined) this.#wrong.delete(oldest);
  }
}

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
