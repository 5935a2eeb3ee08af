// Which certificate this box shows to whom, and that there always is one: its own for every name it has, beside it one that was brought or
// ordered for the names it is for. Both are exchanged under running listeners.
import { X509Certificate } from "node:crypto";
import { createSecureContext, type SecureContext, type Server } from "node:tls";
import type { BoxId } from "../domain/ids.ts";
import { isRefusal, type Refusal, refuse } from "../domain/refusal.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Log } from "../runtime/log.ts";
import type { Random } from "../runtime/random.ts";
import { every, type Scheduled } from "../runtime/schedule.ts";
import { type AcmeSettings, newAccountKey } from "./acme.ts";
import { isDue, issue, makeAuthority } from "./authority.ts";
import type { Bundle } from "./bundle.ts";
import { readGiven } from "./given.ts";
import { type Chosen, Kept } from "./kept.ts";
import { covers, namesOfBox, shortName } from "./names.ts";
import { Orders } from "./orders.ts";
import { appleProfile } from "./profile.ts";
import type { CertificateState, Tls } from "./state.ts";

export interface CertificatesParts {
  readonly data: string;
  readonly box: BoxId;
  /** What people call the box. */
  readonly boxName: string;
  /** Whether any listener speaks TLS. */
  readonly tls: boolean;
  /** Whether its own network is told of it. */
  readonly announced: boolean;
  /** What the operator calls all boxes; the first is the one that is told. */
  readonly names: () => readonly string[];
  /** Through which certificates are ordered; undefined: straight. */
  readonly proxy: () => string | undefined;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

/** Addresses come and go; a clock is set; a certificate grows old. */
const lookEveryMs = 60_000;

export class Certificates {
  readonly #parts: CertificatesParts;
  readonly #kept: Kept;
  readonly #listeners = new Set<Pick<Server, "setSecureContext">>();
  readonly #orders: Orders;
  #authority: Bundle | undefined;
  #own: Bundle | undefined;
  #given: Bundle | undefined;
  #givenContext: SecureContext | undefined;
  #chosen: Chosen = { source: "own" };
  #lost = false;
  #local: string;
  #looking: Scheduled | undefined;

  private constructor(parts: CertificatesParts) {
    this.#parts = parts;
    this.#kept = new Kept(parts.data);
    this.#local = shortName(parts.box);
    this.#orders = new Orders({
      clock: parts.clock,
      log: parts.log,
      account: () => this.#chosen.acme,
      ordered: () => (this.#chosen.source === "acme" ? this.#given : undefined),
      proxy: parts.proxy,
      failed: (acme) => this.#choose({ ...this.#chosen, acme }),
      arrived: (bundle, acme) => this.#put("acme", bundle, { source: "acme", acme }),
    });
  }

  /** Throws Fault data-damaged where the box's own authority cannot be read. */
  static async open(parts: CertificatesParts): Promise<Certificates> {
    const it = new Certificates(parts);
    if (parts.tls) await it.#load();
    return it;
  }

  async #load(): Promise<void> {
    const { clock, log, boxName } = this.#parts;
    await this.#kept.open();
    this.#authority = await this.#kept.bundle("authority");
    if (!this.#authority) {
      this.#authority = await makeAuthority(`Quoin ${this.#local.replace("quoin-", "").toUpperCase()} (${boxName})`, this.#parts);
      await this.#kept.keep("authority", this.#authority);
    }
    this.#own = await this.#kept.bundle("own").catch(() => undefined); // it makes another
    this.#chosen = await this.#kept.chosen();
    await this.#renewOwn();
    if (this.#chosen.source !== "own") {
      const given = await this.#kept
        .bundle(this.#chosen.source)
        .catch((error: unknown) => void log.error("a certificate is lost", { error }));
      this.#lost = given === undefined;
      this.#show(given);
    }
    this.#looking = every(lookEveryMs, "look after the certificates", () => this.#look(), { clock, log });
  }

