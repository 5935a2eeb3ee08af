// The portal in English.
import { labels } from "../../../daemon/words/en/labels.ts";
import { lists } from "../../../daemon/words/en/lists.ts";
import { messages } from "../../../daemon/words/en/messages.ts";
import { pages } from "../../../daemon/words/en/pages.ts";
import { portal } from "../../../daemon/words/en/portal.ts";
import { reasons } from "../../../daemon/words/en/reasons.ts";
import { trust } from "../../../daemon/words/en/trust.ts";

export const words = {
  ...labels,
  ...lists,
  ...messages,
  ...pages,
  ...portal,
  ...reasons,
  ...trust,
};
