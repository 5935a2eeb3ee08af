// A reader without hardware: a command swipes the card. An ordinary driver otherwise, with the options of every reader.
import { readCard } from "../card-number.ts";
import { readerOptions } from "../card-options.ts";
import { defineDriver } from "../define.ts";

export const simulatedReader = defineDriver({
  name: "simulated-reader",
  kind: "reader",
  over: "hand",
  fits: [],
  options: readerOptions({}),
  open: ({ port, options, report }) =>
    port.open({
      swipe: async (number) => {
        const read = readCard(number, options);
        if ("number" in read) await report.card(read.number);
        else report.dropped(read.dropped);
        return "number" in read ? undefined : read.dropped;
      },
    }),
});
