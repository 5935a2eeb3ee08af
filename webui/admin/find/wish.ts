// What somebody tells the console to do, in the words they type: "top up amelie 5 cash", "release 1042 hall", "delete 1042".
import { readAmount } from "../../../daemon/words/format.ts";
import { plain } from "../../../daemon/words/index.ts";

export type Act = "top-up" | "release" | "delete";

/** The words for each act in the reader's language. */
export type Verbs = Readonly<Record<Act, readonly string[]>>;

export type Wish =
  | { readonly act: "top-up"; readonly who: string; readonly amount: number; readonly reason: string }
  | { readonly act: "release"; readonly number: string; readonly printer: string }
  | { readonly act: "delete"; readonly number: string }
  | { readonly act: Act; readonly lacks: "who" | "amount" | "wrong" | "positive" | "number" | "number-wrong"; readonly typed: string };

/** As readable lines of the books. */
const longestReason = 200;
const jobNumber = /^[1-9]\d{0,9}$/;

/** undefined: it begins with no word for an act, and a blank. */
export function readWish(verbs: Verbs, typed: string): Wish | undefined {
  const text = typed.normalize("NFC").trimStart();
  for (const act of Object.keys(verbs) as Act[]) {
    const verb = verbs[act].find((each) => plain(text).startsWith(`${plain(each)} `));
    if (verb === undefined) continue;
    const words = text.slice(verb.length).trim().split(/\s+/).filter(Boolean);
    return act === "top-up" ? topUp(words) : ofJob(act, words);
  }
  return undefined;
}

function topUp(words: readonly string[]): Wish {
  const act = "top-up";
  const [first] = words;
  if (first === undefined) return { act, lacks: "who", typed: "" };
  // Whom comes first, and a login may be digits.
  const at = words.findIndex((word, i) => i > 0 && readAmount(word) !== undefined);
  const last = words.at(-1) ?? "";
  if (at === -1) return words.length > 1 && /\d/.test(last) ? { act, lacks: "wrong", typed: last } : { act, lacks: "amount", typed: "" };
  // "1 234,50 €" is one amount.
  let end = at + 1;
  while (/^\d{3}([.,]\d{1,4})?$/.test(words[end] ?? "") && /^\d{1,3}$/.test(words[at] ?? "")) end += 1;
  const amount = readAmount(words.slice(at, end).join(""));
  if (amount === undefined) return { act, lacks: "wrong", typed: words.slice(at, end).join(" ") };
  if (amount <= 0) return { act, lacks: "positive", typed: words[at] ?? "" };
  if (/^\p{Sc}$/u.test(words[end] ?? "")) end += 1;
  return { act, who: words.slice(0, at).join(" "), amount, reason: words.slice(end).join(" ").slice(0, longestReason) };
}

function ofJob(act: "release" | "delete", words: readonly string[]): Wish {
  const [number = "", ...rest] = words;
  if (number === "") return { act, lacks: "number", typed: "" };
  // "delete 10 42" is not to delete job 10.
  if (!jobNumber.test(number) || (act === "delete" && rest.length > 0)) return { act, lacks: "number-wrong", typed: words.join(" ") };
  return act === "release" ? { act, number, printer: rest.join(" ") } : { act, number };
}
