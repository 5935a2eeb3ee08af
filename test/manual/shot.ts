// One picture of the manual: whose page, where, how large, and what must be seen before it is taken.
import type { Page } from "playwright-core";
import { fill, type Key, type Language } from "../../daemon/words/index.ts";
import type { School } from "./school.ts";

/** Who looks: a screen beside a printer, a person on a phone, somebody at a desk, a stranger before the door. */
export type Viewer = "kiosk" | "amelie" | "administrator" | "nobody" | "new-box";

export interface Seen {
  readonly page: Page;
  /** What the page says for this key, in the language it is looked at in; `{n}` and the like from `values`. */
  readonly say: (key: Key, values?: Readonly<Record<string, string | number>>) => string;
  readonly language: Language;
}

export interface Shot {
  readonly name: string;
  readonly as: Viewer;
  /** The address, where it is not the one of the shot before. */
  readonly at?: string;
  /** Once, before either language is looked at: what happens in the school. */
  readonly first?: (school: School) => Promise<unknown>;
  /** What the viewer does, and waits for; the picture follows. */
  readonly see: (seen: Seen) => Promise<unknown>;
  /** What the viewer does afterwards, so that the next picture shows nothing of it. */
  readonly last?: (seen: Seen) => Promise<unknown>;
  /** What is compared, where the rest depends on the machine. */
  readonly says?: (page: Page) => ReturnType<Page["locator"]>;
}

export const sayIn =
  (language: Language): Seen["say"] =>
  (key, values = {}) =>
    fill(language, key, values);
