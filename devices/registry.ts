// The drivers there are: a list to read, and nothing that registers itself.
import type { Driver } from "./contract.ts";
import { numberPad } from "./keypads/number-pad/driver.ts";
import { keyboardWedge } from "./readers/keyboard-wedge/driver.ts";
import { serialLine } from "./readers/serial-line/driver.ts";
import { simulatedKeypad } from "./simulated/keypad.ts";
import { simulatedReader } from "./simulated/reader.ts";

const real: readonly Driver[] = [serialLine, keyboardWedge, numberPad];
const simulated: readonly Driver[] = [simulatedReader, simulatedKeypad];

/** Simulated ones exist only where the settings switch them on. */
export const driversOf = (settings: { readonly simulated: boolean }): readonly Driver[] =>
  settings.simulated ? [...real, ...simulated] : real;
