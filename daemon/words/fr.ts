// Français, la première langue du produit.
import type { Words } from "./en.ts";
import { about } from "./fr/about.ts";
import { accounts } from "./fr/accounts.ts";
import { acts } from "./fr/acts.ts";
import { admin } from "./fr/admin.ts";
import { api } from "./fr/api.ts";
import { box } from "./fr/box.ts";
import { certificate } from "./fr/certificate.ts";
import { cli } from "./fr/cli.ts";
import { discovery } from "./fr/discovery.ts";
import { help } from "./fr/help.ts";
import { find } from "./fr/find.ts";
import { firstRun } from "./fr/first-run.ts";
import { kiosk } from "./fr/kiosk.ts";
import { labels } from "./fr/labels.ts";
import { lists } from "./fr/lists.ts";
import { messages } from "./fr/messages.ts";
import { network } from "./fr/network.ts";
import { overview } from "./fr/overview.ts";
import { pages } from "./fr/pages.ts";
import { portal } from "./fr/portal.ts";
import { printer } from "./fr/printer.ts";
import { problems } from "./fr/problems.ts";
import { reasons } from "./fr/reasons.ts";
import { restore } from "./fr/restore.ts";
import { simulation } from "./fr/simulation.ts";
import { system } from "./fr/system.ts";
import { terminal } from "./fr/terminal.ts";
import { trust } from "./fr/trust.ts";
import type { Translated } from "./shape.ts";

export const fr: Translated<Words> = {
  ...about,
  ...accounts,
  ...acts,
  ...admin,
  ...api,
  ...box,
  ...certificate,
  ...trust,
  ...cli,
  ...discovery,
  ...help,
  ...find,
  ...firstRun,
  ...kiosk,
  ...labels,
  ...lists,
  ...messages,
  ...network,
  ...overview,
  ...pages,
  ...portal,
  ...printer,
  ...problems,
  ...reasons,
  ...restore,
  ...simulation,
  ...system,
  ...terminal,
};
