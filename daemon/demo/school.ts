// The school of the demonstration: who prints there, where, for how much, and what waits. Everything in it is invented.
import type { Capabilities } from "../domain/printing.ts";
import type { Leaf } from "./documents.ts";

export type Role = "pupil" | "teacher" | "office";

export interface Member {
  readonly login: string;
  readonly name: string;
  /** On their card in the strip. */
  readonly short: string;
  readonly department: string;
  readonly role: Role;
  readonly card: string;
}

/** The first is the secretary, who runs the box. */
export const members: readonly Member[] = [
  { login: "bernard", name: "Bernard Petit", short: "M. Petit", department: "Secrétariat", role: "office", card: "04A1B2C301" },
  { login: "amelie", name: "Amélie Brunel", short: "Amélie", department: "Terminale C", role: "pupil", card: "25F512BA" },
  { login: "hugo", name: "Hugo Lambert", short: "Hugo", department: "Terminale C", role: "pupil", card: "04A1B2C303" },
  { login: "ines", name: "Inès Morel", short: "Inès", department: "Première A", role: "pupil", card: "04A1B2C304" },
  { login: "noe", name: "Noé Garnier", short: "Noé", department: "Première A", role: "pupil", card: "04A1B2C305" },
  { login: "camille", name: "Camille Roche", short: "Camille", department: "Seconde B", role: "pupil", card: "04A1B2C306" },
  { login: "yanis", name: "Yanis Benali", short: "Yanis", department: "Seconde B", role: "pupil", card: "04A1B2C307" },
  { login: "lea", name: "Léa Fontaine", short: "Léa", department: "Seconde B", role: "pupil", card: "04A1B2C308" },
  { login: "c.martin", name: "Claire Martin", short: "Mme Martin", department: "Lettres", role: "teacher", card: "04A1B2C309" },
  { login: "o.faure", name: "Olivier Faure", short: "M. Faure", department: "Sciences", role: "teacher", card: "04A1B2C30A" },
  { login: "s.nguyen", name: "Sophie Nguyen", short: "Mme Nguyen", department: "Histoire-géographie", role: "teacher", card: "04A1B2C30B" },
  { login: "d.riviere", name: "Daniel Rivière", short: "M. Rivière", department: "Arts plastiques", role: "teacher", card: "04A1B2C30C" },
];

/** Amélie's card is the first in the strip: hers is the way the demonstration tells. */
const atHand = [...members].sort((a, b) => Number(b.login === "amelie") - Number(a.login === "amelie"));

export interface SchoolPrinter {
  readonly name: string;
  /** What it cannot do and how its toner is, as a simulated printer's address says it. */
  readonly query: string;
  readonly price: string;
  readonly jammed?: true;
}

export const printers: readonly SchoolPrinter[] = [
  { name: "hall", query: "", price: "default" },
  { name: "cdi", query: "?color=no&a3=no", price: "noir" },
  { name: "profs", query: "?yellow=7", price: "default", jammed: true },
];

/** Ten-thousandths of a euro; sizes in permille of A4. */
export const prices = [
  { name: "default", mono: 500, color: 2000, sizes: { a3: 2000 } },
  { name: "noir", mono: 400, color: 400, sizes: { a3: 2000 } },
] as const;

export const queue = "lycee";

/** What a simulated printer will say of itself once it is asked; the past was priced by the same. */
export const ableTo = ({ query }: SchoolPrinter, askedAt: number): Capabilities => {
  const [color, a3] = [!query.includes("color=no"), !query.includes("a3=no")];
  return {
    makeModel: "Quoin simulated printer",
    formats: ["application/pdf", "image/jpeg", "image/pwg-raster", "image/urf"],
    color,
    duplex: true,
    copies: 999,
    media: ["iso_a4_210x297mm", ...(a3 ? ["iso_a3_297x420mm"] : []), "iso_a5_148x210mm", "na_letter_8.5x11in"],
    colorModes: color ? ["auto", "monochrome", "color"] : ["monochrome"],
    numberUp: [1, 2, 4, 6, 9, 16],
    pageRanges: true,
    askedAt,
  };
};

/** In YAML, which reads JSON. */
export const settings = `version: 1
box:
  name: lycee
devices:
  simulated: true
  cards: ${JSON.stringify(atHand.map(({ short, card }) => ({ name: short, number: card })))}
terminals:
  - name: hall
    printers: ${JSON.stringify(printers.map(({ name }) => name))}
    devices:
      - driver: simulated-reader
      - driver: simulated-keypad
`;

export interface Waiting {
  readonly login: string;
  readonly title: string;
  readonly leaves: readonly Leaf[];
}

const leaf = (heading: string, lines: readonly string[], more: Partial<Leaf> = {}): Leaf => ({ heading, lines, ...more });

/** Four documents that wait for their owners' cards. */
export const waiting: readonly Waiting[] = [
  {
    login: "amelie",
    title: "Exposé - Les abeilles et nous.pdf",
    leaves: [
      leaf(
        "Les abeilles et nous",
        [
          "Amélie Brunel, Terminale C",
          "",
          "Une ruche compte jusqu'à 60 000 abeilles.",
          "Elles pollinisent un tiers de ce que nous mangeons.",
        ],
        {
          color: true,
        },
      ),
      leaf("Pourquoi elles disparaissent", [
        "Les pesticides, le varroa, la faim en été.",
        "Le nombre de colonies baisse depuis vingt ans.",
      ]),
      leaf(
        "Ce que nous pouvons faire",
        ["Semer des fleurs sauvages dans la cour.", "Tondre moins souvent.", "Acheter le miel de la région."],
        { color: true },
      ),
    ],
  },
  {
    login: "amelie",
    title: "Lettre de motivation.pdf",
    leaves: [
      leaf("Lettre de motivation", [
        "Madame, Monsieur,",
        "",
        "Je souhaite faire mon stage d'observation chez vous,",
        "du 8 au 19 décembre.",
        "",
        "Amélie Brunel",
      ]),
    ],
  },
  {
    login: "hugo",
    title: "TP chimie - dosage.pdf",
    leaves: ["But et matériel", "Mesures", "Courbe", "Conclusion"].map((heading) =>
      leaf(heading, ["Dosage d'un vinaigre par la soude.", "Hugo Lambert, Terminale C"]),
    ),
  },
  {
    login: "d.riviere",
    title: "Affiche - Fête du lycée (A3).pdf",
    leaves: [
      leaf("Fête du lycée", ["Vendredi 19 décembre à 18 heures, dans la cour.", "Musique, crêpes, tombola.", "Entrée libre."], {
        color: true,
        a3: true,
      }),
    ],
  },
];
