// Asks every network of this machine which printers are there (multicast DNS, RFC 6762), for as long as somebody waits at a page.
import { networkInterfaces } from "node:os";
import type { MulticastDNS } from "multicast-dns";
import type { Clock } from "../../runtime/clock.ts";
import type { Log } from "../../runtime/log.ts";
import { type AnnouncedPrinter, Announcements, browseQuestions } from "./records.ts";

/** RFC 6762 §5.2: again after a second, then ever later. Printers asleep answer the second question. */
const askedAtMs = [0, 500, 1_000, 1_000];
/** After the last question: an answer may be held back for 120 ms, a slow printer's comes later. */
const lastWaitMs = 700;

export async function browse({ clock, log }: { readonly clock: Clock; readonly log: Log }): Promise<AnnouncedPrinter[]> {
  const { default: multicast } = await import("multicast-dns");
  const heard = new Announcements();
  // One socket a network: a question sent without an interface leaves by one of them only. Loopback, too: a printer on USB is announced there.
  const lines = addresses().flatMap((address): MulticastDNS[] => {
    try {
      const line = multicast({ interface: address, bind: "0.0.0.0" });
      const note = (error: unknown): void => log.debug("no multicast here", { address, error });
      line.on("error", note);
      line.on("warning", note);
      line.on("response", ({ answers = [], additionals = [] }, { address: from }) => heard.add([...answers, ...additionals], from));
      return [line];
    } catch (error) {
      log.debug("no multicast here", { address, error });
      return [];
    }
  });
  try {
    for (const wait of askedAtMs) {
      await clock.sleep(wait);
      const questions = [...browseQuestions, ...heard.missing()].slice(0, mostQuestions);
      for (const line of lines) line.query({ questions: [...questions] });
    }
    await clock.sleep(lastWaitMs);
  } finally {
    for (const line of lines) line.destroy();
  }
  return heard.printers();
}

/** A question takes some 60 bytes, and a packet 1 400. */
const mostQuestions = 20;

const addresses = (): string[] =>
  Object.values(networkInterfaces()).flatMap((all) => (all ?? []).filter(({ family }) => family === "IPv4").map(({ address }) => address));
