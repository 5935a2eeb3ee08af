// Restoring from the console. Whoever puts a backup in force says so twice: by the name of the box, and by their password.
import { isRefusal } from "../domain/refusal.ts";
import type { restoreRoutes } from "./contract/restore.ts";
import type { Handlers } from "./handler.ts";

export const restoreHandlers: Handlers<typeof restoreRoutes> = {
  "GET /api/v1/restore": async ({ restores }) => {
    const brought = await restores.brought();
    return {
      ...(brought === undefined ? {} : { brought }),
      ...(restores.failure === undefined ? {} : { failure: restores.failure }),
    };
  },

  "POST /api/v1/restore": async ({ restores, log }, { document, by }) => {
    const taken = await restores.take(document);
    if (isRefusal(taken))
      log.warn("a backup that was brought cannot be restored", { by: by.name, why: taken.with?.["detail"] ?? taken.refused });
    else log.info("a backup was brought", { by: by.name, madeAt: taken.madeAt, bytes: taken.bytes });
    return taken;
  },

  "DELETE /api/v1/restore": async ({ restores }) => {
    const refused = await restores.discard();
    return isRefusal(refused) ? refused : { done: true };
  },

  "POST /api/v1/restore/start": async (deps, { body, by, me, browser }) => {
    // Counted like a sign-in. Whoever comes with the token or by the socket has no password to show.
    if (me !== undefined) {
      const proved = await deps.signIn.byPassword(me.login, body.password ?? "", browser.address);
      if (isRefusal(proved)) return proved;
    }
    const { startedAt } = await deps.status();
    const refused = await deps.restores.begin({ id: body.id, name: body.name, by });
    if (isRefusal(refused)) return refused;
    deps.log.warn("a restore was asked for", { by: by.name });
    return { startedAt };
  },
};
