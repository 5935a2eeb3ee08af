// A printer's own words, made fit for stores, logs and screens. Pure.

/** On one line, without what cannot be seen or turns the direction of writing. */
export const printable = (text: string): string => text.replace(/[\p{C}\p{Z}]+/gu, " ").trim();

/** Cut to a number of UTF-8 octets between two characters. */
export function cut(text: string, octets: number): string {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length <= octets) return text;
  let end = octets;
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return new TextDecoder().decode(bytes.subarray(0, end));
}
