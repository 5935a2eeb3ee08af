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

  "kiosk.help.code": "Code à scanner : {address}",
  "kiosk.help.close": "Fermer",
  "kiosk.help.phone": "Tout le manuel sur votre téléphone",
  "kiosk.help.door.1":
    "Envoyez d'abord votre document : depuis un ordinateur ou un téléphone, à l'adresse affichée ici, ou depuis votre page Quoin.",
  "kiosk.help.door.2": "Présentez votre carte au lecteur ; ou tapez votre code, puis la coche.",
  "kiosk.help.door.3": "Ni carte ni code ? Demandez à l'accueil, ou choisissez un code sur votre page Quoin.",
  "kiosk.help.list.1": "Touchez les documents à imprimer. Ce que vous ne choisissez pas continue d'attendre.",
  "kiosk.help.list.2": "Le grand bouton montre le prix. Rien n'est débité avant que vous le touchiez.",
  "kiosk.help.list.3": "« Options » change copies, couleur et recto verso du document choisi ; le prix suit.",
  "kiosk.help.choice.1": "Le prix affiché vaut pour cette imprimante et ces choix.",
  "kiosk.help.choice.2": "Vous payez les pages qui sortent, jamais plus que ce prix.",
  "kiosk.help.printing.1": "Vous pouvez partir : l'impression continue sans vous.",
  "kiosk.help.printing.2": "Seules les pages sorties sont débitées ; le reste revient à votre crédit.",
  "kiosk.help.stopped.1":
    "« Attendre » : l'impression reprend dès que l'imprimante est remise en marche. Ajoutez du papier, ou retirez la feuille coincée.",
  "kiosk.help.stopped.2": "« Arrêter et être remboursé » : seules les pages sorties sont débitées.",
  "kiosk.help.stopped.3": "Si vous n'y arrivez pas, dites à l'accueil de quelle imprimante il s'agit.",
  "kiosk.help.result.1": "Ce qui a été débité figure dans votre historique, ligne par ligne.",
  "kiosk.help.result.2": "S'il manque quelque chose, le reste continue d'attendre : imprimez-le de nouveau, ici ou ailleurs.",
};
