// Thirty days at the school, as acts with their times: who printed what, where, and what was paid in. PURE: the same days from the same start.
import type { Role } from "./school.ts";
import { members, printers } from "./school.ts";

export interface Printed {
  readonly what: "printed";
  /** When the last sheet was out. */
  readonly at: number;
  readonly login: string;
  readonly title: string;
  /** A letter a page, as documents are packed: a is A4, b is A3, capitals are in colour. */
  readonly pages: string;
  readonly copies: number;
  readonly twoSided: boolean;
  readonly printer: string;
  readonly station: string;
  /** How long before that it was sent. */
  readonly waitedMs: number;
  /** It jammed after so many sides: what did not come out is given back. */
  readonly jammedAfter?: number;
}

/** Sent a day before, and never asked for. */
export interface Forgotten extends Pick<Printed, "at" | "login" | "title" | "pages" | "station"> {
  readonly what: "forgotten";
}

export interface Paid {
  readonly what: "paid";
  readonly at: number;
  readonly login: string;
  /** Ten-thousandths of a euro; a correction may be anything but 0. */
  readonly amount: number;
  readonly reason: string;
  readonly correction?: true;
}

export type Act = Printed | Forgotten | Paid;

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
export const daysBack = 30;

/** From Sunday: a full day's share. Wednesday afternoon and Saturday afternoon are free. */
const shareOf = [0, 0.95, 1.1, 0.6, 1.15, 1, 0.2] as const;
const jobsOnAFullDay = 26;
/** Before class, the breaks, and the rush before the afternoon. */
const hours = [7.6, 7.8, 8, 8.2, 9.9, 10, 10.1, 11.5, 12.2, 12.6, 13, 13.2, 13.4, 15.4, 16.1, 16.6, 17.2] as const;
const morningEnds = 12.7;

const subjects: Readonly<Record<Role, readonly string[]>> = {
  pupil: [
    "Exposé",
    "Rapport de stage",
    "Devoir maison",
    "Fiche de lecture",
    "TP physique",
    "CV",
    "Lettre",
    "Plan de dissertation",
    "Oral du bac",
  ],
  teacher: ["Contrôle", "Cours chapitre", "Corrigé", "Fiche d'exercices", "Carte", "Sortie scolaire", "Texte à commenter", "Évaluation"],
  office: ["Circulaire aux familles", "Convocation", "Liste des élèves", "Attestation", "Conseil de classe", "Menu de la cantine"],
};

/** A sequence that looks like chance and is the same each time (Numerical Recipes' constants). */
function chanceFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** `midnight`: of today, where the school is; `weekday`: today's, Sunday is 0. In the order they happened, none after `now`. */
export function daysBefore(now: number, midnight: number, weekday: number): Act[] {
  const chance = chanceFrom(2026);
  const acts: Act[] = welcome(midnight - daysBack * dayMs + 7 * hourMs);
  for (let back = daysBack; back >= 0; back--) {
    const day = (((weekday - back) % 7) + 7) % 7;
    const jobs = Math.round(jobsOnAFullDay * (shareOf[day] as number) * (0.85 + 0.3 * chance()));
    for (let job = 0; job < jobs; job++) acts.push(oneJob(chance, midnight - back * dayMs, day === 3 || day === 6));
  }
  return [...acts, ...events(midnight)].filter(({ at }) => at < now).sort((a, b) => a.at - b.at);
}

const pick = <T>(chance: () => number, all: readonly T[]): T => all[Math.floor(chance() * all.length)] as T;

function oneJob(chance: () => number, midnight: number, isShort: boolean): Printed | Forgotten {
  const { login, role, short } = pick(chance, chance() < 0.35 ? members.filter((one) => one.role !== "pupil") : members);
  const hour = pick(chance, isShort ? hours.filter((each) => each < morningEnds) : hours);
  const at = midnight + (hour + chance() * 0.35) * hourMs;
  const copies = role === "teacher" && chance() < 0.3 ? 24 + Math.floor(chance() * 8) : 1;
  const sides = 1 + Math.floor(chance() ** 2 * (copies > 1 ? 3 : role === "pupil" ? 8 : 12));
  const colored = chance() < (role === "office" ? 0.15 : 0.22);
  const pages = Array.from({ length: sides }, (_, page) => (colored && (page === 0 || chance() < 0.25) ? "A" : "a")).join("");
  const title = `${pick(chance, subjects[role])} ${1 + Math.floor(chance() * 9)}.pdf`;
  const station = role === "pupil" ? `PC-CDI-0${1 + Math.floor(chance() * 8)}` : `PORTABLE-${short.split(" ").at(-1)?.toUpperCase() ?? ""}`;
  if (chance() < 0.03) return { what: "forgotten", at, login, title, pages, station };
  const printer = colored
    ? pick(chance, ["hall", "profs"])
    : pick(chance, role === "pupil" ? ["hall", "cdi", "cdi"] : printers.map(({ name }) => name));
  const waitedMs = (1 + chance() * 25) * minuteMs;
  return { what: "printed", at, login, title, pages, copies, twoSided: chance() < 0.5, printer, station, waitedMs };
}

/** Ten euros for everybody who pays, on the first morning. */
const welcome = (at: number): Paid[] =>
  members
    .filter(({ role }) => role === "pupil")
    .map(({ login }, place) => ({ what: "paid", at: at + place * minuteMs, login, amount: 100_000, reason: "Caisse : rentrée" }));

/** A jam that gave money back, and pages that were paid back by hand: on whatever day, somebody is at school. */
function events(midnight: number): Act[] {
  const at = (back: number, hour: number): number => midnight - back * dayMs + hour * hourMs;
  return [
    {
      what: "printed",
      at: at(6, 10.2),
      login: "ines",
      title: "Dossier TPE.pdf",
      pages: "AaaaaAaaaa",
      copies: 1,
      twoSided: false,
      printer: "hall",
      station: "PC-CDI-03",
      waitedMs: 4 * minuteMs,
      jammedAfter: 4,
    },
    {
      what: "paid",
      at: at(5, 9.1),
      login: "noe",
      amount: 4_000,
      reason: "Remboursement : huit pages illisibles, toner vide",
      correction: true,
    },
  ];
}
