// The certificate of the box: shown, brought, ordered.
import { X509Certificate } from "node:crypto";
import type { AcmeProblem, AcmeSettings } from "../certificates/acme.ts";
import { isDnsName } from "../certificates/names.ts";
import { type Refusal, refuse } from "../domain/refusal.ts";
import { type Language, say } from "../words/index.ts";
import type { CertificateView, certificateRoutes } from "./contract/certificate.ts";
import type { Deps } from "./deps.ts";
import type { Handlers } from "./handler.ts";

export const certificateHandlers: Handlers<typeof certificateRoutes> = {
  "GET /api/v1/certificate": (deps, { language }) => view(deps, language),

  "PUT /api/v1/certificate": async (deps, { body, language }) => {
    const files = body.files.map((file) => Buffer.from(file, "base64"));
    return (await deps.certificates.give(files, body.passphrase)) ?? view(deps, language);
  },

  "DELETE /api/v1/certificate": async (deps, { language }) => (await deps.certificates.backToOwn()) ?? view(deps, language),

  "PUT /api/v1/certificate/acme": async (deps, { body: { agreed: _yes, ...settings }, language }) =>
    unfit(deps, settings) ?? (await deps.certificates.order(settings)) ?? view(deps, language),

  "POST /api/v1/certificate/acme/order": (deps, { language }) => deps.certificates.orderAgain() ?? view(deps, language),

  "GET /api/v1/trust": async (deps) => {
    const { source, authority } = deps.certificates.state();
    const { name, https } = await deps.status();
    return { box: name, source, ...(https === undefined ? {} : { https }), ...(authority ? { authority } : {}) };
  },
};

function view({ certificates }: Deps, language: Language): CertificateView {
  const { lost: _lost, acme, inForce, authority, ...state } = certificates.state();
  return {
    ...state,
    names: [...state.names],
    ...(inForce ? { inForce: { ...inForce, names: [...inForce.names] } } : {}),
    ...(authority ? { authority: { ...authority, names: [...authority.names] } } : {}),
    ...(acme
      ? { acme: { ...acme, names: [...acme.names], ...(acme.problem ? { problem: acmeSentence(language, acme.problem) } : {}) } }
      : {}),
  } as CertificateView;
}

export const acmeSentence = (language: Language, { kind, detail }: AcmeProblem): string => say(language, `acme.failed.${kind}`, { detail });

/** What a schema says in no words of its own. */
function unfit({ certificates }: Deps, { directory, email, names, keyId, hmac, root }: AcmeSettings): Refusal | undefined {
  const no = (field: string, facts: Record<string, string> = {}): Refusal =>
    refuse("bad-input", { field: `acme-${field}`, detail: `acme-${field}`, ...facts });
  if (URL.parse(directory)?.protocol !== "https:") return no("directory");
  if (!/^[^\s@,]+@[^\s@,]+\.[^\s@,]+$/.test(email)) return no("email");
  const wrong = names.find((name) => !isDnsName(name));
  if (wrong !== undefined) return no("names", { name: wrong });
  const before = certificates.state().acme;
  const isKnown = before?.directory === directory && before.keyId === keyId;
  if (keyId !== undefined && hmac === undefined && !isKnown) return no("hmac");
  if (hmac !== undefined && (keyId === undefined || !/^[\w+/-]{8,}={0,2}$/.test(hmac))) return no(keyId === undefined ? "key" : "hmac");
  return root === undefined || isCertificate(root) ? undefined : no("root");
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).ca;
  } catch {
    return false;
  }
}
