// Ce que dit le manuel autour de ses chapitres.
import type { help as source } from "../en/help.ts";
import type { Translated } from "../shape.ts";

export const help: Translated<typeof source> = {
  "help.title": "Manuel",
  "help.hint": "Ce que chacun fait avec Quoin, page par page : qui imprime, qui administre, qui installe.",
  "help.contents": "Sommaire",
  "help.skip": "Aller au texte",
  "help.search": "Chercher dans le manuel",
  "help.search.none": "Aucune page n'en parle. Essayez un autre mot.",
  "help.before": "Précédent",
  "help.after": "Suivant",
  "help.turn": "Pages précédente et suivante",
  "help.to-portal": "Mes impressions",
  "help.to-console": "Console",
  "help.nowhere": "Le manuel n'a pas cette page.",
  "help.nowhere.contents": "Voir le sommaire",
  "help.part.users": "Pour tous ceux qui impriment",
  "help.part.users.hint": "Imprimer, retirer, payer, et que faire quand une imprimante s'arrête.",
  "help.part.administrators": "Pour les administrateurs",
  "help.part.administrators.hint": "Préparer imprimantes, prix et comptes ; suivre les impressions et l'argent.",
  "help.part.technicians": "Pour les techniciens",
  "help.part.technicians.hint": "Poser un boîtier, brancher les lecteurs, trouver la panne, remplacer un boîtier.",
  "help.part.reference": "Les mots",
  "help.part.reference.hint": "Ce que veut dire chaque mot des pages et de ce manuel.",
};
