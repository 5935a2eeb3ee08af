// OpenAPI 3.1 out of the contract. Its schema language is JSON Schema 2020-12, which zod writes.
import { z } from "zod";
import { say } from "../words/index.ts";
import { contract, type RouteName } from "./contract/index.ts";
import type { ApiDocument, Content, Method, Operation, Parameter, Schema } from "./contract/document.ts";
import type { Route } from "./contract/route.ts";
import { subjectOf, subjects } from "./contract/subjects.ts";
import { problemSchema, refusedBefore } from "./openapi-problems.ts";
import { securityOf, securitySchemes } from "./openapi-security.ts";
import { problemType } from "./problems.ts";

type Components = Record<string, Schema>;

const description = `Print management on this box. Money is a whole number of ten-thousandths of the currency unit; times are ms since 1970.

\`x-quoin-who\` says who may call: \`anyone\`; a \`person\` who is signed in, for themselves; a \`kiosk\`, the screen bound to a terminal; an \
\`operator\`: the box's token, or an administrator who is signed in; the \`owner\`, over the box's own socket only.`;

export function openapi(version: string): ApiDocument {
  const paths: Record<string, Partial<Record<Method, Operation>>> = {};
  const components: Components = { Problem: problemSchema };
  for (const [name, route] of Object.entries<Route>(contract)) {
    const [method = "", path = ""] = name.split(" ");
    paths[path] = { ...paths[path], [method.toLowerCase()]: operation(name as RouteName, route, components) };
  }
  return {
    openapi: "3.1.0",
    info: { title: "Quoin", version, description },
    servers: [{ url: "/" }],
    tags: subjects.map((name) => ({ name, description: say("en", `api.subject.${name}`) })),
    paths,
    components: { securitySchemes, schemas: components },
  };
}

function operation(name: RouteName, route: Route, components: Components): Operation {
  return {
    operationId: operationId(name),
    tags: [subjectOf(name)],
    summary: route.summary,
    "x-quoin-who": route.who,
    security: securityOf(route.who, name.startsWith("GET ")),
    ...(route.who === "owner"
      ? { servers: [{ url: "http://localhost", description: "Only quoin.sock in the box's data directory" }] }
      : {}),
    parameters: [
      ...parameters(route.params, "path", components),
      ...parameters(route.query, "query", components),
      ...(route.once ? [idempotencyKey] : []),
    ],
    ...bodyOf(route, components),
    responses: {
      200: { description: route.lines ? "One JSON value a line" : "Done", content: answerOf(route, components) },
      ...refusedBefore(route, !name.startsWith("GET ")),
      default: { description: "Whatever else it says no with (RFC 9457)", content: { [problemType]: { schema: referTo("Problem") } } },
    },
  };
}

const idempotencyKey: Parameter = {
  name: "Idempotency-Key",
  in: "header",
  required: true,
  schema: { type: "string", minLength: 8, maxLength: 128 },
  description: "The same key is the same act.",
};

function bodyOf({ body, document }: Route, components: Components): Pick<Operation, "requestBody"> {
  if (document) return { requestBody: { required: true, content: Object.fromEntries(document.map((type) => [type, { schema: {} }])) } };
  if (!body) return {};
  return { requestBody: { required: true, content: { "application/json": { schema: schemaOf(body, "input", components) } } } };
}

function answerOf({ answer, file, lines }: Route, components: Components): Content {
  // The schema of bytes says nothing: their type does.
  if (file) return { "application/octet-stream": { schema: {} } };
  return { [lines ? "application/x-ndjson" : "application/json"]: { schema: schemaOf(answer, "output", components) } };
}

/** "POST /api/v1/users/{login}/top-ups" → "post-users-login-top-ups". */
const operationId = (name: string): string =>
  name
    .replace("/api/v1/", "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replace(/-$/, "");

function parameters(shape: z.ZodObject | undefined, place: "path" | "query", components: Components): Parameter[] {
  if (!shape) return [];
  const schema = schemaOf(shape, "input", components);
  return Object.entries(schema.properties ?? {}).map(([name, property]) => ({
    name,
    in: place,
    required: place === "path" || (schema.required ?? []).includes(name),
    schema: property,
  }));
}

/** Shapes with an id stand once among the components and are referred to. */
function schemaOf(shape: z.ZodType, io: "input" | "output", components: Components): Schema {
  const {
    $schema: _version,
    $defs,
    ...schema
  } = z.toJSONSchema(shape, { io, unrepresentable: "any" }) as Schema & { $schema?: string; $defs?: Components };
  for (const [id, definition] of Object.entries($defs ?? {})) components[id] = referring(definition);
  const id = z.globalRegistry.get(shape)?.id;
  if (id === undefined) return referring(schema);
  components[id] = referring(schema);
  return referTo(id);
}

const referTo = (id: string): Schema => ({ $ref: `#/components/schemas/${id}` });

const referring = (schema: Schema): Schema => JSON.parse(JSON.stringify(schema).replaceAll("#/$defs/", "#/components/schemas/")) as Schema;
