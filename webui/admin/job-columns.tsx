// What every list of jobs shows; each takes the columns it needs.
import { Anchor, Text } from "@mantine/core";
import { Link } from "wouter";
import type { JobView } from "../../daemon/api/contract/jobs.ts";
import { reviewSentence } from "../../daemon/words/reasons.ts";
import { State } from "../shared/states.tsx";
import type { Column } from "../shared/table.tsx";
import type { Words } from "../shared/words.tsx";
import { accountAt } from "./addresses.ts";
import { standingOf, titleOf } from "./job-words.ts";

export type JobColumn = "number" | "title" | "user" | "state" | "queue" | "printer" | "pages" | "price" | "charged" | "since" | "ended";

export function jobColumns(words: Words, addressOf: (job: string) => string, wanted: readonly JobColumn[]): Column<JobView>[] {
  const all = { ...about(words, addressOf), ...amounts(words) };
  return wanted.map((key) => all[key]);
}

function about(words: Words, addressOf: (job: string) => string) {
  const { say, language } = words;
  return {
    number: {
      key: "number",
      head: say("admin.job.number"),
      text: ({ number }) => String(number),
      sort: ({ number }) => number,
      cell: ({ number }) => number,
      figures: true,
    },
    title: {
      key: "title",
      head: say("admin.job.title"),
      text: (job) => titleOf(words, job),
      show: (job) => (
        <Anchor component={Link} href={addressOf(String(job.number))} fw={550} lineClamp={2} dir="auto">
          {titleOf(words, job)}
        </Anchor>
      ),
    },
    user: {
      key: "user",
      head: say("admin.job.user"),
      text: ({ login, named }) => login ?? named,
      show: ({ login, named }) =>
        login === undefined ? (
          <Text c="dimmed" dir="auto">
            {say("admin.job.named", { name: named || "?" })}
          </Text>
        ) : (
          <Anchor component={Link} href={accountAt(login)}>
            {login}
          </Anchor>
        ),
    },
    state: {
      key: "state",
      head: say("admin.job.state"),
      text: (job) => standingOf(words, job).word,
      show: (job) => {
        const { tone, word } = standingOf(words, job);
        const why =
          (job.login === undefined ? undefined : job.sentence) ??
          (job.review === undefined ? undefined : reviewSentence(language, job.review));
        return (
          <div>
            <State tone={tone}>{word}</State>
            {why !== undefined && (
              <Text size="sm" c="dimmed" maw={320}>
                {why}
              </Text>
            )}
          </div>
        );
      },
    },
    queue: { key: "queue", head: say("admin.job.queue"), text: ({ queue }) => queue },
    printer: { key: "printer", head: say("admin.job.printer"), text: ({ printer = "" }) => printer },
  } satisfies Partial<Record<JobColumn, Column<JobView>>>;
}

function amounts({ say, money, date, count }: Words) {
  const amount = (key: "price" | "charged", head: string): Column<JobView> => ({
    key,
    head,
    text: ({ [key]: value }) => (value === undefined ? "" : money(value)),
    sort: ({ [key]: value = -1 }) => value,
    cell: ({ [key]: value }) => (value === undefined ? "" : value / 10_000),
    figures: true,
  });
  const at = (key: string, head: string, of: (job: JobView) => number | undefined): Column<JobView> => ({
    key,
    head,
    text: (job) => {
      const when = of(job);
      return when === undefined ? "" : date(when);
    },
    sort: (job) => of(job) ?? 0,
  });
  return {
    pages: {
      key: "pages",
      head: say("admin.job.pages"),
      text: ({ impressions }) => (impressions === undefined ? "" : count(impressions)),
      sort: ({ impressions = 0 }) => impressions,
      cell: ({ impressions = "" }) => impressions,
      figures: true,
    },
    price: amount("price", say("admin.job.price")),
    charged: amount("charged", say("admin.job.charged")),
    since: at("since", say("admin.job.since"), ({ createdAt }) => createdAt),
    ended: at("ended", say("admin.job.ended"), ({ endedAt }) => endedAt),
  } satisfies Partial<Record<JobColumn, Column<JobView>>>;
}
