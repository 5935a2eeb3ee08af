// La description de l'API, comme la console la montre.
import type { api as english } from "../en/api.ts";
import type { Translated } from "../shape.ts";

export const api: Translated<typeof english> = {
  "api.subject.people": "Les personnes et leur crédit",
  "api.subject.jobs": "Les impressions",
  "api.subject.books": "Livres et chiffres",
  "api.subject.printers": "Imprimantes",
  "api.subject.queues": "Files",
  "api.subject.prices": "Profils de prix",
  "api.subject.terminals": "Terminaux et leurs écrans",
  "api.subject.box": "Le boîtier : état, journal, sauvegarde",
  "api.subject.settings": "Réglages, langue et monnaie",
  "api.subject.network": "Réseau et horloge",
  "api.subject.certificate": "Certificat et confiance",
  "api.subject.session": "Entrer et sortir",
  "api.subject.me": "Ce que chacun fait pour soi",
  "api.subject.screen": "L'écran à côté d'une imprimante",
  "api.subject.setup": "La mise en service d'un boîtier",
};
