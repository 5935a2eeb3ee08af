// One order at an ACME server (RFC 8555): an account, perhaps bound to one the school has there, proof over HTTP that the names lead here,
// and the certificate.
import { generateKeyPairSync } from "node:crypto";
import { Agent } from "node:https";
import { rootCertificates } from "node:tls";

export interface AcmeSettings {
  readonly directory: string;
  readonly email: string;
  /** The first is the one people are told. */
  readonly names: readonly string[];
  /** External account binding: what the server's operator handed out. */
  readonly keyId?: string;
  readonly hmac?: string;
  /** PEM: who vouches for the server itself, where no browser knows them. */
  readonly root?: string;
}

export const acmeSteps = ["directory", "account", "order", "proof", "certificate"] as const;
export type AcmeStep = (typeof acmeSteps)[number];

/** What people are told: where it stopped, and the server's own words. */
export interface AcmeProblem {
  readonly kind: "unreachable" | "untrusted" | "not-acme" | "account" | "order" | "proof" | "certificate";
  /** In the server's or the system's own words. */
  readonly detail: string;
}

export class AcmeFailure extends Error {
  override readonly name = "AcmeFailure";
  readonly problem: AcmeProblem;
  constructor(problem: AcmeProblem, cause: unknown) {
    super(problem.detail, { cause });
    this.problem = problem;
  }
}

export interface Ordering {
  /** PEM; the same for as long as the account is meant to be the same. */
  readonly accountKey: string;
  /** What stands at /.well-known/acme-challenge/<token> from now on; undefined: nothing any more. */
  readonly prove: (token: string, answer: string | undefined) => void;
  readonly reached: (step: AcmeStep) => void;
  /** HOST:PORT through which this network reaches the internet (CONNECT, RFC 9110 §9.3.6). */
  readonly proxy?: string | undefined;
}

/** Longer than any of its answers takes; each is a page of text. */
const answerMs = 30_000;
/** While it looks for the proof, or signs: asked again after 1, 2, 4 … 15 seconds, for some two minutes. */
const polling = { backoffAttempts: 12, backoffMin: 1_000, backoffMax: 15_000 };
/** A server's own words may be a page. */
const longestDetail = 300;

export const newAccountKey = (): string =>
  String(generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ format: "pem", type: "pkcs8" }));

/** PEM of the new certificate with its chain, and its key. Throws AcmeFailure. */
export async function orderCertificate(
  settings: AcmeSettings,
  { accountKey, prove, reached, proxy }: Ordering,
): Promise<{ readonly chain: string; readonly key: string }> {
  const { Client, axios, crypto } = await library();
  const agent = new Agent({
    ca: settings.root === undefined ? [...rootCertificates] : [...rootCertificates, settings.root],
    ...(proxy === undefined ? {} : { proxyEnv: { HTTPS_PROXY: `http://${proxy}` } }),
  });
  // Nothing about a proxy for axios: told that there is none, it keeps the agent from using its own.
  Object.assign(axios.defaults, { httpsAgent: agent, timeout: answerMs });
  // The library would try an unreachable server for a minute; somebody watches.
  Object.assign(axios.defaults["acmeSettings" as never] as object, { retryMaxAttempts: 1, retryDefaultDelay: 1 });
  let step: AcmeStep = "directory";
  const at = (next: AcmeStep): void => reached((step = next));
  const { keyId, hmac, names } = settings;
  const client = new Client({
    directoryUrl: settings.directory,
    accountKey,
    ...polling,
    ...(keyId === undefined || hmac === undefined ? {} : { externalAccountBinding: { kid: keyId, hmacKey: hmac } }),
  });
  try {
    at("directory");
    // By a client of its own: the library loses what an unreachable server answers.
    const { data } = await axios.create({ httpsAgent: agent, timeout: answerMs }).get(settings.directory);
    if (typeof data?.newNonce !== "string") throw new Error("no newNonce");
    at("account");
    await client.createAccount({ termsOfServiceAgreed: true, contact: [`mailto:${settings.email}`] });
    at("order");
    const order = await client.createOrder({ identifiers: names.map((value) => ({ type: "dns", value })) });
    const authorizations = await client.getAuthorizations(order);
    at("proof");
    for (const { status, challenges } of authorizations) {
      if (status === "valid") continue;
      const challenge = challenges.find(({ type }) => type === "http-01");
      if (!challenge) throw new Error("http-01 is not offered");
      prove(challenge.token, await client.getChallengeKeyAuthorization(challenge));
      try {
        await client.completeChallenge(challenge);
        await client.waitForValidStatus(challenge);
      } finally {
        prove(challenge.token, undefined);
      }
    }
    at("certificate");
    const [key, request] = await crypto.createCsr({ altNames: [...names] }, await crypto.createPrivateEcdsaKey());
    const chain = await client.getCertificate(await client.finalizeOrder(order, request));
    return { chain, key: String(key) };
  } catch (error) {
    throw new AcmeFailure(problemOf(step, error), error);
  } finally {
    agent.destroy();
  }
}

function problemOf(step: AcmeStep, error: unknown): AcmeProblem {
  const { code = "", message } = error as { code?: string; message: string };
  const detail = (message || code).replaceAll(/\s+/g, " ").slice(0, longestDetail);
  if (/CERT|SIGNATURE|ISSUER|ERR_TLS/.test(code)) return { kind: "untrusted", detail: detail.replace(/;.*/, "") }; // Node's own advice follows
  if (/^(E[A-Z]+|ERR_PROXY_.*|UND_.*)$/.test(code)) return { kind: "unreachable", detail };
  return { kind: step === "directory" ? "not-acme" : step, detail };
}

/** Loaded only where something is ordered: some 30 MB that a box needs every two months. */
async function library() {
  await import("reflect-metadata");
  return (await import("acme-client")).default;
}
