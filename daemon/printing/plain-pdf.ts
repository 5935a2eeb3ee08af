// A small PDF by hand, for what the box itself prints: A4 pages in a font every PDF reader has (ISO 32000-1 §9.6.2.2).

/** One page for each content stream, with the font Helvetica as `/F`. */
export function plainPdf(contents: readonly string[]): Uint8Array {
  const kids = contents.map((_, i) => `${4 + 2 * i} 0 R`).join(" ");
  const objects = [
    "<</Type/Catalog/Pages 2 0 R>>",
    `<</Type/Pages/Kids[${kids}]/Count ${contents.length}/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>>>`,
    "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ...contents.flatMap((content, i) => [
      `<</Type/Page/Parent 2 0 R/Contents ${5 + 2 * i} 0 R>>`,
      `<</Length ${content.length}>>stream\n${content}\nendstream`,
    ]),
  ];
  let text = "%PDF-1.4\n";
  const offsets = objects.map((object, i) => {
    const at = text.length;
    text += `${i + 1} 0 obj ${object}\nendobj\n`;
    return `${String(at).padStart(10, "0")} 00000 n \n`;
  });
  const size = objects.length + 1;
  text += `xref\n0 ${size}\n0000000000 65535 f \n${offsets.join("")}trailer<</Size ${size}/Root 1 0 R>>\nstartxref\n${text.length}\n%%EOF\n`;
  return new TextEncoder().encode(text);
}

/** Text for a content stream: what is not ASCII is left out as "?", and no bracket ends the string. */
export const plainText = (text: string): string => `(${text.replaceAll(/[^ -~]/g, "?").replaceAll(/[\\()]/g, (sign) => `\\${sign}`)})`;
