// The keys of a number pad, apart from contract.ts so that codecs stay pure. PURE.

/** What pads have under one name or another. */
export type PadKey = "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "enter" | "back";
