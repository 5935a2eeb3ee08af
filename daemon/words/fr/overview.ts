// La première page de la console : aujourd'hui, les trente derniers jours, ce qui attend quelqu'un.
import type { overview as source } from "../en/overview.ts";
import type { Translated } from "../shape.ts";

export const overview: Translated<typeof source> = {
  "overview.today": "Aujourd'hui",
  "overview.jobs": { one: "impression sortie", other: "impressions sorties" },
  "overview.pages": { one: "page", other: "pages" },
  "overview.in-color": { one: "{n} en couleur", other: "{n} en couleur" },
  "overview.paid-in": "encaissé",
  "overview.charged": "débité",
  "overview.yesterday": "hier {what}",
  "overview.month": "Trente jours",
  "overview.mono": "Pages en noir",
  "overview.color": "Pages en couleur",
  "overview.money": "Débité",
  "overview.chart": "Pages et argent de chacun des trente derniers jours. Les flèches vont d'un jour à l'autre.",
  "overview.day": "{day} : {mono} en noir, {color} en couleur, {charged} débités, {paid} encaissés",
  "overview.figures": "En chiffres",
  "overview.none": "Rien n'a été imprimé pendant ces trente jours.",
  "overview.none.hint": "Les pages et l'argent de chaque jour figurent ici dès la première impression.",
  "overview.waiting": "En ce moment",
  "overview.works": "Ce qui marche",
  "overview.machine": "Pour la personne qui s'occupe de la machine : {remedy}",
  "overview.day-head": "Jour",
  "admin.fix.see-printer": "Voir l'imprimante",
  "admin.fix.code": "Donner un code plus long",
  "admin.fix.terminal": "Voir le terminal",
  "admin.fix.books": "Vérifier les livres",
  "admin.fix.system": "Voir l'état du boîtier",
};
