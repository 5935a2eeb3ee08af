// What every face stands in: theme, words, and the box's answers, kept and asked again.
import "@fontsource-variable/inter/index.css";
import "@mantine/core/styles.css";
import "./page.css";
import { MantineProvider } from "@mantine/core";
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { OutOfReach, Problem } from "./api.ts";
import { theme } from "./theme.ts";
import { firstLanguage, type Load, WordsProvider } from "./words.tsx";

/** Signed out, or with fewer rights, by another browser: who is here is asked anew, and the page shows what is left. */
const askWho = (error: unknown): void => {
  if (error instanceof Problem && (error.status === 401 || error.status === 403)) void client.invalidateQueries({ queryKey: ["session"] });
};

const client: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: askWho }),
  mutationCache: new MutationCache({ onError: askWho }),
  defaultOptions: {
    queries: {
      // A refusal is an answer; only a box that does not answer is asked again.
      retry: (failures, error) => error instanceof OutOfReach && failures < 3,
      staleTime: 2_000,
      refetchOnWindowFocus: true,
    },
    mutations: { retry: false },
  },
});

/** Nothing can be said before the first catalogue is here; a box that restarts is back soon. */
const againMs = 1_000;

export async function show(page: ReactNode, load: Load): Promise<void> {
  while (!(await load(firstLanguage()))) await new Promise((resolve) => setTimeout(resolve, againMs));
  // Only where the browser trusts the box's name; elsewhere the page is a page.
  navigator.serviceWorker?.register("/worker.js").catch(() => undefined);
  createRoot(document.getElementById("root") as HTMLElement).render(
    <StrictMode>
      <MantineProvider theme={theme} defaultColorScheme="auto">
        <QueryClientProvider client={client}>
          <WordsProvider load={load}>{page}</WordsProvider>
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  );
}
