// IPP routes by printer-uri or job-uri, not by the HTTP path: `lp -h box -d q` asks at `/` and prints at `/ipp/print` (PRINTING.md).
import { isName } from "../domain/ids.ts";
import { textOf } from "./build.ts";
import type { Group } from "./message.ts";

export interface Target {
  /** undefined: the default queue. */
  readonly queue?: string;
  /** Of a personal queue URI `/ipp/print/<queue>/<token>`. */
  readonly token?: string;
  /** Of a job's own URI. */
  readonly job?: number;
}

/** What a request addresses, or a sentence saying what is wrong. */
export function targetOf(operation: Group, httpPath: string): Target | string {
  const jobUri = textOf(operation, "job-uri");
  const printerUri = textOf(operation, "printer-uri");
  if (jobUri === undefined && printerUri === undefined) return "There is neither printer-uri nor job-uri.";
  const target = parsePath(pathOf(printerUri ?? jobUri ?? ""));
  if (target === undefined) return "The printer-uri or job-uri names nothing this box could have.";
  if (printerUri === undefined && target.job === undefined) return "The job-uri is not one of a job.";
  if (printerUri !== undefined && target.job !== undefined) return "The printer-uri is one of a job.";
  // Some clients put the personal part only into the HTTP path.
  const token = target.token ?? parsePath(pathOf(httpPath))?.token;
  return token === undefined ? target : { ...target, token };
}

/** The path of an absolute or relative URI; without the query. */
function pathOf(uri: string): string {
  const path = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*([^?#]*)/i.exec(uri)?.[1] ?? /^\/[^?#]*/.exec(uri)?.[0];
  return path ?? "?";
}

const tokenShape = /^[A-Za-z0-9_-]{16,128}$/;

function parsePath(path: string): Target | undefined {
  if (path === "" || path === "/") return {};
  const job = /^\/jobs\/([1-9]\d{0,9})$/.exec(path);
  if (job) return { job: Number(job[1]) };
  const place = /^(?:\/printers|\/ipp\/print)(?:\/([^/]+)(?:\/([^/]+))?)?\/?$/.exec(path);
  if (!place) return undefined;
  const [queue, token] = [decoded(place[1]), decoded(place[2])];
  if (queue !== undefined && !isName(queue)) return undefined;
  if (token !== undefined && !tokenShape.test(token)) return undefined;
  return { ...(queue === undefined ? {} : { queue }), ...(token === undefined ? {} : { token }) };
}

function decoded(part: string | undefined): string | undefined {
  if (part === undefined) return undefined;
  try {
    return decodeURIComponent(part);
  } catch {
    return "?";
  }
}

/** Where a client reaches a queue, and its jobs. */
export const queuePath = (queue: string, token?: string): string => `/ipp/print/${queue}${token === undefined ? "" : `/${token}`}`;
export const jobPath = (number: number): string => `/jobs/${number}`;
