// How the box is, in plain words.
import { Text } from "@mantine/core";
import type { StatusView } from "../../daemon/api/contract/box.ts";
import { formatBytes } from "../../daemon/words/format.ts";
import { State } from "../shared/states.tsx";
import { useWords } from "../shared/words.tsx";
import { Facts } from "./facts.tsx";

/** `brief`: whether it works, without its numbers. */
export function BoxFacts({ status, brief = false }: { readonly status: StatusView; readonly brief?: boolean }) {
  const { say, date, language } = useWords();
  const { store, books, spool } = status;
  const size = (bytes: number): string => formatBytes(language, bytes);
  const sound = books.verified?.ok !== false && books.problem === undefined;
  const checked = books.verified ? say("admin.box.verified", { at: date(books.verified.at) }) : say("admin.box.unverified");
  const accounts =
    store.breaches.length === 0 ? (
      <State tone="ready">{say("admin.box.accounts.well")}</State>
    ) : (
      <State tone="needs">{say("admin.box.accounts.ill", { n: store.breaches.length })}</State>
    );
  const ledger = (
    <>
      <State tone={sound ? "ready" : "needs"}>{say(sound ? "admin.box.books.well" : "admin.box.books.ill")}</State>
      <Text size="sm" c="dimmed">
        {books.problem ?? (books.verified?.ok === false ? books.verified.sentence : checked)}
      </Text>
    </>
  );
  const documents = say("admin.box.spool", { n: spool.jobs, size: size(spool.bytes), free: size(spool.free) });
  if (brief)
    return (
      <Facts
        facts={[
          [say("admin.box.accounts"), accounts],
          [say("admin.box.books"), ledger],
          [say("admin.box.documents"), documents],
          [say("admin.box.started"), date(status.startedAt)],
        ]}
      />
    );
  return (
    <Facts
      facts={[
        [say("admin.box.name"), status.name],
        [say("admin.box.version"), status.version],
        [say("admin.box.started"), date(status.startedAt)],
        [say("admin.box.now"), date(status.now)],
        [say("admin.box.accounts"), accounts],
        [say("admin.box.store"), say("admin.box.entries", { n: store.keys, size: size(store.bytes) })],
        [say("admin.box.books"), ledger],
        [say("admin.box.rows"), say("admin.box.rows.of", { n: books.rows, behind: books.behind })],
        [say("admin.box.documents"), documents],
        [say("admin.box.memory"), size(status.memoryBytes)],
        [say("admin.box.http"), status.http],
        [say("admin.box.ipp"), status.ipp],
        [say("admin.box.ipps"), status.ipps ?? say("admin.box.no-ipps")],
      ]}
    />
  );
}
