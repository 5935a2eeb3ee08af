// Documents on their way to the box: one after the other, each with its progress, and its end in a sentence. Another tab of the portal
// does not stop them, and what did not arrive is still here to be sent again.
import type { QueryClient } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import type { MyJobView } from "../../daemon/api/contract/my-jobs.ts";
import { address, Problem } from "../shared/api.ts";
import { plainName, shortened } from "../shared/names.ts";
import { sendFile } from "../shared/send-file.ts";
import { asSendable } from "./picture.ts";

export interface Sending {
  readonly key: number;
  readonly name: string;
  readonly file: File;
  /** `again`: the same file was sent already; it waits for a yes. `done` names the job it became. */
  readonly state:
    | { readonly is: "waits" | "again" | "empty" | "canceled" | "cut" }
    | { readonly is: "too-large"; readonly most: number }
    | { readonly is: "sends"; readonly percent: number }
    | { readonly is: "done"; readonly job: string }
    | { readonly is: "refused"; readonly error: Problem };
}

/** The contract's longest title. */
const longestTitle = 200;
/** A folder dropped by a slip is not a thousand jobs. */
const mostAtOnce = 50;

let all: readonly Sending[] = [];
let keys = 0;
let current: { readonly key: number; readonly stop: () => void } | undefined;
const listeners = new Set<() => void>();

function change(next: readonly Sending[]): void {
  all = next;
  for (const told of listeners) told();
}

const become = (key: number, state: Sending["state"]): void => change(all.map((one) => (one.key === key ? { ...one, state } : one)));

export const useSendings = (): readonly Sending[] =>
  useSyncExternalStore(
    (told) => {
      listeners.add(told);
      return () => listeners.delete(told);
    },
    () => all,
  );

/** `most`: the largest document the box takes, where it is known. The answer: how many were too many. */
export function add(files: readonly File[], most: number | undefined, client: QueryClient): number {
  const taken = files.slice(0, mostAtOnce);
  change([...all, ...taken.map((file) => ({ key: keys++, file, name: plainName(file.name), state: judged(file, most) }))]);
  void next(client);
  return files.length - taken.length;
}

function judged(file: File, most: number | undefined): Sending["state"] {
  if (file.size === 0) return { is: "empty" };
  if (most !== undefined && file.size > most) return { is: "too-large", most };
  const sent = all.some(
    ({ file: other, state }) => isSame(file, other) && (state.is === "done" || state.is === "sends" || state.is === "waits"),
  );
  return { is: sent ? "again" : "waits" };
}

const isSame = (a: File, b: File): boolean => a.name === b.name && a.size === b.size;

/** Anew, or although it was sent already. */
export function sendAgain(key: number, client: QueryClient): void {
  become(key, { is: "waits" });
  void next(client);
}

export function cancel(key: number): void {
  if (current?.key === key) current.stop();
  become(key, { is: "canceled" });
}

export const forget = (key: number): void => change(all.filter((one) => one.key !== key));

addEventListener("beforeunload", (event) => {
  // What is on its way would be lost: the browser asks.
  if (current) event.preventDefault();
});

async function next(client: QueryClient): Promise<void> {
  const first = all.find(({ state }) => state.is === "waits");
  if (current || !first) return;
  const { key, file, name } = first;
  const request = new XMLHttpRequest();
  current = { key, stop: () => request.abort() };
  become(key, { is: "sends", percent: 0 });
  const to = address("POST /api/v1/me/documents", {}, { title: shortened(name, longestTitle) || "document" });
  const ended = await sendFile(request, to, await asSendable(file), (percent) => become(key, { is: "sends", percent })).then(
    (job): Sending["state"] => ({ is: "done", job: (job as MyJobView).id }),
    (error: unknown): Sending["state"] => (error instanceof Problem ? { is: "refused", error } : { is: "cut" }),
  );
  current = undefined;
  if (all.some((one) => one.key === key && one.state.is === "sends")) become(key, ended);
  void client.invalidateQueries({ queryKey: ["me"] });
  void next(client);
}
