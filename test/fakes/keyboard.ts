// A USB keyboard that types: the reports a card reader or a number pad of that kind sends. Usages as the HID usage tables give them.

/** Usage, and whether shift is held: keys of an American keyboard. */
const american: Readonly<Record<string, readonly [number, boolean]>> = {
  ...Object.fromEntries([..."abcdefghijklmnopqrstuvwxyz"].map((letter, at) => [letter, [0x04 + at, false] as const])),
  ...Object.fromEntries([..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"].map((letter, at) => [letter, [0x04 + at, true] as const])),
  ...Object.fromEntries([..."1234567890"].map((digit, at) => [digit, [0x1e + at, false] as const])),
  "\n": [0x28, false],
  "\t": [0x2b, false],
  "-": [0x2d, false],
  "=": [0x2e, false],
  ";": [0x33, false],
  ":": [0x33, true],
  "%": [0x22, true],
  "?": [0x38, true],
};

/** The same for a French one, as far as cards need it. */
const french: typeof american = {
  ...american,
  ...Object.fromEntries([..."1234567890"].map((digit, at) => [digit, [0x1e + at, true] as const])),
  ...Object.fromEntries(
    [..."aqzw"].flatMap((letter, at) => {
      const usage = [0x14, 0x04, 0x1a, 0x1d][at] as number;
      return [
        [letter, [usage, false] as const],
        [letter.toUpperCase(), [usage, true] as const],
      ];
    }),
  ),
};

/** Keys of a number pad; Enter is its own. */
const pad: typeof american = {
  ...Object.fromEntries([..."1234567890"].map((digit, at) => [digit, [0x59 + at, false] as const])),
  "\n": [0x58, false],
  "*": [0x55, false],
  ".": [0x63, false],
};

export const keyboards = { american, french, pad };

export interface Typist {
  readonly keyboard?: typeof american;
  /** Whether the key at this place is still down when the next one goes down. */
  readonly overlaps?: (at: number) => boolean;
  /** Further reports that tell nothing, after the report of the key at this place. */
  readonly idle?: (at: number) => readonly Uint8Array[];
}

export function typed(text: string, { keyboard = american, overlaps = () => false, idle = () => [] }: Typist = {}): Uint8Array[] {
  const reports: Uint8Array[] = [];
  let held: number[] = [];
  for (const [at, character] of [...text].entries()) {
    const key = keyboard[character];
    if (!key) throw new Error(`this keyboard has no key ${JSON.stringify(character)}`);
    const [usage, shift] = key;
    // A key goes up before it can go down again, and six at once is all a report can say.
    if (held.includes(usage) || held.length >= 6) {
      held = [];
      reports.push(report(0, []));
    }
    held = [...held, usage];
    reports.push(report(shift ? 0x02 : 0, held), ...idle(at));
    if (overlaps(at)) continue;
    held = [];
    reports.push(report(0, []));
  }
  if (held.length > 0) reports.push(report(0, []));
  return reports;
}

export const report = (modifiers: number, usages: readonly number[]): Uint8Array =>
  Uint8Array.of(modifiers, 0, ...[0, 1, 2, 3, 4, 5].map((at) => usages[at] ?? 0));

/** What a keyboard says when more keys are down than it can tell apart. */
export const phantom = report(0, [1, 1, 1, 1, 1, 1]);
