// The first administrator: made once, with a code that only somebody at the box can read. Dead afterwards, also after a restore: the state
// remembers that the box was claimed.
import { timingSafeEqual } from "node:crypto";
import { mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Accounting } from "../accounting.ts";
import type { BoxId } from "../domain/ids.ts";
import { isRefusal, type Refusal, refuse } from "../domain/refusal.ts";
import { triesPerReader } from "../domain/user.ts";
import type { Clock } from "../runtime/clock.ts";
import { replaceFile } from "../runtime/files.ts";
import type { Random } from "../runtime/random.ts";
import { type Language, say } from "../words/index.ts";
import { Tries } from "./tries.ts";

export interface Setup {
  /** Nobody runs this box yet. */
  isOpen(): boolean;
  /** What the box says at its console while it is open: where to go, and the code. */
  notice(at: { readonly http: string; readonly https?: string }, language: Language): string | undefined;
  /** `place`: the address it came from. Wrong ones are counted; undefined: it is right. */
  check(code: string, place: string): Promise<Refusal | undefined>;
  /** Somebody runs it now: the code is forgotten. */
  done(): Promise<void>;
}

export interface SetupParts {
  readonly data: string;
  readonly box: BoxId;
  readonly accounting: Pick<Accounting, "ask" | "propose">;
  readonly clock: Clock;
  readonly random: Random;
}

/** No letter that is read as another: 0 and O, 1, I and L, 2 and Z, 5 and S, 8 and B. */
const letters = "ACDEFGHJKMNPQRTUVWXY34679";
/** 25^10 is 46 bits: with twenty tries in a quarter of an hour, nobody's. */
const length = 10;

export async function openSetup({ data, box, accounting, clock, random }: SetupParts): Promise<Setup> {
  const directory = join(data, "secrets");
  const file = join(directory, "setup-code");
  const isOpen = (): boolean => accounting.ask({ name: "claimed" }) === undefined;
  let code: string | undefined;
  if (isOpen()) {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    const found = (await readFile(file, "utf8").catch(() => "")).trim();
    code = found.length === length ? found : newCode(random);
    if (code !== found) await replaceFile(file, `${code}\n`);
  } else await rm(file, { force: true });
  const tries = new Tries(accounting, clock, { kind: "box", name: box });
  return {
    isOpen,
    notice: ({ http, https = http }, language) => {
      if (code === undefined || !isOpen()) return undefined;
      return say(language, "setup.console", { page: `${https}/admin`, code: code.replace(/^(.{5})/, "$1-") });
    },
    check: async (given, place) => {
      const subjects = ["setup", `place.${encodeURIComponent(place)}`].map((subject) => ({ subject, limit: triesPerReader }));
      const right = await tries.attempt(subjects, () => (isOpen() && code !== undefined && isSame(given, code) ? true : undefined));
      if (isRefusal(right)) return right.refused === "sign-in-failed" ? refuse("setup-code-wrong") : right;
      return undefined;
    },
    done: async () => {
      code = undefined;
      await rm(file, { force: true });
    },
  };
}

const newCode = (random: Random): string => {
  let code = "";
  // A byte above the last whole multiple is drawn again: each letter is as likely as any other.
  while (code.length < length) {
    const byte = random.bytes(1)[0] ?? 255;
    if (byte < 250) code += letters[byte % letters.length];
  }
  return code;
};

function isSame(given: string, code: string): boolean {
  const typed = Buffer.from(given.toUpperCase().replaceAll(/[^A-Z0-9]/g, ""));
  return typed.length === code.length && timingSafeEqual(typed, Buffer.from(code));
}
