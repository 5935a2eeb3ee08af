// Ce que disent chaque liste et chaque champ de montant.
import type { lists as source } from "../en/lists.ts";
import type { Translated } from "../shape.ts";

export const lists: Translated<typeof source> = {
  "page.save": "Enregistrer",
  "page.close": "Fermer",
  "page.undo": "Annuler",
  "page.amount.wrong": "Ce n'est pas un montant. Écrivez-le comme 5,00",
  "table.filter": "Filtrer la liste",
  "table.columns": "Choisir les colonnes",
  "table.csv": "Télécharger en CSV",
  "table.all": "Tout choisir",
  "table.shown": "{n} sur {total}",
  "table.capped": "Seules les {n} premières lignes sur {total} sont ici. Cherchez ce qui manque.",
  "table.none": "Rien ne correspond.",
  "table.none.hint": "Raccourcissez ce qui est dans le filtre, ou videz-le.",
};
