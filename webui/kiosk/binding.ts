// Which terminal this screen stands for: by the token in its address once, by a cookie no script reads from then on.
import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { ask, keepWord, Problem } from "../shared/api.ts";
import type { KioskView } from "./screens.ts";

/** Taken out of the address bar before anything is drawn: nobody reads it off the screen. */
let token = location.hash.slice(1);
if (token !== "") history.replaceState(null, "", location.pathname);
// Any word will do here: a page from elsewhere cannot send the header.
keepWord("kiosk");

/** What an operator changes of a terminal; how its printers are is told as it happens. */
const refreshMs = 5_000;
/** A screen that was unbound may be bound again. */
const unboundMs = 10_000;

/** No such token, no cookie, no such terminal any more. */
const shut: ReadonlySet<number> = new Set([401, 403, 404]);
export const isUnbound = (error: unknown): boolean => error instanceof Problem && shut.has(error.status);

export const useBinding = (): UseQueryResult<KioskView> =>
  useQuery({
    queryKey: ["kiosk"],
    queryFn: async () => {
      if (token === "") return ask("GET /api/v1/kiosk");
      const view = await ask("POST /api/v1/kiosk", { body: { token } });
      token = "";
      return view;
    },
    refetchInterval: ({ state }) => (isUnbound(state.error) ? unboundMs : refreshMs),
    refetchIntervalInBackground: true,
    // On the box itself there may be no network at all.
    networkMode: "always",
  });
