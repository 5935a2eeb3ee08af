// What a problem looks like, and what a route says no with before its handler is asked, as OpenAPI says it.
import { faults } from "../words/faults.ts";
import { httpStatus, refusals } from "../words/refusals.ts";
import type { RefusalCode } from "../domain/refusal.ts";
import type { Response, Schema } from "./contract/document.ts";
import type { Route } from "./contract/route.ts";
import { type DoorCode, doorStatus, problemType } from "./problems.ts";

export const problemSchema: Schema = {
  type: "object",
  required: ["type", "title", "status", "detail", "code", "kind"],
  properties: {
    type: { type: "string" },
    title: { type: "string" },
    status: { type: "integer" },
    detail: { type: "string", description: "A sentence for people, in the caller's language" },
    code: {
      type: "string",
      enum: [...new Set([...Object.keys(refusals), ...Object.keys(faults), ...Object.keys(doorStatus)])].sort(),
    },
    kind: { type: "string", enum: ["refusal", "fault"] },
    retry: { type: "string", enum: ["now", "later", "never"] },
    with: { type: "object" },
    errors: { type: "array", items: { type: "object", properties: { field: { type: "string" }, detail: { type: "string" } } } },
  },
};

/** By status. A handler may say no with any other code, too. */
export function refusedBefore(route: Route, changes: boolean): Record<string, Response> {
  const byStatus = Map.groupBy(codesBefore(route, changes), (code) =>
    code in doorStatus ? doorStatus[code as DoorCode] : httpStatus(code as RefusalCode),
  );
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      status,
      {
        description: codes.join(", "),
        "x-quoin-codes": codes,
        content: { [problemType]: { schema: { $ref: "#/components/schemas/Problem" } } },
      },
    ]),
  );
}

function codesBefore({ who, params, query, body, once }: Route, changes: boolean): (DoorCode | RefusalCode)[] {
  const isKnown = who === "person" || who === "kiosk" || who === "operator";
  const isShut: DoorCode[] = who === "person" || who === "kiosk" ? ["not-a-person"] : ["not-allowed", "not-authorized"];
  return [
    ...(params || query || body || once ? (["bad-input"] as const) : []),
    ...(who === "anyone" ? [] : (["not-authenticated", ...isShut] as const)),
    ...(isKnown && changes ? (["stale-page"] as const) : []),
    "foreign-origin",
    "unknown-host",
    ...(body && "version" in body.shape ? (["changed-meanwhile"] as const) : []),
    ...(once ? (["command-conflict"] as const) : []),
    "too-many-tries",
  ];
}
