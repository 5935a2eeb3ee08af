// One printer, in the console and in what the box finds: its toner, its test page.
export const printer = {
  "supplies.head": "Supplies",
  "supplies.none": "This printer does not tell of its toner or ink.",
  "supplies.lowest": "{name} {level} %",
  "supply.level": "{level} %",
  "supply.some": "some is left, the printer does not say how much",
  "supply.unknown": "unknown: the printer does not say",
  "supply.low": "low",
  "supply.empty": "empty",
  "supply.nearly-full": "nearly full",
  "supply.unnamed": "a supply without a name",
  "supply.left": "{name} ({level} % left)",
  "supply.full": "{name} ({level} % full)",
  "doctor.printer-supply": "The printer {name} soon needs something new: {supplies}.",
  "doctor.printer-supply.remedy": "Order it and keep it at hand: without it the printer stops, and jobs for it wait.",
} as const;
