// The lines of the log that fit, all of them, as a file: for a spreadsheet, or to read.
import { Button, Group } from "@mantine/core";
import { IconFileText, IconTableDown } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import type { LogLine } from "../../daemon/api/contract/log.ts";
import { address, headers, heard, OutOfReach } from "../shared/api.ts";
import { csvOf } from "../shared/csv.ts";
import { download, save } from "../shared/download.ts";
import { Told } from "../shared/states.tsx";
import { useWords, type Words } from "../shared/words.tsx";

/** `since` and `before`: ms since 1970. */
export interface Wanted {
  readonly level: LogLine["level"];
  readonly part?: string;
  readonly text?: string;
  readonly since?: number;
  readonly before?: number;
}

export function LogFile({ wanted }: { readonly wanted: Wanted }) {
  const words = useWords();
  const { say } = words;
  const { mutate, error, isPending } = useMutation({
    mutationFn: async (as: "csv" | "text") => {
      const lines = await allLines(wanted);
      if (as === "csv") download("quoin-log.csv", csvOf(words.language, tableOf(words, lines)));
      else save("quoin-log.txt", new Blob([textOf(words, lines)], { type: "text/plain;charset=utf-8" }));
    },
  });
  return (
    <>
      <Group gap="xs">
        <Button
          size="xs"
          variant="default"
          loading={isPending}
          leftSection={<IconTableDown size={16} aria-hidden />}
          onClick={() => mutate("csv")}
        >
          {say("log.csv")}
        </Button>
        <Button
          size="xs"
          variant="default"
          loading={isPending}
          leftSection={<IconFileText size={16} aria-hidden />}
          onClick={() => mutate("text")}
        >
          {say("log.as-text")}
        </Button>
      </Group>
      <Told error={error} />
    </>
  );
}

async function allLines(wanted: Wanted): Promise<LogLine[]> {
  const answer = await fetch(address("GET /api/v1/log/lines", {}, { ...wanted }), { credentials: "same-origin", headers: headers() }).catch(
    (cause: unknown) => {
      throw new OutOfReach("no answer", { cause });
    },
  );
  if (!answer.ok) await heard(answer);
  const text = await answer.text();
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as LogLine);
}

const factsOf = ({ facts }: LogLine): string =>
  Object.entries(facts)
    .map(([name, fact]) => `${name}=${fact}`)
    .join(" ");

const tableOf = ({ say, date }: Words, lines: readonly LogLine[]): string[][] => [
  [say("admin.statement.at"), say("log.level.head"), say("log.part"), say("log.event"), say("log.facts")],
  ...lines.map((line) => [date(line.at), say(`log.level.${line.level}`), line.part, line.event, factsOf(line)]),
];

/** A line each, the oldest first, as one reads. */
const textOf = ({ say, date }: Words, lines: readonly LogLine[]): string =>
  lines
    .toReversed()
    .map((line) =>
      [date(line.at), say(`log.level.${line.level}`), line.part, line.event, factsOf(line)]
        .filter((part) => part !== "")
        .join("  ")
        .replaceAll(/\s*\n\s*/g, " | "),
    )
    .join("\n") + "\n";
