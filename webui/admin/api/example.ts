// One call as somebody types it into a shell: curl, with what must be shown and the least that must be sent.
import type { ApiDocument, Schema } from "../../../daemon/api/contract/document.ts";
import { type Call, resolved } from "./reading.ts";

/** By the name of a field or parameter: what makes an example read like a place. */
const samples: Readonly<Record<string, unknown>> = {
  login: "amelie",
  job: "1042",
  jobs: "1042",
  printer: "hall",
  queue: "main",
  price: "default",
  terminal: "hall",
  title: "Rapport",
  amount: 50_000,
  reason: "…",
  number: "25F512BA",
  code: "4711",
  pin: "4711",
  currency: "EUR",
  zone: "Europe/Paris",
};

/** `origin`: where the pages come from, with https or not; the cookie's name hangs on it. */
export function exampleOf(document: ApiDocument, call: Call, origin: string): string {
  const isOwners = call.servers !== undefined;
  const path = call.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(samples[name] ?? "1")));
  const query = call.parameters
    .filter((one) => one.in === "query" && one.required)
    .map(({ name, schema }) => `${name}=${encodeURIComponent(String(sampleOf(document, schema, name)))}`);
  const [type, content] = Object.entries(call.requestBody?.content ?? {})[0] ?? [];
  const [answer] = Object.keys(call.responses["200"]?.content ?? {});
  const parts = [
    // Over its own socket the box asks for no name and no token.
    ...(isOwners ? ['--unix-socket "$QUOIN_DATA/quoin.sock"'] : []),
    ...(call.method === "GET" || (call.method === "POST" && content) ? [] : [`-X ${call.method}`]),
    ...shown(document, call, origin),
    ...(call.parameters.some(({ name }) => name === "Idempotency-Key") ? ['-H "Idempotency-Key: $(date +%s%N)"'] : []),
    ...(type === undefined ? [] : [`-H 'Content-Type: ${type}'`]),
    ...(type === "application/json" && content ? [`-d '${JSON.stringify(sampleOf(document, content.schema))}'`] : []),
    ...(type !== undefined && type !== "application/json"
      ? [`--data-binary @${type === "application/pdf" ? "document.pdf" : "quoin.backup"}`]
      : []),
    ...(answer === "application/x-ndjson" ? ["-N"] : []),
    ...(answer === "application/octet-stream" ? ["-OJ"] : []),
    `'${isOwners ? call.servers[0]?.url : origin}${path}${query.length === 0 ? "" : `?${query.join("&")}`}'`,
  ];
  return `curl ${parts.join(" \\\n  ")}`;
}

/** The first of the ways to be let in that holds where the pages come from. */
function shown({ components }: ApiDocument, { security }: Call, origin: string): string[] {
  const other = origin.startsWith("https:") ? /^(session|kiosk)$/ : /OverTls$/;
  const way = security.find((one) => !Object.keys(one).some((scheme) => other.test(scheme)));
  return Object.keys(way ?? {}).flatMap((name) => {
    const scheme = components.securitySchemes[name];
    if (!scheme) return [];
    if (scheme.type === "http") return ['-H "Authorization: Bearer $QUOIN_TOKEN"'];
    return scheme.in === "cookie" ? [`-b "${scheme.name}=$QUOIN_COOKIE"`] : [`-H "${scheme.name}: $QUOIN_CSRF"`];
  });
}

/** Something that fits: what is required, and nothing else. */
function sampleOf(document: ApiDocument, shape: Schema, name = ""): unknown {
  const { schema } = resolved(document, shape);
  const first = schema.anyOf?.[0] ?? schema.oneOf?.[0];
  if (first) return sampleOf(document, first, name);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  if (name in samples && typeof samples[name] === (schema.type === "integer" ? "number" : schema.type)) return samples[name];
  switch (schema.type) {
    case "object":
      return Object.fromEntries((schema.required ?? []).map((each) => [each, sampleOf(document, schema.properties?.[each] ?? {}, each)]));
    case "array":
      return [sampleOf(document, schema.items ?? {}, name.replace(/s$/, ""))];
    case "integer":
    case "number":
      return Math.max(schema.minimum ?? 1, 1);
    case "boolean":
      return true;
    default:
      return "…".repeat(schema.minLength ?? 1);
  }
}
