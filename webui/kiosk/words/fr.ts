// The screen beside a printer in French.
import { kiosk } from "../../../daemon/words/fr/kiosk.ts";
import { labels } from "../../../daemon/words/fr/labels.ts";
import { messages } from "../../../daemon/words/fr/messages.ts";
import { network } from "../../../daemon/words/fr/network.ts";
import { pages } from "../../../daemon/words/fr/pages.ts";
import { problems } from "../../../daemon/words/fr/problems.ts";
import { reasons } from "../../../daemon/words/fr/reasons.ts";
import { simulation } from "../../../daemon/words/fr/simulation.ts";
import { terminal } from "../../../daemon/words/fr/terminal.ts";

export const words = {
  ...kiosk,
  ...labels,
  ...messages,
  ...network,
  ...pages,
  ...problems,
  ...reasons,
  ...simulation,
  ...terminal,
};
