// A number pad without hardware: a command presses its keys. An ordinary driver otherwise.
import { z } from "zod";
import { defineDriver } from "../define.ts";

export const simulatedKeypad = defineDriver({
  name: "simulated-keypad",
  kind: "keypad",
  over: "hand",
  fits: [],
  options: z.strictObject({}),
  open: ({ port, report }) => port.open({ press: (key) => report.key(key) }),
});
