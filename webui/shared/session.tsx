// Who is signed in on this page; the sign-in form where nobody is.
import { Alert } from "@mantine/core";
import { IconCloudOff } from "@tabler/icons-react";
import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import type { SessionView } from "../../daemon/api/contract/people.ts";
import { ask, Problem, keepWord } from "./api.ts";
import { useLive } from "./live.ts";
import { SignIn } from "./sign-in.tsx";
import { Lost, Opening } from "./states.tsx";
import { Currency, languages, useWords, Zone } from "./words.tsx";

const Context = createContext<SessionView | undefined>(undefined);
const sessionKey = ["session"];

/**
 * Shows its children to somebody who is signed in, and the form to everybody else. Where a session ended by itself the page stays as it is
 * behind the form, unseen, and goes on for the same person.
 */
export function SignedIn({ children }: { readonly children: ReactNode }) {
  const client = useQueryClient();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: sessionKey,
    queryFn: async (): Promise<SessionView | null> => {
      try {
        const session = await ask("GET /api/v1/session");
        keepWord(session.csrf);
        return session;
      } catch (error) {
        if (error instanceof Problem && error.status === 401) return null;
        throw error;
      }
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
  const [before, setBefore] = useState<SessionView>();
  if (data && data !== before) setBefore(data);
  if (isPending) return <Opening />;
  if (error && !before) return <Lost again={() => void refetch()} />;
  const here = data ?? before;
  const enter = (session: SessionView): void => {
    keepWord(session.csrf);
    become(client, session, session.login === here?.login);
  };
  if (!here) return <SignIn entered={enter} />;
  return (
    <>
      {data === null && <SignIn entered={enter} ended={{ login: here.login, leave }} />}
      <Currency value={here.currency}>
        <div key={here.login} style={{ display: data === null ? "none" : "contents" }}>
          <Zone value={here.zone}>
            <Reads language={here.language} />
            {data && <Live />}
            <Context value={here}>{children}</Context>
          </Zone>
        </div>
      </Currency>
    </>
  );
}

/** Keeps the page up to date; says so where it cannot. */
function Live() {
  const { say } = useWords();
  const isHeard = useLive();
  return isHeard ? null : (
    <Alert
      role="status"
      color="violet"
      icon={<IconCloudOff aria-hidden />}
      style={{ position: "fixed", inset: "8px 8px auto", zIndex: 300, maxWidth: 520, margin: "0 auto" }}
    >
      {say("page.reconnecting")}
    </Alert>
  );
}

/** Who chose a language once reads it on every device. */
function Reads({ language }: { readonly language: string | undefined }) {
  const { choose } = useWords();
  useEffect(() => {
    const known = languages.find((each) => each === language);
    if (known) choose(known);
  }, [language, choose]);
  return null;
}

export function useSession(): SessionView {
  const session = useContext(Context);
  if (!session) throw new Error("nobody is signed in here");
  return session;
}

/** Nothing one person saw is left for the next; who comes back to their own page finds what is new. */
function become(client: QueryClient, session: SessionView, isSame: boolean): void {
  const others = { predicate: ({ queryKey }: { queryKey: readonly unknown[] }) => queryKey[0] !== sessionKey[0] };
  if (isSame) void client.invalidateQueries(others);
  else client.removeQueries(others);
  client.setQueryData(sessionKey, session);
}

/** A new page: whatever this one knew, files on their way included, is nobody's any more. */
const leave = (): void => location.reload();

export const useSignOut = (): (() => Promise<void>) => async () => {
  // Where the box did not hear it the person is still signed in: the page must not look as if they were not.
  const isOut = await ask("DELETE /api/v1/session").then(
    () => true,
    (error: unknown) => error instanceof Problem && error.status === 401,
  );
  if (isOut) leave();
};
