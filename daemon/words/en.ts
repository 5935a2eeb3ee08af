// English. The source of the keys: every other catalogue is typed by this one.
import { about } from "./en/about.ts";
import { accounts } from "./en/accounts.ts";
import { acts } from "./en/acts.ts";
import { admin } from "./en/admin.ts";
import { api } from "./en/api.ts";
import { box } from "./en/box.ts";
import { certificate } from "./en/certificate.ts";
import { cli } from "./en/cli.ts";
import { discovery } from "./en/discovery.ts";
import { help } from "./en/help.ts";
import { find } from "./en/find.ts";
import { firstRun } from "./en/first-run.ts";
import { kiosk } from "./en/kiosk.ts";
import { labels } from "./en/labels.ts";
import { lists } from "./en/lists.ts";
import { messages } from "./en/messages.ts";
import { network } from "./en/network.ts";
import { overview } from "./en/overview.ts";
import { pages } from "./en/pages.ts";
import { portal } from "./en/portal.ts";
import { printer } from "./en/printer.ts";
import { problems } from "./en/problems.ts";
import { reasons } from "./en/reasons.ts";
import { restore } from "./en/restore.ts";
import { simulation } from "./en/simulation.ts";
import { system } from "./en/system.ts";
import { terminal } from "./en/terminal.ts";
import { trust } from "./en/trust.ts";

export const en = {
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
} as const;

export type Words = typeof en;
export type Key = keyof Words;
