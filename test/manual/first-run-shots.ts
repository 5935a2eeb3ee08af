// Five minutes: a new box, from its code to the first charged page. What its network is differs from machine to machine: that step has no picture.
import type { Seen, Shot } from "./shot.ts";
import { newBoxOf } from "./walk.ts";

const next = ({ page, say }: Seen): Promise<void> => page.getByRole("button", { name: say("first-run.next") }).click();
const heading = ({ page }: Seen, name: string): Promise<void> => page.getByRole("heading", { level: 1, name }).waitFor();

export const firstRunShots: readonly Shot[] = [
  {
    name: "first-run-code",
    as: "new-box",
    see: async ({ page, say }) => {
      await page.getByLabel(say("setup.code")).fill(newBoxOf(page).code);
      await page.getByLabel(say("setup.name")).fill("Bernard Petit");
      await page.getByLabel(say("sign-in.login")).fill("bernard");
    },
    last: async ({ page, say }) => {
      await page.getByLabel(say("setup.password")).fill("un mot de passe assez long");
      await page.getByRole("button", { name: say("setup.begin") }).click();
    },
  },
  {
    name: "first-run-place",
    as: "new-box",
    see: async (seen) => {
      await heading(seen, seen.say("first-run.place"));
      await seen.page.getByRole("combobox", { name: seen.say("first-run.zone") }).waitFor();
    },
    last: async (seen) => {
      await next(seen);
      await heading(seen, seen.say("first-run.network"));
      await next(seen);
    },
  },
  {
    name: "first-run-printer",
    as: "new-box",
    see: async (seen) => {
      const { page, say } = seen;
      await heading(seen, say("first-run.printer"));
      await page.getByLabel(say("discovery.address")).fill(newBoxOf(page).printer);
      await page.getByRole("button", { name: say("discovery.ask") }).click();
      await page.getByLabel(say("admin.name"), { exact: true }).fill("hall");
    },
    // Whatever else announces itself on this machine's network.
    says: (page) => page.locator("form").last(),
    last: ({ page, say }) => page.getByRole("button", { name: say("first-run.printer.add") }).click(),
  },
  {
    name: "first-run-calibration",
    as: "new-box",
    see: async (seen) => {
      const { page, say } = seen;
      await heading(seen, say("first-run.calibration", { printer: "hall" }));
      await page.getByRole("button", { name: say("first-run.calibration.print") }).click();
      await page.getByText(say("first-run.calibration.done", { printer: "hall" })).waitFor();
    },
    last: next,
  },
  { name: "first-run-prices", as: "new-box", see: (seen) => heading(seen, seen.say("first-run.prices")), last: next },
  {
    name: "first-run-person",
    as: "new-box",
    see: async (seen) => {
      const { page, say } = seen;
      await heading(seen, say("first-run.person"));
      await page.getByLabel(say("first-run.person.name"), { exact: true }).fill("Amélie Brunel");
      await page.getByLabel(say("first-run.person.card")).fill("25F512BA");
    },
    last: ({ page, say }) => page.getByRole("button", { name: say("first-run.person.add") }).click(),
  },
  {
    name: "first-run-ready",
    as: "new-box",
    see: async (seen) => {
      const { page, say } = seen;
      await heading(seen, say("first-run.ready"));
      await page.getByRole("button", { name: say("first-run.test.print") }).click();
      await page.getByText(say("first-run.test.printed", { amount: "" }).slice(0, 8)).waitFor();
    },
  },
];
