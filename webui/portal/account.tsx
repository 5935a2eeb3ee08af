// Account and credit: what was used, and what a person may change of their own.
import { Skeleton, Title } from "@mantine/core";
import type { MeView } from "../../daemon/api/contract/people.ts";
import { useWords } from "../shared/words.tsx";
import { Browsers } from "./browsers.tsx";
import { Cards } from "./cards.tsx";
import { Mine } from "./mine.tsx";
import { Notices } from "./notices.tsx";
import { Password } from "./password.tsx";
import { CodeAndPin } from "./secrets.tsx";
import { Untrusted } from "./untrusted.tsx";
import { Use } from "./use.tsx";

export function Account({ me }: { readonly me: MeView | undefined }) {
  const { say } = useWords();
  return (
    <>
      <Title order={1} size="h3">
        {say("portal.account")}
      </Title>
      <Use />
      {me ? (
        <>
          <Mine me={me} />
          <CodeAndPin me={me} />
        </>
      ) : (
        <Skeleton h={420} />
      )}
      <Cards />
      <Notices />
      <Password />
      <Browsers />
      <Untrusted />
    </>
  );
}
