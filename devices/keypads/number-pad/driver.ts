// USB number pads, on which codes and PINs are typed: each key goes on at once, and none of it is kept, counted or logged.
import { z } from "zod";
import { defineDriver } from "../../define.ts";
import { nothingDown } from "../../transport/keyboard-report.ts";
import { keysOf } from "./codec.ts";

export const numberPad = defineDriver({
  name: "number-pad",
  kind: "keypad",
  over: "hid",
  // Pads have as many ids as makers, and an ordinary keyboard must not be taken for one: the settings name it.
  fits: [],
  options: z.strictObject({}),
  open: ({ port, report }) => {
    let down = nothingDown;
    return port.open((bytes) => {
      const keyed = keysOf(down, bytes);
      down = keyed.down;
      for (const key of keyed.keys) void report.key(key);
    });
  },
});
