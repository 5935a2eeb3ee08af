// OpenAPI 3.1 out of the contract. Its schema language is JSON Schema 2020-12, which zod writes.
import { z } from "zod";
import { contract } from "./contract/index.ts";
import type { Route } from "./contract/route.ts";

type Schema = Record<string, unknown>;

export function openapi(version: string): object {
  const paths: Record<string, Record<string, object>> = {};
  const components: Record<string, Schema> = { Problem: problemSchema };
  for (const [name, route] of Object.entries<Route>(contract)) {
    const [method = "", path = ""] = name.split(" ");
    paths[path] ??= {};
    paths[path][method.toLowerCase()] = operation(name, route, components);
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Quoin",
      version,
      description: "Print management on this box. Money is a whole number of ten-thousandths of the currency unit.",
    },
    security: [{ token: [] }],
    paths,
    components: { securitySchemes: { token: { type: "http", scheme: "bearer" } }, schemas: components },
  };
}

function operation(name: string, route: Route, components: Record<string, Schema>): object {
  const answer = schemaOf(route.answer, "output", components);
  return {
    operationId: operationId(name),
    summary: route.summary,
    ...(route.who === "owner" ? { description: "Only over the box's own socket." } : {}),
    parameters: [
      ...parameters(route.params, "path", components),
      ...parameters(route.query, "query", components),
      ...(route.once
        ? [
            {
              name: "Idempotency-Key",
              in: "header",
              required: true,
              schema: { type: "string", minLength: 8, maxLength: 128 },
              description: "The same key is the same act.",
            },
          ]
        : []),
    ],
    ...(route.body
      ? { requestBody: { required: true, content: { "application/json": { schema: schemaOf(route.body, "input", components) } } } }
      : {}),
    responses: {
      200: {
        description: route.lines ? "One JSON value a line" : "Done",
        content: {
          [route.file ? "application/octet-stream" : route.lines ? "application/x-ndjson" : "application/json"]: { schema: answer },
        },
      },
      default: {
        description: "A problem document (RFC 9457)",
        content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
      },
    },
    ...(route.who === "anyone" ? { security: [] } : {}),
  };
}

/** "POST /api/v1/users/{login}/top-ups" → "post-users-login-top-ups". */
const operationId = (name: string): string =>
  name
    .replace("/api/v1/", "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replace(/-$/, "");

function parameters(shape: z.ZodObject | undefined, place: "path" | "query", components: Record<string, Schema>): object[] {
  if (!shape) return [];
  const schema = schemaOf(shape, "input", components) as { properties?: Record<string, Schema>; required?: string[] };
  return Object.entries(schema.properties ?? {}).map(([name, property]) => ({
    name,
    in: place,
    required: place === "path" || (schema.required ?? []).includes(name),
    schema: property,
  }));
}

/** Shapes with an id stand once among the components and are referred to. */
function schemaOf(shape: z.ZodType, io: "input" | "output", components: Record<string, Schema>): Schema {
  const {
    $schema: _version,
    $defs,
    ...schema
  } = z.toJSONSchema(shape, { io, unrepresentable: "any" }) as Schema & { $defs?: Record<string, Schema> };
  for (const [id, definition] of Object.entries($defs ?? {})) components[id] = referring(definition);
  const id = z.globalRegistry.get(shape)?.id;
  if (id === undefined) return referring(schema);
  components[id] = referring(schema);
  return { $ref: `#/components/schemas/${id}` };
}

const referring = (schema: Schema): Schema => JSON.parse(JSON.stringify(schema).replaceAll("#/$defs/", "#/components/schemas/")) as Schema;

const problemSchema: Schema = {
  type: "object",
  required: ["type", "title", "status", "detail", "code", "kind"],
  properties: {
    type: { type: "string" },
    title: { type: "string" },
    status: { type: "integer" },
    detail: { type: "string", description: "A sentence for people, in the caller's language" },
    code: { type: "string" },
    kind: { enum: ["refusal", "fault"] },
    retry: { enum: ["now", "later", "never"] },
    with: { type: "object" },
    errors: { type: "array", items: { type: "object", properties: { field: { type: "string" }, detail: { type: "string" } } } },
  },
};
