// The portal in French.
import { labels } from "../../../daemon/words/fr/labels.ts";
import { lists } from "../../../daemon/words/fr/lists.ts";
import { messages } from "../../../daemon/words/fr/messages.ts";
import { pages } from "../../../daemon/words/fr/pages.ts";
import { portal } from "../../../daemon/words/fr/portal.ts";
import { reasons } from "../../../daemon/words/fr/reasons.ts";
import { trust } from "../../../daemon/words/fr/trust.ts";

export const words = {
  ...labels,
  ...lists,
  ...messages,
  ...pages,
  ...portal,
  ...reasons,
  ...trust,
};
