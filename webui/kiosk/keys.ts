// Every touch is a key: what is pressed goes to the box in the order it was pressed, and the box says what it meant.
import { createContext, useContext, useEffect } from "react";
import { ask } from "../shared/api.ts";

export type Press = (keys: string) => void;

const Context = createContext<Press>(() => undefined);
export const PressProvider = Context.Provider;
export const usePress = (): Press => useContext(Context);

/** The most that one request takes. */
const mostKeys = 64;

/** One request at a time, so that none overtakes another; what is pressed meanwhile goes with the next. */
export function createPress(): Press {
  let waiting = "";
  let sending = false;
  const send = async (): Promise<void> => {
    sending = true;
    while (waiting !== "") {
      const keys = waiting.slice(0, mostKeys);
      waiting = waiting.slice(mostKeys);
      // A key that did not arrive must not act later, on another screen: the page shows that the link is cut.
      await ask("POST /api/v1/kiosk/keys", { body: { keys } }).catch(() => void (waiting = ""));
    }
    sending = false;
  };
  return (keys) => {
    waiting += keys;
    if (!sending) void send();
  };
}

const named: Readonly<Record<string, string>> = { Enter: "#", Backspace: "*", Escape: "*", Delete: "*", "#": "#", "*": "*" };

/** A keypad or keyboard does what it does at a terminal without a page. */
export function useKeyboard(press: Press): void {
  useEffect(() => {
    const hear = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.target instanceof HTMLInputElement) return;
      const key = /^\d$/.test(event.key) ? event.key : named[event.key];
      // Enter on a button that Tab led to presses that button.
      if (key === undefined || (event.key === "Enter" && event.target instanceof HTMLButtonElement)) return;
      event.preventDefault();
      // A key held down is one key; only erasing repeats.
      if (!event.repeat || event.key === "Backspace") press(key);
    };
    window.addEventListener("keydown", hear);
    return () => window.removeEventListener("keydown", hear);
  }, [press]);
}
