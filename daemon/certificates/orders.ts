// Orders at an ACME server: when, what came of it, and how long to wait after it failed.
import { isRefusal } from "../domain/refusal.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Log } from "../runtime/log.ts";
import { AcmeFailure, type AcmeProblem, type AcmeStep, orderCertificate } from "./acme.ts";
import { renewalOf } from "./authority.ts";
import type { Bundle } from "./bundle.ts";
import { readGiven } from "./given.ts";
import type { AcmeAccount } from "./kept.ts";
import type { AcmeState } from "./state.ts";

export interface OrdersParts {
  readonly clock: Clock;
  readonly log: Log;
  /** What is chosen; undefined: nothing is ordered. */
  readonly account: () => AcmeAccount | undefined;
  /** What was ordered before. */
  readonly ordered: () => Bundle | undefined;
  readonly proxy: () => string | undefined;
  readonly failed: (account: AcmeAccount) => Promise<void>;
  readonly arrived: (bundle: Bundle, account: AcmeAccount) => Promise<void>;
}

/** Let's Encrypt lets a name fail five times an hour. */
const firstPauseMs = 15 * 60_000;
const longestPauseMs = 24 * 60 * 60_000;

export class Orders {
  readonly #parts: OrdersParts;
  readonly #proofs = new Map<string, string>();
  #step: AcmeStep | undefined;

  constructor(parts: OrdersParts) {
    this.#parts = parts;
  }

  get isUnderWay(): boolean {
    return this.#step !== undefined;
  }

  /** What the server is to read under this token. */
  proof(token: string): string | undefined {
    return this.#proofs.get(token);
  }

  state(): AcmeState | undefined {
    const account = this.#parts.account();
    if (!account) return undefined;
    const { settings, failures, problem } = account;
    const { hmac: _secret, root, ...shown } = settings;
    return {
      ...shown,
      root: root !== undefined,
      failures,
      nextAt: this.#nextAt(account),
      ...(this.#step === undefined ? {} : { step: this.#step }),
      ...(problem && this.#step === undefined ? { problem } : {}),
    };
  }

  async orderIfDue(): Promise<void> {
    const account = this.#parts.account();
    if (account && this.#parts.clock.now() >= this.#nextAt(account)) await this.order();
  }

  #nextAt({ failures, triedAt = 0 }: AcmeAccount): number {
    const pause = failures === 0 ? 0 : Math.min(longestPauseMs, firstPauseMs * 2 ** (failures - 1));
    const ordered = this.#parts.ordered();
    return Math.max(ordered ? renewalOf(ordered) : 0, triedAt + pause);
  }

  /** Never two at once. What comes of it is told to whoever made this. */
  async order(): Promise<void> {
    const { clock, log, account, failed, arrived } = this.#parts;
    const chosen = account();
    if (!chosen || this.isUnderWay) return;
    this.#step = "directory";
    try {
      const bundle = await this.#ordered(chosen);
      // Somebody decided otherwise meanwhile.
      if (account() !== chosen) return;
      const { settings, accountKey } = chosen;
      await arrived(bundle, { settings, accountKey, failures: 0, triedAt: clock.now() });
      log.info("a certificate was ordered", { names: settings.names.length, until: bundle.facts.until });
    } catch (error) {
      const problem: AcmeProblem = error instanceof AcmeFailure ? error.problem : { kind: "certificate", detail: String(error) };
      log.warn("no certificate was ordered", { kind: problem.kind, error });
      if (account() === chosen) await failed({ ...chosen, failures: chosen.failures + 1, triedAt: clock.now(), problem });
    } finally {
      this.#step = undefined;
    }
  }

  /** Throws AcmeFailure. */
  async #ordered({ settings, accountKey }: AcmeAccount): Promise<Bundle> {
    const { chain, key } = await orderCertificate(settings, {
      accountKey,
      prove: (token, answer) => void (answer === undefined ? this.#proofs.delete(token) : this.#proofs.set(token, answer)),
      proxy: this.#parts.proxy(),
      reached: (step) => (this.#step = step),
    });
    const files = [chain, key].map((text) => Buffer.from(text));
    const read = await readGiven(files, { passphrase: "", names: settings.names, now: this.#parts.clock.now() });
    if (isRefusal(read)) throw new AcmeFailure({ kind: "certificate", detail: String(read.with?.["detail"]) }, read);
    return read;
  }
}
