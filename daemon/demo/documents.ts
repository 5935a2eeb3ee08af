// The small documents of the demonstration: real PDF files with a heading, lines to read and a figure, in colour or in black.

export interface Leaf {
  readonly heading: string;
  readonly lines: readonly string[];
  readonly color?: boolean;
  readonly a3?: boolean;
}

/** PDF 1.4, its text in the Latin alphabet of the fonts every reader has. */
export function documentOf(leaves: readonly Leaf[]): Uint8Array {
  const firstPage = 5;
  const kids = leaves.map((_, place) => `${firstPage + 2 * place} 0 R`).join(" ");
  const objects = [
    "<</Type/Catalog/Pages 2 0 R>>",
    `<</Type/Pages/Kids[${kids}]/Count ${leaves.length}/Resources<</Font<</R 3 0 R/B 4 0 R>>>>>>`,
    "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    "<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold/Encoding/WinAnsiEncoding>>",
    ...leaves.flatMap((leaf, place) => {
      const content = drawn(leaf, place + 1, leaves.length);
      return [
        `<</Type/Page/Parent 2 0 R/MediaBox[0 0 ${leaf.a3 ? "842 1191" : "595 842"}]/Contents ${firstPage + 1 + 2 * place} 0 R>>`,
        `<</Length ${content.length}>>stream\n${content}\nendstream`,
      ];
    }),
  ];
  let text = "%PDF-1.4\n";
  const offsets = objects.map((object, place) => {
    const at = text.length;
    text += `${place + 1} 0 obj ${object}\nendobj\n`;
    return `${String(at).padStart(10, "0")} 00000 n \n`;
  });
  const size = objects.length + 1;
  text += `xref\n0 ${size}\n0000000000 65535 f \n${offsets.join("")}trailer<</Size ${size}/Root 1 0 R>>\nstartxref\n${text.length}\n%%EOF\n`;
  return Buffer.from(text, "latin1");
}

const shown = (text: string): string => `(${text.replaceAll("’", "'").replaceAll(/[\\()]/g, "\\$&")})`;
const line = (font: string, size: number, x: number, y: number, text: string): string =>
  `BT /${font} ${size} Tf ${x} ${y} Td ${shown(text)} Tj ET`;

/** Red, green and blue from 0 to 1. */
const inks = ["0.05 0.37 0.35", "0.85 0.55 0.10", "0.75 0.20 0.20", "0.35 0.25 0.60", "0.20 0.45 0.70"];
const bars = [120, 190, 95, 160, 60];

function drawn({ heading, lines, color = false, a3 = false }: Leaf, page: number, of: number): string {
  const top = a3 ? 1110 : 770;
  const floor = a3 ? 420 : 150;
  const ink = (place: number): string =>
    color ? (inks[place % inks.length] as string) : `${0.2 + 0.12 * (place % inks.length)} `.repeat(3);
  return [
    `${ink(0)} rg 64 ${top - 14} 6 34 re f 0 0 0 rg`,
    line("B", a3 ? 32 : 22, 80, top - 6, heading),
    ...lines.map((text, place) => line("R", a3 ? 18 : 12, 80, top - 60 - place * (a3 ? 28 : 20), text)),
    ...bars.map((height, place) => `${ink(place)} rg ${90 + place * 80} ${floor} 48 ${a3 ? height * 2 : height} re f`),
    `0 0 0 rg 80 ${floor - 2} ${bars.length * 80} 1 re f`,
    line("R", 9, 80, 60, `${page} / ${of}`),
  ].join("\n");
}
