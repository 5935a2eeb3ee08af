// The console in French.
import { about } from "../../../daemon/words/fr/about.ts";
import { accounts } from "../../../daemon/words/fr/accounts.ts";
import { acts } from "../../../daemon/words/fr/acts.ts";
import { admin } from "../../../daemon/words/fr/admin.ts";
import { api } from "../../../daemon/words/fr/api.ts";
import { box } from "../../../daemon/words/fr/box.ts";
import { certificate } from "../../../daemon/words/fr/certificate.ts";
import { discovery } from "../../../daemon/words/fr/discovery.ts";
import { find } from "../../../daemon/words/fr/find.ts";
import { firstRun } from "../../../daemon/words/fr/first-run.ts";
import { labels } from "../../../daemon/words/fr/labels.ts";
import { lists } from "../../../daemon/words/fr/lists.ts";
import { network } from "../../../daemon/words/fr/network.ts";
import { overview } from "../../../daemon/words/fr/overview.ts";
import { pages } from "../../../daemon/words/fr/pages.ts";
import { portal } from "../../../daemon/words/fr/portal.ts";
import { printer } from "../../../daemon/words/fr/printer.ts";
import { problems } from "../../../daemon/words/fr/problems.ts";
import { reasons } from "../../../daemon/words/fr/reasons.ts";
import { restore } from "../../../daemon/words/fr/restore.ts";
import { system } from "../../../daemon/words/fr/system.ts";
import { terminal } from "../../../daemon/words/fr/terminal.ts";

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
