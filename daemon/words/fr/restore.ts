// Une sauvegarde remise en place dans la console : ce qu'elle contient, ce qui serait perdu, et comment cela a fini.
import type { restore as source } from "../en/restore.ts";
import type { Translated } from "../shape.ts";

export const restore: Translated<typeof source> = {
  "restore.file": "Fichier de sauvegarde",
  "restore.file.hint": "Il est vérifié en entier à côté des données du boîtier, puis vous est montré. Rien ne change avant votre accord.",
  "restore.file.choose": "Choisir un fichier",
  "restore.bring": "L'envoyer et le vérifier",
  "restore.sending": "{percent} % sont arrivés",
  "restore.checking": "Chaque ligne est vérifiée. On imprime pendant ce temps.",
  "restore.cut": "Le fichier n'est pas arrivé en entier. Rien n'a été changé. Renvoyez-le.",
  "restore.failed": "La dernière restauration a échoué",
  "restore.failed.why": "Tout est comme avant elle. Le boîtier n'a pas pu démarrer avec cette sauvegarde ; voici ce qu'il a dit :",
  "doctor.restore-failed": "Le boîtier n'a pas pu démarrer avec la sauvegarde à restaurer, et tourne avec tout comme avant. {problem}",
  "doctor.restore-failed.remedy": "Prenez une autre sauvegarde, ou corrigez ce que le boîtier dit de celle-ci, et restaurez-la de nouveau.",
  "admin.fix.restore": "Voir la sauvegarde",
  "restore.done": "La sauvegarde est en vigueur. Vérifiez les livres, et reprenez à la main ce qui est venu après elle.",

  "restore.holds": "Ce que contient cette sauvegarde",
  "restore.made": "Faite le",
  "restore.made.unknown": "par un Quoin plus ancien, qui ne le notait pas",
  "restore.box": "Boîtier",
  "restore.box.same": "{name}, celui-ci",
  "restore.box.other": "{name}, un autre",
  "restore.users": "Utilisateurs",
  "restore.credit": "Crédit de tous",
  "restore.rows": "Écritures des livres",
  "restore.rows.last": "{n}, la dernière du {at}",
  "restore.jobs": "Impressions en attente",
  "restore.size": "Taille",

  "restore.lost": "Ce qui sera perdu",
  "restore.lost.nothing": "Rien n'a été imprimé ni payé depuis.",
  "restore.lost.rows": {
    one: "{n} écriture des livres, du {since} : {paidIn} versés, {charged} imprimés.",
    other: "{n} écritures des livres, depuis le {since} : {paidIn} versés, {charged} imprimés.",
  },
  "restore.lost.all": {
    one: "La seule écriture des livres de ce boîtier : ce ne sont pas ceux de la sauvegarde.",
    other: "Les {n} écritures des livres de ce boîtier : ce ne sont pas ceux de la sauvegarde.",
  },
  "restore.lost.changes": "Ce qui a été changé depuis : personnes, imprimantes, prix, réglages. Une carte retirée depuis ouvre de nouveau.",
  "restore.lost.kept": {
    one: "{n} document en attente ici continue d'attendre.",
    other: "{n} documents en attente ici continuent d'attendre.",
  },
  "restore.lost.documents": {
    one: "{n} document en attente ici : son propriétaire le renverra.",
    other: "{n} documents en attente ici : leurs propriétaires les renverront.",
  },
  "restore.lost.missing": {
    one: "{n} impression en attente alors n'a plus de document ici : son propriétaire l'apprend.",
    other: "{n} impressions en attente alors n'ont plus de document ici : leurs propriétaires l'apprennent.",
  },
  "restore.lost.printing": {
    one: "{n} impression sort en ce moment, et personne ne la paierait : attendez qu'elle soit sortie.",
    other: "{n} impressions sortent en ce moment, et personne ne les paierait : attendez qu'elles soient sorties.",
  },
  "restore.lost.aside": "Ce qui est ici maintenant est gardé à côté, dans un dossier du répertoire de données.",

  "restore.typed": "Tapez {name} pour confirmer",
  "restore.password": "Votre mot de passe",
  "restore.act": "Mettre cette sauvegarde en vigueur",
  "restore.away": "La jeter",
  "restore.restarting": "Le boîtier redémarre avec la sauvegarde. Chacun se connecte ensuite de nouveau.",
  "restore.command": "Sans cette page",
};
