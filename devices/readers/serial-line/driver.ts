// Readers on a serial line, real or through USB, that write a line for each card.
import { z } from "zod";
import { readCard } from "../../card-number.ts";
import { readerOptions } from "../../card-options.ts";
import { defineDriver } from "../../define.ts";
import { emptyLine, hear } from "./codec.ts";

export const serialLine = defineDriver({
  name: "serial-line",
  kind: "reader",
  over: "serial",
  fits: [
    { vendorId: 0x09d8, productId: 0x0420 }, // ELATEC TWN4 as a serial port, with firmware that writes lines
  ],
  options: readerOptions({
    baudRate: z.int().min(300).max(921_600).default(9600),
    dataBits: z.union([z.literal(7), z.literal(8)]).default(8),
    parity: z.enum(["none", "even", "odd"]).default("none"),
    stopBits: z.union([z.literal(1), z.literal(2)]).default(1),
  }),
  open: ({ port, options, report, timers }) => {
    const { baudRate, dataBits, parity, stopBits, ...rules } = options;
    let line = emptyLine;
    return port.open({ baudRate, dataBits, parity, stopBits }, (bytes) => {
      const heard = hear(line, bytes, timers.monotonic());
      line = heard.line;
      for (const text of heard.lines) {
        const read = text === undefined ? { dropped: "unreadable" as const } : readCard(text, rules);
        if ("number" in read) void report.card(read.number);
        else report.dropped(read.dropped);
      }
    });
  },
});
