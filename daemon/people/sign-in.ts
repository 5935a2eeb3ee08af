// Who stands there: by password, card, code or PIN. What is wrong is never told apart, and guessing is bounded (PR16).
import type { Accounting } from "../accounting.ts";
import type { BoxId } from "../domain/ids.ts";
import { isRefusal, type Refusal, refuse } from "../domain/refusal.ts";
import { codeDigits, triesPerAccount, triesPerBox, triesPerReader, type User } from "../domain/user.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Secrets } from "./secrets.ts";
import { type Subject, Tries } from "./tries.ts";

export interface SignIn {
  /**
   * `place`: a terminal's name, or the address it came from. Somebody who left is nobody; account-closed hears only who proved to be a
   * person that was closed meanwhile.
   */
  byPassword(login: string, password: string, place: string): Promise<User | Refusal>;
  /** At a screen beside a printer, where a PIN is what many people know. Locked as a card's PIN is. */
  byPasswordOrPin(login: string, secret: string, place: string): Promise<User | Refusal>;
  /** Where the person has a PIN, the card is half of the proof: go on with {@link checkPin}. */
  byCard(number: string, place: string): Promise<User | Refusal>;
  byCode(code: string, place: string): Promise<User | Refusal>;
  checkPin(user: User, pin: string, place: string): Promise<User | Refusal>;
}

export interface SignInParts {
  readonly accounting: Pick<Accounting, "propose" | "ask">;
  readonly secrets: Pick<Secrets, "cardIndexes" | "codeIndexes" | "verifySecret" | "bucket">;
  readonly clock: Clock;
  readonly box: BoxId;
}

/** Longer than anybody's, shorter than what makes hashing it an attack. */
const mostSecretLength = 1024;

export function createSignIn({ accounting, secrets, clock, box }: SignInParts): SignIn {
  const tries = new Tries(accounting, clock, { kind: "box", name: box });
  const here = (place: string): Subject[] => [
    { subject: `place.${encodeURIComponent(place)}`, limit: triesPerReader },
    { subject: `box.${box}`, limit: triesPerBox },
  ];
  const account = (user: User): Subject => ({ subject: `user.${user.id}`, limit: triesPerAccount });

  /** Only what proves the whole person forgives. */
  const proved = async (user: User | Refusal, whole: boolean): Promise<User | Refusal> => {
    if (isRefusal(user)) return user;
    if (accounting.ask({ name: "user", id: user.id })?.closed !== false) return refuse("account-closed");
    if (whole) await tries.forgive(account(user).subject);
    return user;
  };

  const matches = async (text: string, hash: string | undefined): Promise<boolean> =>
    text !== "" && text.length <= mostSecretLength && (await secrets.verifySecret(text, hash));

  const byLogin = async (login: string, place: string, proves: (user: User | undefined) => Promise<boolean>): Promise<User | Refusal> => {
    const name = login.trim().toLowerCase();
    const user = accounting.ask({ name: "user-by-login", login: name });
    // A login nobody has locks like any other: or five tries would tell which ones exist.
    const counted = user ? account(user) : { subject: `nobody.${secrets.bucket(name)}`, limit: triesPerAccount };
    return proved(await tries.attempt([counted, ...here(place)], async () => ((await proves(user)) ? user : undefined)), true);
  };

  return {
    byPassword: (login, password, place) => byLogin(login, place, (user) => matches(password, user?.password)),

    // Both are tried, whoever has both or neither: how long it takes tells nothing.
    byPasswordOrPin: (login, secret, place) =>
      byLogin(login, place, async (user) => {
        const found = [await matches(secret, user?.password), await matches(secret, user?.pin)];
        return found.includes(true);
      }),

    byCard: async (number, place) => {
      const user = accounting.ask({ name: "user-by-card", indexes: secrets.cardIndexes(number) });
      const until = user && tries.locked([account(user)]);
      if (until !== undefined) return refuse("locked", { until });
      return proved(await tries.attempt(here(place), () => user), user?.pin === undefined);
    },

    byCode: async (code, place) => {
      const longEnough = code.length >= codeDigits(accounting.ask({ name: "user-count" }));
      const user = longEnough ? accounting.ask({ name: "user-by-code", indexes: secrets.codeIndexes(code) }) : undefined;
      // A locked person's code is answered like one nobody has: "locked" would tell a guesser that it is somebody's.
      const usable = user && tries.locked([account(user)]) === undefined ? user : undefined;
      return proved(await tries.attempt(here(place), () => usable), user?.pin === undefined);
    },

    checkPin: async (user, pin, place) => {
      const found = await tries.attempt([account(user), ...here(place)], async () => ((await matches(pin, user.pin)) ? user : undefined));
      return proved(found, true);
    },
  };
}
