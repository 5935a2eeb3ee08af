// What is said to whoever asks for help at a screen, and where the manual says more.
import type { Key } from "../../daemon/words/index.ts";
import type { Place } from "../help/chapters.ts";
import type { KioskScreen } from "./screens.ts";

type Sentence = Extract<Key, `kiosk.help.${string}.${number}`>;
interface Help {
  readonly sentences: readonly Sentence[];
  readonly place: Place;
}

const door: Help = { sentences: ["kiosk.help.door.1", "kiosk.help.door.2", "kiosk.help.door.3"], place: "at-the-printer" };
const list: Help = { sentences: ["kiosk.help.list.1", "kiosk.help.list.2", "kiosk.help.list.3"], place: "at-the-printer#list" };
const told: Help = { sentences: ["kiosk.help.told.1", "kiosk.help.told.2"], place: "at-the-printer#told" };
const choice: Help = { sentences: ["kiosk.help.choice.1", "kiosk.help.choice.2"], place: "at-the-printer#options" };
const printing: Help = { sentences: ["kiosk.help.printing.1", "kiosk.help.printing.2"], place: "at-the-printer#printing" };
const stopped: Help = { sentences: ["kiosk.help.stopped.1", "kiosk.help.stopped.2", "kiosk.help.stopped.3"], place: "trouble#stopped" };
const result: Help = { sentences: ["kiosk.help.result.1", "kiosk.help.result.2"], place: "credit#charged" };

/** Every screen has its help: one that is added does not compile without. */
export const kioskHelp: Readonly<Record<Exclude<KioskScreen["state"], "countdown">, Help>> = {
  idle: door,
  identify: door,
  code: door,
  checking: door,
  pin: door,
  message: door,
  opening: list,
  told,
  list,
  job: choice,
  copies: choice,
  basket: choice,
  deleting: choice,
  notice: choice,
  "price-changed": choice,
  releasing: printing,
  stopped,
  result,
};

export const helpOf = (state: KioskScreen["state"]): Help => (state === "countdown" ? list : kioskHelp[state]);
