// The console in English.
import { about } from "../../../daemon/words/en/about.ts";
import { accounts } from "../../../daemon/words/en/accounts.ts";
import { acts } from "../../../daemon/words/en/acts.ts";
import { admin } from "../../../daemon/words/en/admin.ts";
import { api } from "../../../daemon/words/en/api.ts";
import { box } from "../../../daemon/words/en/box.ts";
import { certificate } from "../../../daemon/words/en/certificate.ts";
import { discovery } from "../../../daemon/words/en/discovery.ts";
import { find } from "../../../daemon/words/en/find.ts";
import { firstRun } from "../../../daemon/words/en/first-run.ts";
import { labels } from "../../../daemon/words/en/labels.ts";
import { lists } from "../../../daemon/words/en/lists.ts";
import { network } from "../../../daemon/words/en/network.ts";
import { overview } from "../../../daemon/words/en/overview.ts";
import { pages } from "../../../daemon/words/en/pages.ts";
import { portal } from "../../../daemon/words/en/portal.ts";
import { printer } from "../../../daemon/words/en/printer.ts";
import { problems } from "../../../daemon/words/en/problems.ts";
import { reasons } from "../../../daemon/words/en/reasons.ts";
import { restore } from "../../../daemon/words/en/restore.ts";
import { system } from "../../../daemon/words/en/system.ts";
import { terminal } from "../../../daemon/words/en/terminal.ts";

export const words = {
  ...about,
  ...accounts,
  ...acts,
  ...admin,
  ...api,
  ...box,
  ...certificate,
  ...discovery,
  ...find,
  ...firstRun,
  ...labels,
  ...lists,
  ...network,
  ...overview,
  ...pages,
  ...portal,
  ...printer,
  ...problems,
  ...reasons,
  ...restore,
  ...system,
  ...terminal,
};
