// What a page said when its picture was taken: its accessible text, without what changes from one day or machine to the next.

const volatile: readonly (readonly [RegExp, string])[] = [
  // Which of two browsers was used last.
  [/^ *- (paragraph: (ce navigateur|this browser)|button "(Déconnecter|Sign out)")\n/gm, ""],
  [/\b([0-9A-F]{2}:){7}[0-9A-F]{2}( ([0-9A-F]{2}:){7}[0-9A-F]{2})*/g, "FINGERPRINT"],
  [/(\/[^\s/]+)+\/quoin\.yaml/g, "FILE"],
  [/\/\S*quoin-e2e-[^\s/]+\/network\b/g, "FOLDER"],
  [/\b(simulated:|ipps?:\/\/|https?:\/\/)[^\s"')]+/g, "ADDRESS"],
  [/\d{1,2} \p{L}{3,9}\.? \d{4}(,? \d{2}:\d{2}(:\d{2})?)?/gu, "DATE"],
  [
    /(\p{L}{3,9}\.? )?\b\d{1,2}(er)? (janv|févr|mars|avr|mai|juin|juil|août|sept|oct|nov|déc|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Dec|Nov)\p{L}*\.?/gu,
    "DAY",
  ],
  [
    /\b((Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?(January|February|March|April|May|June|July|August|September|October|November|December) \d{1,2}\b/g,
    "DAY",
  ],
  [/\b\d{1,2}:\d{2}(:\d{2})?\b/g, "TIME"],
  [/\b\d{1,3}(\.\d{1,3}){3}(:\d+)?/g, "HOST"],
  [/\b\d+\.\d+\.\d+\b/g, "VERSION"],
  [/\b[0-9a-f]{8}-[0-9a-f-]{27}\b/g, "ID"],
  [/\b[A-Z0-9]{5}-[A-Z0-9]{5}\b/g, "CODE"],
  [/\bquoin-[0-9a-f]{4}\.local\b.*/gi, "NAMES"],
  [/\bquoin[- ][0-9a-f]{4}\b/gi, "BOX"],
  [/[\d.,]+ (octets|bytes|[kMGT]?[oB])\b/g, "SIZE"],
];

export const said = (snapshot: string): string =>
  `${volatile.reduce((text, [pattern, name]) => text.replaceAll(pattern, name), snapshot.replaceAll(/[\u00a0\u202f]/g, " ")).trim()}\n`;
