// The pages of the console, under their five heads: the menu, the search and the addresses are read from here.
import {
  IconActivity,
  IconAlertCircle,
  IconApi,
  IconBook2,
  IconCertificate,
  IconCoins,
  IconDatabaseExport,
  IconHome,
  IconInfoCircle,
  IconNetwork,
  IconPrinter,
  IconRoute,
  IconListDetails,
  IconServer,
  IconSettings,
  IconStack2,
  IconUserQuestion,
  IconUsers,
  IconDeviceTablet,
} from "@tabler/icons-react";
import type { ComponentType } from "react";
import type { Key } from "../../daemon/words/index.ts";
import { lazily } from "../shared/lazily.tsx";
import { Home } from "./home.tsx";

const About = lazily(() => import("./about.tsx").then((file) => file.About));
const Api = lazily(() => import("./api/page.tsx").then((file) => file.Api), 640);
const Account = lazily(() => import("./account.tsx").then((file) => file.Account));
const Accounts = lazily(() => import("./accounts.tsx").then((file) => file.Accounts));
const Backup = lazily(() => import("./backup.tsx").then((file) => file.Backup));
const Certificate = lazily(() => import("./certificate.tsx").then((file) => file.Certificate));
const EndedJobs = lazily(() => import("./ended-jobs.tsx").then((file) => file.EndedJobs));
const Ledger = lazily(() => import("./ledger.tsx").then((file) => file.Ledger));
const LiveJobs = lazily(() => import("./live-jobs.tsx").then((file) => file.LiveJobs));
const Network = lazily(() => import("./network.tsx").then((file) => file.Network));
const Log = lazily(() => import("./log.tsx").then((file) => file.Log), 640);
const Prices = lazily(() => import("./prices.tsx").then((file) => file.Prices));
const Printers = lazily(() => import("./printers.tsx").then((file) => file.Printers));
const Queues = lazily(() => import("./queues.tsx").then((file) => file.Queues));
const Settings = lazily(() => import("./settings.tsx").then((file) => file.Settings), 640);
const System = lazily(() => import("./system.tsx").then((file) => file.System));
const Terminals = lazily(() => import("./terminals.tsx").then((file) => file.Terminals));

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
  {
    key: "head.system",
    pages: [
      { at: "/admin/system", key: "admin.page.system", Icon: IconServer, Page: System },
      { at: "/admin/certificate", key: "admin.page.certificate", Icon: IconCertificate, Page: Certificate },
      { at: "/admin/network", key: "admin.page.network", Icon: IconNetwork, Page: Network },
      { at: "/admin/settings", key: "admin.page.settings", Icon: IconSettings, Page: Settings },
      { at: "/admin/log", key: "admin.page.log", Icon: IconListDetails, Page: Log },
      { at: "/admin/backup", key: "admin.page.backup", Icon: IconDatabaseExport, Page: Backup },
      { at: "/admin/about", key: "admin.page.about", Icon: IconInfoCircle, Page: About },
    ],
  },
];

/** In no menu, and found all the same: for whoever writes a program, by the page of the box. */
const unlisted: readonly ConsolePage[] = [{ at: "/admin/api", key: "admin.page.api", Icon: IconApi, Page: Api }];

export const pages: readonly ConsolePage[] = [home, ...heads.flatMap((head) => head.pages), ...unlisted];

/** In no menu: below a list stands one of its things; the log is for whoever looks for a fault. */
export const records: readonly { readonly at: string; readonly Page: ComponentType }[] = [{ at: "/admin/accounts/:login", Page: Account }];
