// The pages of the console, under their five heads: the menu, the search and the addresses are read from here.
import {
  IconActivity,
  IconAlertCircle,
  IconBook2,
  IconCoins,
  IconHome,
  IconPrinter,
  IconRoute,
  IconServer,
  IconStack2,
  IconUserQuestion,
  IconUsers,
  IconDeviceTablet,
} from "@tabler/icons-react";
import type { ComponentType } from "react";
import type { Key } from "../../daemon/words/index.ts";
import { Account } from "./account.tsx";
import { Accounts } from "./accounts.tsx";
import { EndedJobs } from "./ended-jobs.tsx";
import { Home } from "./home.tsx";
import { Ledger } from "./ledger.tsx";
import { LiveJobs } from "./live-jobs.tsx";
import { Prices } from "./prices.tsx";
import { Printers } from "./printers.tsx";
import { Queues } from "./queues.tsx";
import { System } from "./system.tsx";
import { Terminals } from "./terminals.tsx";

export interface ConsolePage {
  readonly at: string;
  readonly key: Extract<Key, `admin.page.${string}`>;
  readonly Icon: typeof IconHome;
  readonly Page: ComponentType;
}

export interface Head {
  readonly key: Extract<Key, `head.${string}`>;
  readonly pages: readonly ConsolePage[];
}

export const home: ConsolePage = { at: "/admin", key: "admin.page.home", Icon: IconHome, Page: Home };

export const heads: readonly Head[] = [
  {
    key: "head.printers",
    pages: [
      { at: "/admin/printers", key: "admin.page.printers", Icon: IconPrinter, Page: Printers },
      { at: "/admin/queues", key: "admin.page.queues", Icon: IconRoute, Page: Queues },
      { at: "/admin/terminals", key: "admin.page.terminals", Icon: IconDeviceTablet, Page: Terminals },
      { at: "/admin/prices", key: "admin.page.prices", Icon: IconCoins, Page: Prices },
    ],
  },
  { key: "head.accounts", pages: [{ at: "/admin/accounts", key: "admin.page.accounts", Icon: IconUsers, Page: Accounts }] },
  {
    key: "head.monitoring",
    pages: [
      { at: "/admin/jobs", key: "admin.page.jobs", Icon: IconStack2, Page: () => <LiveJobs which="owned" /> },
      { at: "/admin/jobs/unclaimed", key: "admin.page.unclaimed", Icon: IconUserQuestion, Page: () => <LiveJobs which="unclaimed" /> },
      { at: "/admin/jobs/ended", key: "admin.page.ended", Icon: IconActivity, Page: () => <EndedJobs which="ended" /> },
      { at: "/admin/jobs/review", key: "admin.page.review", Icon: IconAlertCircle, Page: () => <EndedJobs which="review" /> },
    ],
  },
  { key: "head.reports", pages: [{ at: "/admin/ledger", key: "admin.page.ledger", Icon: IconBook2, Page: Ledger }] },
  { key: "head.system", pages: [{ at: "/admin/system", key: "admin.page.system", Icon: IconServer, Page: System }] },
];

export const pages: readonly ConsolePage[] = [home, ...heads.flatMap((head) => head.pages)];

/** Below a list stands one of its things. */
export const records: readonly { readonly at: string; readonly Page: ComponentType }[] = [{ at: "/admin/accounts/:login", Page: Account }];
