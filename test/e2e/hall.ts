// A furnished box with its fake printer and a person at its terminal, gone when the test ends.
import type { TestContext } from "node:test";
import type { JobRow } from "../../daemon/domain/ledger.ts";
import type { FakePrinterOptions } from "../fakes/printer.ts";
import { type FakePrinter, startFakePrinter } from "../fakes/printer.ts";
import { type BoxProcess, type BoxProcessOptions, endedJobs, furnish, removeDirectory, startBoxProcess, until } from "./box-process.ts";

export interface Hall {
  readonly box: BoxProcess;
  readonly printer: FakePrinter;
}

export async function hall(t: TestContext, options: { printer?: FakePrinterOptions; box?: BoxProcessOptions } = {}): Promise<Hall> {
  const [box, printer] = await Promise.all([startBoxProcess(options.box), startFakePrinter(options.printer)]);
  t.after(async () => {
    await box.kill();
    await printer.close();
    await removeDirectory(box.data);
  });
  await furnish(box, printer.uri);
  return { box, printer };
}

/** Another life on the same data, ended with the test. */
export async function again(t: TestContext, data: string, options: BoxProcessOptions = {}): Promise<BoxProcess> {
  const box = await startBoxProcess({ ...options, data });
  t.after(() => box.kill());
  return box;
}

export const person = (
  box: BoxProcess,
  login = "amelie",
): Promise<{ readonly balance: number; readonly reserved: number; readonly cards: number; readonly code: boolean }> =>
  box.client.call("GET /api/v1/users/{login}", { params: { login } });

/** The rows of ended jobs, once there are so many. */
export const printed = (box: BoxProcess, jobs = 1): Promise<JobRow[]> =>
  until("the end of a job", async () => {
    const rows = await endedJobs(box);
    return rows.length >= jobs ? rows : undefined;
  });

export const heldJobs = async (box: BoxProcess) => (await box.client.call("GET /api/v1/jobs", { query: { held: "true" } })).jobs;

/** Until so many held jobs have their price. */
export const pricedJobs = (box: BoxProcess, count: number) =>
  until("prices", async () => {
    const jobs = (await heldJobs(box)).filter(({ price }) => price !== undefined);
    return jobs.length >= count ? jobs : undefined;
  });

const params = { terminal: "hall" as never };

/** What the terminal says, as one line of text. */
export const screen = async (box: BoxProcess): Promise<string> => {
  const { lines } = await box.client.call("GET /api/v1/terminals/{terminal}/screen", { params });
  return lines.join(" ").replaceAll(/[ ─]+/g, " ");
};

export const keys = (box: BoxProcess, typed: string): Promise<unknown> =>
  box.client.call("POST /api/v1/terminals/{terminal}/keys", { params, body: { keys: typed } });

/** The screen, once it says this. */
export async function says(box: BoxProcess, what: RegExp): Promise<string> {
  let now = "";
  const look = async () => {
    now = await screen(box);
    return what.test(now) ? now : undefined;
  };
  return until(`the terminal to say ${what}`, look).catch((error: Error) => {
    throw new Error(`${error.message}; it says: ${now}`);
  });
}

/** Card; what there is to be told is left for later; then, once every job on the list has its price: all, print. */
export async function release(box: BoxProcess, card = "C0FFEE"): Promise<void> {
  await box.client.call("POST /api/v1/terminals/{terminal}/card", { params, body: { number: card } });
  const told = /Message \d+ of \d+/;
  while (told.test(await says(box, new RegExp(`waiting.*0\\.\\d\\d|${told.source}`)))) await keys(box, "*");
  await keys(box, "##");
}
