// L'écran à côté d'une imprimante, comme page à toucher. Ce qu'un terminal dit en texte (screen.…) est dit ici avec les mêmes mots.
import type { kiosk as source } from "../en/kiosk.ts";
import type { Translated } from "../shape.ts";

export const kiosk: Translated<typeof source> = {
  "kiosk.card": "Présentez votre carte",
  "kiosk.card.or": "ou tapez votre code",
  "kiosk.queue": "Ce que vous envoyez à {queue} sort ici.",
  "kiosk.send": "Imprimer ici",
  "kiosk.send.hint": "Ajoutez cette adresse sur votre ordinateur ou téléphone. Vos documents vous attendent ici.",
  "kiosk.send.code": "Code à scanner : {uri}",
  "kiosk.printers": "Imprimantes ici",
  "kiosk.printer.state": "{printer} : {state}",
  "kiosk.printer.none": "Aucune imprimante ici pour l'instant.",

  "kiosk.code": "Votre code",
  "kiosk.pin": "Votre code PIN",
  "kiosk.typed": { one: "{n} chiffre tapé", other: "{n} chiffres tapés" },
  "kiosk.typed.hint": "Validez ensuite avec la coche.",
  "kiosk.pad": "Chiffres",
  "kiosk.pad.confirm": "Valider",
  "kiosk.pad.erase": "Effacer",

  "kiosk.leave": "Quitter",
  "kiosk.back": "Retour",
  "kiosk.on": "Continuer",

  "kiosk.list": "Vos documents",
  "kiosk.list.none": "Rien ne vous attend",
  "kiosk.list.none.hint": "Envoyez un document, puis revenez : il sera ici.",
  "kiosk.list.all": "Tout choisir",
  "kiosk.list.clear": "Ne rien choisir",
  "kiosk.list.next": "Page suivante",
  "kiosk.options": "Options",
  "kiosk.go.all": "Tout imprimer",
  "kiosk.go.all.hint": "le prix d'abord",
  "kiosk.print": "Imprimer",
  "kiosk.print.jobs": { one: "Imprimer {n} document", other: "Imprimer {n} documents" },
  "kiosk.print.pages": { one: "Imprimer {n} page", other: "Imprimer {n} pages" },
  "kiosk.print.covered": "Imprimer {n} sur {of}",

  "kiosk.job.copies": "Combien de copies ?",
  "kiosk.job.next-printer": "Autre imprimante",
  "kiosk.basket": { one: "{n} document à imprimer", other: "{n} documents à imprimer" },
  "kiosk.delete": "Supprimer",
  "kiosk.delete.ask": { one: "Supprimer ce document ?", other: "Supprimer ces {n} documents ?" },
  "kiosk.delete.hint": {
    one: "Il ne sera pas imprimé et ne coûte rien.",
    other: "Ils ne seront pas imprimés et ne coûtent rien.",
  },
  "kiosk.delete.keep": "Garder",

  "kiosk.printing": "Impression en cours",
  "kiosk.printing.place": "Document {place} sur {of}",
  "kiosk.printing.sheets": "Pages sorties",
  "kiosk.printing.leave": "l'impression continue",
  "kiosk.stopped": "L'imprimante s'est arrêtée",
  "kiosk.stopped.why": "{printer} : {reasons}.",
  "kiosk.stopped.wait": "Attendre",
  "kiosk.stopped.stop": "Arrêter et être remboursé",
  "kiosk.stopped.leave": "Quitter et arrêter",

  "kiosk.price": "Le prix a changé",
  "kiosk.price.accept": "Imprimer quand même",
  "kiosk.price.keep": "Laisser en attente",

  "kiosk.result": "C'est fait",
  "kiosk.result.not": "Tout n'a pas été imprimé",
  "kiosk.result.pages": { one: "{n} page imprimée", other: "{n} pages imprimées" },
  "kiosk.result.list": "Voir la liste",

  "kiosk.countdown": { one: "Déconnexion dans {n} seconde", other: "Déconnexion dans {n} secondes" },
  "kiosk.countdown.there": "Toujours là ?",
  "kiosk.countdown.stay": "Touchez pour rester",

  "kiosk.connecting": "Un instant : cet écran se connecte.",
  "kiosk.lost": "Reconnexion",
  "kiosk.lost.hint": "La liaison avec le boîtier est coupée. Cet écran reprend de lui-même ; ce qui s'imprime continue.",
  "kiosk.unbound": "Cet écran n'est lié à aucune imprimante",
  "kiosk.unbound.hint":
    "Sur un autre appareil, ouvrez la console, choisissez le terminal à côté de cette imprimante, puis « Lier un écran », et ouvrez ici l'adresse affichée.",
};