  /** undefined: no listener speaks TLS. */
  get tls(): Tls | undefined {
    if (!this.#own) return undefined;
    const { key, chain: cert } = this.#own;
    return {
      key,
      cert,
      SNICallback: (name, done) => done(null, this.#given && covers(this.#given.facts.names, name) ? this.#givenContext : undefined),
      follow: (server) => void this.#listeners.add(server),
    };
  }

  state(): CertificateState {
    const acme = this.#orders.state();
    const inForce = (this.#given ?? this.#own)?.facts;
    return {
      source: this.#given ? this.#chosen.source : "own",
      ...(inForce ? { inForce } : {}),
      ...(this.#authority ? { authority: this.#authority.facts } : {}),
      ...(acme ? { acme } : {}),
      names: this.#parts.names(),
      ...(this.#parts.announced ? { local: `${this.#local}.local` } : {}),
      lost: this.#lost,
    };
  }

  /** The certificate of the box's authority, as people install it. */
  authority(): { readonly pem: string; readonly der: Buffer; readonly profile: string } | undefined {
    if (!this.#authority) return undefined;
    const { chain: pem, facts } = this.#authority;
    const der = new X509Certificate(pem).raw;
    return { pem, der, profile: appleProfile(facts.subject, der, facts.fingerprint) };
  }

  /** Whether `host` is a name of this box, without its port. */
  knows(host: string): boolean {
    const ordered = this.#chosen.acme?.settings.names ?? [];
    const names = [...this.#parts.names(), `${this.#local}.local`, ...ordered, ...(this.#given?.facts.names ?? [])];
    return covers(names, host);
  }

  /** Whether somebody other than the box vouches for it under this name. */
  isVouched(host: string): boolean {
    return this.#given !== undefined && this.#given.facts.end !== "self" && covers(this.#given.facts.names, host);
  }

  /** What people are told to type; undefined: nobody gave it a name. */
  get publicName(): string | undefined {
    const [configured] = this.#parts.names();
    if (configured !== undefined) return configured;
    if (!this.#given || this.#given.facts.end === "self") return undefined;
    return this.#given.facts.names.find((name) => name.includes(".") && !/\*|:|^[\d.]+$/.test(name));
  }

  /** The network knows it under another name than it wanted: there was one already. */
  renamed(local: string): void {
    this.#local = local;
    void this.look();
  }

  /** Again now, and not at its turn. */
  async look(): Promise<void> {
    await this.#looking?.soon(); // perhaps one that began before what it is to see
    await this.#looking?.soon();
  }

  /** In force when it resolves with nothing; refused, the old one stays. */
  async give(files: readonly Uint8Array[], passphrase: string): Promise<Refusal | undefined> {
    if (!this.#own) return noTls;
    const given = await readGiven(files, { passphrase, names: this.#parts.names(), now: this.#parts.clock.now() });
    if (isRefusal(given)) return given;
    await this.#put("uploaded", given, { source: "uploaded" });
    return undefined;
  }

  /** What was brought or ordered is destroyed. */
  async backToOwn(): Promise<Refusal | undefined> {
    if (!this.#own) return noTls;
    await this.#choose({ source: "own" });
    this.#show(undefined);
    await Promise.all([this.#kept.forget("uploaded"), this.#kept.forget("acme")]);
    return undefined;
  }

  /** Orders at once, beside the answer. */
  async order(settings: AcmeSettings): Promise<Refusal | undefined> {
    if (!this.#own) return noTls;
    if (this.#orders.isUnderWay) return underWay;
    const before = this.#chosen.acme;
    const isSame = before?.settings.directory === settings.directory && before.settings.keyId === settings.keyId;
    // A secret is not shown, so it is not asked for again.
    const hmac = settings.hmac ?? (isSame ? before.settings.hmac : undefined);
    const root = settings.root ?? (isSame ? before.settings.root : undefined);
    const whole = { ...settings, ...(hmac === undefined ? {} : { hmac }), ...(root === undefined ? {} : { root }) };
    await this.#choose({
      ...this.#chosen,
      acme: { settings: whole, accountKey: isSame ? before.accountKey : newAccountKey(), failures: 0 },
    });
    void this.#orders.order();
    return undefined;
  }

  /** Again now: what kept it from succeeding was put right. */
  orderAgain(): Refusal | undefined {
    if (this.#chosen.acme === undefined) return refuse("no-such-thing", { kind: "acme" });
    if (this.#orders.isUnderWay) return underWay;
    void this.#orders.order();
    return undefined;
  }

  /** What an ACME server is to read under this token. */
  proof(token: string): string | undefined {
    return this.#orders.proof(token);
  }

  async close(): Promise<void> {
    await this.#looking?.stop();
  }

  async #look(): Promise<void> {
    await this.#renewOwn();
    await this.#orders.orderIfDue();
  }

  async #renewOwn(): Promise<void> {
    if (!this.#authority) return;
    const { names, clock, log } = this.#parts;
    const wanted = namesOfBox(names(), this.#local);
    const held = new Set(this.#own?.facts.names);
    // An address that went may come back; a name that went is not ours any more.
    const isMissing = [...wanted.dns, ...wanted.ip].some((name) => !held.has(name));
    const isLeft = [...held].some((name) => /[a-z]/.test(name) && !name.includes(":") && !wanted.dns.includes(name));
    if (this.#own && !isMissing && !isLeft && !isDue(this.#own, clock.now())) return;
    const own = await issue(this.#authority, wanted, this.#parts);
    await this.#kept.keep("own", own);
    this.#own = own;
    log.info("the box's own certificate is new", { names: wanted.dns.length, addresses: wanted.ip.length, until: own.facts.until });
    for (const server of this.#listeners) server.setSecureContext({ key: own.key, cert: own.chain });
  }

  /** Its file first, then that it is meant, then the other goes: a crash between leaves one that is whole. */
  async #put(source: "uploaded" | "acme", given: Bundle, chosen: Chosen): Promise<void> {
    await this.#kept.keep(source, given);
    await this.#choose(chosen);
    this.#show(given);
    await this.#kept.forget(source === "acme" ? "uploaded" : "acme");
  }

  async #choose(chosen: Chosen): Promise<void> {
    await this.#kept.choose(chosen);
    this.#chosen = chosen;
  }

  #show(given: Bundle | undefined): void {
    this.#given = given;
    this.#givenContext = given && createSecureContext({ key: given.key, cert: given.chain });
    if (given) this.#lost = false;
  }
}

const noTls = refuse("bad-input", { field: "certificate", detail: "cert-no-tls" });
const underWay = refuse("bad-input", { field: "certificate", detail: "cert-under-way" });
