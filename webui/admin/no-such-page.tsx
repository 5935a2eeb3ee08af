// An address that leads nowhere, and the way out.
import { Anchor } from "@mantine/core";
import { Link } from "wouter";
import { Empty } from "../shared/empty.tsx";
import { useWords } from "../shared/words.tsx";
import { PageHead } from "./page-head.tsx";

export function NoSuchPage() {
  const { say } = useWords();
  return (
    <>
      <PageHead title={say("admin.nowhere")} />
      <Empty title={say("admin.nowhere.title")}>
        <Anchor component={Link} href="/admin">
          {say("admin.nowhere.home")}
        </Anchor>
      </Empty>
    </>
  );
}
