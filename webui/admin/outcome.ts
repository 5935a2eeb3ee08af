// What came of one act on many things, in one sentence: how many, and which were refused, with why.
import type { DoneView } from "../../daemon/api/contract/acts.ts";
import type { Words } from "../shared/words.tsx";

const mostNamed = 3;

export function outcomeOf({ say }: Pick<Words, "say">, { done, failed }: DoneView, sentence: (n: number) => string): string {
  const first = done.length > 0 || failed.length === 0 ? sentence(done.length) : undefined;
  if (failed.length === 0) return first ?? "";
  const named = failed.slice(0, mostNamed).map(({ name, sentence }) => `${name} (${sentence})`);
  const more = failed.length > mostNamed ? [say("acts.and-more", { n: failed.length - mostNamed })] : [];
  return [first, say("acts.failed", { n: failed.length, list: [...named, ...more].join(", ") })]
    .filter((part) => part !== undefined)
    .join(" ");
}
