// Of what people are told who chose nothing themselves, out of the settings.
import type { Config } from "../../config/index.ts";
import type { NoticeDefaults } from "../domain/message.ts";
import { money, unit } from "../domain/money.ts";

export function noticesOf({ messages: { creditLow, lowCreditHundredths, ...events } }: Config): NoticeDefaults {
  return { events: { ...events, "credit-low": creditLow }, lowCredit: money(lowCreditHundredths * (unit / 100)) };
}
