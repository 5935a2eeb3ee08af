// The screen beside a printer in English.
import { kiosk } from "../../../daemon/words/en/kiosk.ts";
import { labels } from "../../../daemon/words/en/labels.ts";
import { messages } from "../../../daemon/words/en/messages.ts";
import { network } from "../../../daemon/words/en/network.ts";
import { pages } from "../../../daemon/words/en/pages.ts";
import { problems } from "../../../daemon/words/en/problems.ts";
import { reasons } from "../../../daemon/words/en/reasons.ts";
import { simulation } from "../../../daemon/words/en/simulation.ts";
import { terminal } from "../../../daemon/words/en/terminal.ts";

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
