// USB readers that play a keyboard. They are read from hidraw, and a udev rule keeps what they type from everyone else.
import { z } from "zod";
import { readCard } from "../../card-number.ts";
import { readerOptions } from "../../card-options.ts";
import { defineDriver } from "../../define.ts";
import { fallSilent, isUnderWay, nothingTyped, type, type Typed } from "./codec.ts";

/** After a moment in which the process did nothing, timers run before the reports that came meanwhile: give those their turn first. */
const lastChanceMs = 1;

export const keyboardWedge = defineDriver({
  name: "keyboard-wedge",
  kind: "reader",
  over: "hid",
  // Each has a line in image/udev/70-quoin-devices.rules.
  fits: [
    { vendorId: 0x09d8, productId: 0x0410 }, // ELATEC TWN4 as a keyboard
    { vendorId: 0x0c27, productId: 0x3bfa }, // rf IDEAS pcProx
    { vendorId: 0xffff, productId: 0x0035 }, // "SYC ID&IC USB Reader"; every one has the serial number 08FF20140315
    { vendorId: 0x08ff, productId: 0x0009 }, // "Sycreader USB Reader", under AuthenTec's number
  ],
  options: readerOptions({
    layout: z.enum(["us", "fr"]).default("us"),
    /** Readers type a key every 4 to 16 ms; a person who types a number is slower. */
    silenceMs: z.int().min(50).max(1000).default(100),
  }),
  open: ({ port, options, report, timers }) => {
    const { layout, silenceMs, ...rules } = options;
    let typing = nothingTyped;
    let cancel = (): void => undefined;
    const take = (typed: Typed): void => {
      typing = typed.typing;
      for (const text of typed.texts) {
        const read = text === undefined ? { dropped: "unreadable" as const } : readCard(text, rules);
        if ("number" in read) void report.card(read.number);
        else report.dropped(read.dropped);
      }
    };
    const opened = port.open((bytes) => {
      cancel();
      take(type(typing, bytes, layout));
      if (!isUnderWay(typing)) return;
      cancel = timers.after(silenceMs, () => {
        cancel = timers.after(lastChanceMs, () => take(fallSilent(typing)));
      });
    });
    return opened.then((device) => ({
      close: () => {
        cancel();
        return device.close();
      },
    }));
  },
});
