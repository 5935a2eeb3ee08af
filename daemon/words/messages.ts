// One sentence for what the box tells a person by itself. PURE.
import type { Message } from "../domain/message.ts";
import { money } from "../domain/money.ts";
import { type RefusalCode, refuse } from "../domain/refusal.ts";
import { formatMoney } from "./format.ts";
import { sentence } from "./refusals.ts";
import { type Language, say } from "./index.ts";

/** `title`: of the document, as its face writes names from strangers. */
export function messageSentence(language: Language, message: Message, currency: string, title: string): string {
  const { event, impressions: n = 0, problem } = message;
  const [amount, refunded] = [message.amount, message.refunded].map((some) => formatMoney(language, some ?? money(0), currency));
  switch (event) {
    case "printed":
      return say(language, "message.printed", { title, n, amount: amount ?? "" });
    case "refunded":
      return say(language, "message.refunded", { title, n, amount: amount ?? "", refunded: refunded ?? "" });
    case "expired":
      return say(language, "message.expired", { title });
    case "credit-low":
      return say(language, "message.credit-low", { amount: amount ?? "" });
    default:
      return say(language, "message.refused", {
        title,
        sentence: sentence(language, refuse(problem as RefusalCode, message.facts), currency),
      });
  }
}
