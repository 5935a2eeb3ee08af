// Five minutes: a new box, from its code to the first print.
import type { Shot } from "./shot.ts";
import { codeOf } from "./walk.ts";

export const firstRunShots: readonly Shot[] = [
  {
    name: "first-run-code",
    as: "new-box",
    see: async ({ page, say }) => {
      await page.getByLabel(say("setup.code")).fill(codeOf(page));
      await page.getByLabel(say("setup.name")).fill("Bernard Petit");
      await page.getByLabel(say("sign-in.login")).fill("bernard");
    },
  },
];
