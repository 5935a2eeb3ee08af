// English. The source of the keys: every other catalogue is typed by this one.
import { box } from "./en/box.ts";
import { cli } from "./en/cli.ts";
import { labels } from "./en/labels.ts";
import { problems } from "./en/problems.ts";
import { terminal } from "./en/terminal.ts";

export const en = { ...labels, ...problems, ...box, ...terminal, ...cli } as const;

export type Words = typeof en;
export type Key = keyof Words;
