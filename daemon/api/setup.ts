// The first administrator of a box.
import type { UserId } from "../domain/ids.ts";
import { isRefusal, refuse } from "../domain/refusal.ts";
import { uuidv7 } from "../runtime/random.ts";
import type { setupRoutes } from "./contract/setup.ts";
import type { Handlers } from "./handler.ts";
import { openSession } from "./session.ts";

export const setupHandlers: Handlers<typeof setupRoutes> = {
  "GET /api/v1/setup": async (deps) => ({
    open: deps.setup.isOpen(),
    name: (await deps.status()).name,
    currency: deps.currency,
    zone: deps.zone,
    language: deps.language,
  }),

  "POST /api/v1/setup": async (deps, { body, browser }) => {
    if (!deps.setup.isOpen()) return refuse("already-claimed");
    const wrong = await deps.setup.check(body.code, browser.address);
    if (wrong) return wrong;
    const { login, name, language } = body;
    const user = await deps.accounting.propose({
      name: "claim-box",
      by: { kind: "operator", name: login },
      user: uuidv7(deps.clock.now(), deps.random) as UserId,
      login,
      displayName: name,
      password: await deps.secrets.hashSecret(body.password),
      ...(language === undefined ? {} : { language }),
    });
    if (isRefusal(user)) return user;
    await deps.setup.done();
    await deps.firstRun.begin();
    return openSession(deps, user, browser);
  },
};
