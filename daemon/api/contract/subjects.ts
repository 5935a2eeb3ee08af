// What each route is about: the groups in which people read the API, in the order they read them.
import type { RouteName } from "./index.ts";

export const subjects = [
  "people",
  "jobs",
  "books",
  "printers",
  "queues",
  "prices",
  "terminals",
  "box",
  "settings",
  "network",
  "certificate",
  "session",
  "me",
  "screen",
  "setup",
] as const;
export type Subject = (typeof subjects)[number];

/** "users" of "GET /api/v1/users/{login}". */
type Noun = RouteName extends `${string} /api/v1/${infer Path}` ? (Path extends `${infer First}/${string}` ? First : Path) : never;

/** Every first noun of a path: a route with another one does not compile before it stands here. */
const subjectOfNoun: Readonly<Record<Noun, Subject>> = {
  users: "people",
  "queue-tokens": "people",
  jobs: "jobs",
  ledger: "books",
  overview: "books",
  printers: "printers",
  discovery: "printers",
  queues: "queues",
  prices: "prices",
  terminals: "terminals",
  status: "box",
  findings: "box",
  log: "box",
  diagnostics: "box",
  about: "box",
  backup: "box",
  backups: "box",
  restore: "box",
  box: "box",
  settings: "settings",
  place: "settings",
  network: "network",
  clock: "network",
  certificate: "certificate",
  trust: "certificate",
  session: "session",
  me: "me",
  kiosk: "screen",
  setup: "setup",
  "first-run": "setup",
};

export const subjectOf = (name: RouteName): Subject => subjectOfNoun[name.split("/")[3] as Noun];
