// Une sauvegarde à emporter, comment la restaurer, et ce qui tourne ici.
import type { about as english } from "../en/about.ts";
import type { Translated } from "../shape.ts";

export const about: Translated<typeof english> = {
  "admin.page.backup": "Sauvegarde",
  "backup.hint": "Un seul fichier, avec lequel ce boîtier peut être refait, sur cette machine ou sur une autre.",
  "backup.take": "Sauvegarder",
  "backup.holds": "Ce qu'elle contient",
  "backup.holds.accounts": "Les personnes, leurs cartes et leurs codes, leur crédit",
  "backup.holds.books": "Les livres, de la première écriture à la dernière",
  "backup.holds.printing": "Les imprimantes, les files, les terminaux, les prix",
  "backup.holds.settings": "Les réglages faits dans cette console, les certificats et les clés du boîtier",
  "backup.lacks": "Ce qu'elle ne contient pas",
  "backup.lacks.documents": "Les documents en attente : ils ne quittent jamais ce boîtier",
  "backup.lacks.file": "Les réglages donnés dans un fichier à part : gardez une copie de ce fichier",
  "backup.keep": "Gardez-la comme de l'argent",
  "backup.keep.why":
    "Elle contient les clés du boîtier : qui l'a peut se faire passer pour lui. Rangez-la ailleurs que sur le boîtier, là où personne d'autre ne peut la lire.",
  "backup.make": "Faire une sauvegarde et l'enregistrer",
  "backup.making": "La sauvegarde se fait. Pendant ce temps, on continue d'imprimer.",
  "backup.made": "La sauvegarde est complète : {file}, {size}.",
  "backup.restore": "Restaurer",
  "backup.restore.what":
    "Une restauration remplace les personnes, les livres et les réglages par ceux de la sauvegarde. Ce qui a été imprimé et payé depuis n'y est pas. Ce qui était là avant est gardé à côté.",
  "backup.restore.stop": "Arrêtez le boîtier.",
  "backup.restore.run":
    "Sur sa machine, sous son utilisateur, dans le dossier de Quoin, lancez cette commande avec le nom de votre fichier :",
  "backup.restore.command": "Commande",
  "backup.restore.start": "Relancez le boîtier, puis connectez-vous comme au moment de la sauvegarde.",

  "admin.page.about": "À propos",
  "about.hint": "Ce qui tourne ici, et de quoi c'est fait.",
  "about.quoin": "Ce Quoin",
  "about.id": "Numéro du boîtier",
  "about.uptime": "Durée de marche",
  "about.license": "Licence",
  "about.place": "Adresses et disque",
  "about.https": "Pages, chiffrées",
  "about.data": "Répertoire de données",
  "about.disk": "Place libre sur son disque",
  "about.disk.of": "{free} sur {total}",
  "about.packages": "Paquets",
  "about.packages.what": "Quoin est fait avec des logiciels libres écrits par d'autres. Voici les paquets installés, avec leur licence.",
  "about.packages.show": "Afficher les paquets",
  "about.package": "Paquet",
  "about.package.version": "Version du paquet",
  "about.package.unsaid": "non indiquée",
  "about.packages.none": "Pas de liste de paquets",
  "about.packages.none.hint": "Le relevé de ce qui a été installé manque sur cette machine.",
};
