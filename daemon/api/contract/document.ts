// The description of the API as programs get it and the console shows it: what we use of OpenAPI 3.1, and two words of our own.
import type { Who } from "./route.ts";
import type { Subject } from "./subjects.ts";

/** JSON Schema 2020-12, as far as the contract's shapes become it. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly prefixItems?: readonly Schema[];
  readonly additionalProperties?: boolean | Schema;
  readonly enum?: readonly (string | number)[];
  readonly const?: string | number | boolean;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly default?: unknown;
  readonly format?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
}

export interface Parameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly required: boolean;
  readonly schema: Schema;
  readonly description?: string;
}

/** By media type. */
export type Content = Readonly<Record<string, { readonly schema: Schema }>>;

export interface Response {
  readonly description: string;
  readonly content: Content;
  /** With which `code` of a problem this status comes. */
  readonly "x-quoin-codes"?: readonly string[];
}

export interface Operation {
  readonly operationId: string;
  readonly tags: readonly [Subject];
  readonly summary: string;
  readonly "x-quoin-who": Who;
  /** One of these, with all that it names. Empty: nothing is asked for. */
  readonly security: readonly Readonly<Record<string, readonly []>>[];
  /** Where it is called, if not where everything else is. */
  readonly servers?: readonly { readonly url: string; readonly description: string }[];
  readonly parameters: readonly Parameter[];
  readonly requestBody?: { readonly required: true; readonly content: Content };
  readonly responses: Readonly<Record<string, Response>>;
}

export type SecurityScheme =
  | { readonly type: "http"; readonly scheme: "bearer"; readonly description: string }
  | { readonly type: "apiKey"; readonly in: "cookie" | "header"; readonly name: string; readonly description: string };

export type Method = "get" | "post" | "put" | "patch" | "delete";

export interface ApiDocument {
  readonly openapi: "3.1.0";
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly servers: readonly { readonly url: string }[];
  /** In the order people read them. */
  readonly tags: readonly { readonly name: Subject; readonly description: string }[];
  readonly paths: Readonly<Record<string, Readonly<Partial<Record<Method, Operation>>>>>;
  readonly components: {
    readonly securitySchemes: Readonly<Record<string, SecurityScheme>>;
    readonly schemas: Readonly<Record<string, Schema>>;
  };
}
