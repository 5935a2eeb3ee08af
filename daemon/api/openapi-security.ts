// What a caller must show, route by route, as OpenAPI says it: exactly what the doors ask for.
import { cookieName, pageHeader } from "./browsers.ts";
import type { Operation, SecurityScheme } from "./contract/document.ts";
import type { Who } from "./contract/route.ts";

const cookie = (name: string, description: string): SecurityScheme => ({ type: "apiKey", in: "cookie", name, description });

export const securitySchemes = {
  token: { type: "http", scheme: "bearer", description: "What stands in secrets/api-token in the box's data directory" },
  session: cookie(cookieName("session", false), "Set by POST /api/v1/session over HTTP"),
  sessionOverTls: cookie(cookieName("session", true), "Set by POST /api/v1/session over HTTPS"),
  kiosk: cookie(cookieName("kiosk", false), "Set by POST /api/v1/kiosk over HTTP"),
  kioskOverTls: cookie(cookieName("kiosk", true), "Set by POST /api/v1/kiosk over HTTPS"),
  page: {
    type: "apiKey",
    in: "header",
    name: pageHeader,
    description: "Beside a cookie, with whatever changes something: `csrf` of GET /api/v1/session; for a screen any word",
  },
} as const satisfies Record<string, SecurityScheme>;

type Scheme = keyof typeof securitySchemes;

export function securityOf(who: Who, isRead: boolean): Operation["security"] {
  const shown = (...schemes: Scheme[]): Operation["security"] =>
    schemes.map((scheme) => ({ [scheme]: [] as const, ...(isRead ? {} : { page: [] as const }) }));
  switch (who) {
    // Whoever can open the box's own socket is its owner: nothing is shown there.
    case "anyone":
    case "owner":
      return [];
    case "person":
      return shown("session", "sessionOverTls");
    case "kiosk":
      return shown("kiosk", "kioskOverTls");
    case "operator":
      return [{ token: [] }, ...shown("session", "sessionOverTls")];
  }
}
