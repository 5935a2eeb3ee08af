// What each route does, and what is noted at a field, in French: the contract says both in English. One that is missing does not compile, or
// fails its test.
import type { RouteName } from "../../../daemon/api/contract/index.ts";

export const frenchSummaries: Readonly<Record<RouteName, string>> = {
  "POST /api/v1/users": "Ajouter une personne",
  "GET /api/v1/users": "Les personnes, page par page ; closed : celles qui sont parties et dont l'argent est encore ici",
  "GET /api/v1/users/{login}": "Une personne",
  "PATCH /api/v1/users/{login}": "Modifier une personne",
  "DELETE /api/v1/users/{login}":
    "Fermer le compte d'une personne : cartes retirées, impressions en attente supprimées, argent gardé et listé",
  "POST /api/v1/users/{login}/cards": "Donner une carte",
  "POST /api/v1/users/{login}/cards/remove": "Retirer une carte",
  "PUT /api/v1/users/{login}/code": "Choisir le code qui se tape à la place d'une carte",
  "PUT /api/v1/users/{login}/pin": "Choisir le PIN demandé après une carte ou un code",
  "PUT /api/v1/users/{login}/password": "Choisir le mot de passe",
  "POST /api/v1/users/{login}/top-ups": "Recréditer",
  "POST /api/v1/users/{login}/adjustments": "Corriger le crédit, en plus ou en moins",
  "POST /api/v1/users/{login}/queue-tokens": "Faire une adresse personnelle d'une file : qui y imprime est cette personne",
  "DELETE /api/v1/queue-tokens/{token}": "Mettre fin à une adresse personnelle",
  "POST /api/v1/jobs/acts": "Supprimer, libérer, réallouer ou déplacer plusieurs impressions en attente",
  "POST /api/v1/users/acts": "Fermer plusieurs comptes, en fixer le département ou la limite, ou en déplacer le crédit",
  "GET /api/v1/overview":
    "Ce que les derniers jours ont donné, le plus ancien d'abord, aujourd'hui en dernier ; les jours sont ceux du lieu",
  "GET /api/v1/ledger/entries":
    "Les mouvements d'argent, les plus récents d'abord : par genre, par date, par montant quel que soit son sens, et par une partie de l'identifiant, du motif ou de l'auteur",
  "GET /api/v1/printers": "Toutes les imprimantes, et comment elles vont",
  "GET /api/v1/printers/{printer}": "Une imprimante",
  "PUT /api/v1/printers/{printer}": "Ajouter ou modifier une imprimante, et lui demander ce qu'elle sait faire",
  "DELETE /api/v1/printers/{printer}": "Retirer une imprimante dont aucune file ne se sert",
  "POST /api/v1/printers/{printer}/calibration": "Imprimer les pages d'étalonnage et apprendre comment l'imprimante compte",
  "POST /api/v1/printers/{printer}/test-page": "Imprimer une page, débitée à personne ; répond quand elle est sortie",
  "GET /api/v1/discovery/devices": "Les lecteurs et claviers branchés qu'aucun réglage ne nomme",
  "GET /api/v1/discovery/printers": "Les imprimantes qui s'annoncent sur les réseaux de ce boîtier (DNS-SD). Prend quelques secondes",
  "POST /api/v1/discovery/printers":
    "Ce qui répond à une adresse : un nom, une IP ou une URI IPP. Ne change rien. `sentence` : ce qui a été entendu à la place d'une imprimante",
  "GET /api/v1/network": "Le réseau et l'horloge du boîtier",
  "PUT /api/v1/network":
    "Changer le réseau d'un boîtier Quoin. Une adresse fixe s'en retourne d'elle-même si elle n'est pas confirmée de là-bas : `confirm` dit où et comment",
  "POST /api/v1/network/confirmation":
    "Le boîtier a été trouvé à sa nouvelle adresse, par la page qui en était avertie : rien d'autre ne connaît le jeton",
  "POST /api/v1/network/trial": "Essayer un serveur de noms, un serveur de temps ou un proxy. Ne change rien",
  "POST /api/v1/clock/confirmation":
    "Quelqu'un a comparé l'horloge du boîtier avec une autre, qui dit `now` : elle est digne de confiance dès maintenant",
  "GET /api/v1/queues": "Toutes les files, avec leur adresse",
  "PUT /api/v1/queues/{queue}":
    "Ajouter ou modifier une file. `least` et `tell` restent ce qu'ils sont s'ils ne sont pas donnés ; une nouvelle file a named et auto",
  "DELETE /api/v1/queues/{queue}": "Retirer une file",
  "GET /api/v1/prices": "Tous les profils de prix",
  "PUT /api/v1/prices/{price}":
    "Fixer un profil de prix. Ce qui n'est pas donné reste, seul un nouveau profil demande mono et color ; 1000 fait coûter un format autant que l'A4",
  "DELETE /api/v1/prices/{price}": "Retirer un profil de prix qu'aucune imprimante ne suit",
  "GET /api/v1/terminals": "Tous les terminaux, avec ce qui y est branché",
  "POST /api/v1/terminals/{terminal}/devices":
    "Confier à un terminal ce qui est branché : une ligne de ses réglages, en vigueur au prochain démarrage",
  "PUT /api/v1/terminals/{terminal}": "Ajouter ou modifier un terminal",
  "DELETE /api/v1/terminals/{terminal}": "Retirer un terminal, avec les écrans qui en tiennent lieu",
  "GET /api/v1/terminals/{terminal}/screen": "Ce que montre le terminal",
  "GET /api/v1/terminals/{terminal}/live": "Ce que montre le terminal, à chaque changement",
  "POST /api/v1/terminals/{terminal}/card": "Présenter une carte à un lecteur simulé",
  "POST /api/v1/terminals/{terminal}/keys": "Appuyer sur des touches : 0 à 9, # ou * comme au clavier",
  "GET /api/v1/jobs":
    "Les impressions qui attendent ou s'impriment, les plus anciennes d'abord ; ou celles qui sont terminées, ou parmi elles celles à vérifier, les plus récentes d'abord",
  "GET /api/v1/jobs/{job}": "Une impression, même terminée. `printer` : ce qu'elle coûterait là, au lieu de l'endroit le moins cher",
  "POST /api/v1/jobs/{job}/release":
    "Libérer une impression en attente sur une imprimante. Répond dès que l'argent est réservé ; l'impression dit la suite. Une clé dont rien n'est sorti est refusée : prenez-en une nouvelle",
  "DELETE /api/v1/jobs/{job}": "Supprimer une impression",
  "POST /api/v1/jobs/{job}/assignment":
    "Dire à qui est une impression en attente : à personne jusqu'ici, ou à quelqu'un d'autre, qui ne la paie plus",
  "POST /api/v1/jobs/{job}/queue": "Déplacer une impression en attente vers une autre file : ses imprimantes et ses prix valent désormais",
  "GET /api/v1/ledger/rows": "Toutes les lignes des livres, la plus ancienne d'abord",
  "GET /api/v1/ledger/verification": "Si les livres tombent juste, et la première rupture sinon",
  "POST /api/v1/ledger/verification": "Commencer la vérification des livres, ou rejoindre celle qui court ; elle continue d'elle-même",
  "GET /api/v1/ledger/verification/progress": "Où en est la vérification en cours, et ce qu'a donné la dernière",
  "GET /api/v1/ledger/statements/{login}": "Les lignes d'une personne, les plus récentes d'abord, page par page",
  "GET /api/v1/status": "Comment va le boîtier",
  "GET /api/v1/findings": "Ce qui ne va pas, et que faire",
  "POST /api/v1/backups": "Écrire une sauvegarde dans un fichier de cette machine",
  "GET /api/v1/restore": "La sauvegarde apportée, et pourquoi la dernière restauration a échoué, si elle a échoué",
  "POST /api/v1/restore":
    "Apporter une sauvegarde : le corps est le fichier lui-même. Elle est vérifiée entière à côté des données, qui ne sont pas touchées",
  "DELETE /api/v1/restore": "Jeter la sauvegarde apportée",
  "POST /api/v1/restore/start":
    "La mettre à la place de tout : `name` est le nom de ce boîtier, `password` le mot de passe de la personne. Le boîtier redémarre avec elle",
  "GET /api/v1/about": "Quel Quoin tourne ici, sur quoi, et où sont ses données",
  "GET /api/v1/about/packages": "Les paquets installés avec lui, et leurs licences",
  "GET /api/v1/backup":
    "Une sauvegarde à emporter, ligne par ligne comme son fichier les contient. Elle contient les clés du boîtier : gardez-la comme de l'argent",
  "GET /api/v1/settings": "Tous les réglages : ce que fait chacun, ce qu'il doit être, ce qu'il est, et d'où cela vient",
  "PATCH /api/v1/settings":
    "Changer des réglages, tous ou aucun ; null rend la valeur d'origine. Ce qu'un fichier ou la ligne de commande fixe est refusé",
  "POST /api/v1/box/restart": "Arrêter le boîtier et le redémarrer, un instant après cette réponse",
  "GET /api/v1/log": "Des lignes du journal, les plus récentes d'abord, par importance, partie, mots et date",
  "GET /api/v1/log/lines": "Toutes les lignes du journal qui correspondent, la plus récente d'abord, à garder en fichier",
  "GET /api/v1/diagnostics":
    "État, constats, versions, réglages sans secrets, imprimantes, machine et journal, en un .tar.gz pour qui vous aide",
  "POST /api/v1/session": "Se connecter. Pose un cookie qu'aucun script ne peut lire",
  "GET /api/v1/session": "Qui est connecté",
  "DELETE /api/v1/session": "Se déconnecter",
  "GET /api/v1/setup": "Si personne ne s'occupe encore de ce boîtier",
  "POST /api/v1/setup":
    "Devenir le premier administrateur, avec le code que le boîtier montre à sa console. Connecte ; refusé pour toujours ensuite",
  "GET /api/v1/first-run": "Jusqu'où la mise en service est arrivée",
  "PUT /api/v1/first-run": "Une étape est atteinte, ou tout est fait. En atteindre de nouveau une précédente ne change rien",
  "POST /api/v1/first-run/terminal":
    "Faire servir cette imprimante par un lecteur de cartes branché. `restarts` : le boîtier redémarre pour cela",
  "POST /api/v1/first-run/test-print":
    "Une page d'essai en trois faces, comme impression de cette personne : elle attend comme toute autre d'être libérée",
  "POST /api/v1/terminals/{terminal}/card-readings":
    "Attendre la prochaine carte au lecteur d'un terminal, et la prendre à sa session. `number` manque si aucune n'est venue en une demi-minute",
  "GET /api/v1/place": "La langue, la monnaie et le fuseau horaire du lieu",
  "PUT /api/v1/place": "Les changer. `restarts` : le boîtier redémarre avec cela. La monnaie est fixée dès que de l'argent a bougé",
  "GET /api/v1/me": "Mon compte",
  "PATCH /api/v1/me": "Changer ce qui m'appartient de changer",
  "PUT /api/v1/me/password": "Changer mon mot de passe ; tout autre navigateur est déconnecté",
  "POST /api/v1/me/code":
    "Un nouveau code à taper à la place d'une carte, tiré par le boîtier et dit cette seule fois ; l'ancien prend fin",
  "PUT /api/v1/me/pin": "Choisir le PIN demandé après ma carte ou mon code",
  "GET /api/v1/me/browsers": "Où je suis connecté",
  "DELETE /api/v1/me/browsers/{browser}": "Déconnecter un navigateur à moi",
  "GET /api/v1/me/printers": "Les imprimantes d'où mes impressions peuvent sortir",
  "GET /api/v1/me/cards": "Mes cartes, et où le boîtier attend qu'on en présente une autre",
  "POST /api/v1/me/cards": "Ajouter une carte par son numéro ; sans lui : la carte qui vient d'être lue",
  "DELETE /api/v1/me/cards/{card}": "Retirer une carte à moi : elle n'ouvre plus rien",
  "POST /api/v1/me/cards/reading": "Attendre ma nouvelle carte à un lecteur",
  "DELETE /api/v1/me/cards/reading": "Ne plus attendre ; ce qui a été lu est oublié",
  "GET /api/v1/me/history": "Mes impressions terminées, les plus récentes d'abord. `before` : la dernière que j'ai vue",
  "GET /api/v1/me/statement": "Mon compte, ligne par ligne, les plus récentes d'abord. `before` : la dernière que j'ai vue",
  "GET /api/v1/me/use": "Ce que j'ai imprimé : ce mois-ci, en 30 jours, ou en un an",
  "GET /api/v1/me/jobs": "Mes impressions qui attendent ou s'impriment, les plus anciennes d'abord, avec où chacune peut sortir",
  "GET /api/v1/me/quote": "Ce que coûtent ensemble plusieurs de mes impressions en attente, sur chaque imprimante qui en prend une",
  "PATCH /api/v1/me/jobs/{job}": "Changer comment s'imprime une de mes impressions en attente ; le prix suit",
  "POST /api/v1/me/jobs/{job}/release":
    "Imprimer une de mes impressions en attente. `shown` : le prix que j'ai vu ; un autre est refusé. Une clé dont rien n'est sorti est refusée : prenez-en une nouvelle",
  "DELETE /api/v1/me/jobs/{job}": "Supprimer une de mes impressions en attente",
  "POST /api/v1/me/jobs/{job}/keep": "Annuler la suppression d'une impression à moi",
  "POST /api/v1/me/documents":
    "Envoyer un document : le corps est le fichier lui-même (PDF, JPEG, PWG raster, URF). Il attend comme toute autre impression",
  "GET /api/v1/me/messages": "Ce qui m'a été dit et que je n'ai ni fermé ni confirmé, le plus ancien d'abord",
  "DELETE /api/v1/me/messages/{message}": "Fermer un message, ou le confirmer",
  "GET /api/v1/me/notices": "De quoi je suis averti, et comment",
  "PUT /api/v1/me/notices": "Comment je veux être averti d'un événement ; `usual` : comme le boîtier est réglé",
  "GET /api/v1/terminals/{terminal}/screens": "Les écrans qui tiennent lieu d'un terminal",
  "POST /api/v1/terminals/{terminal}/screens": "Lier un écran à un terminal : qui ouvre l'adresse est ce terminal. Montrée une seule fois",
  "DELETE /api/v1/terminals/{terminal}/screens/{screen}": "Délier un écran",
  "POST /api/v1/kiosk": "Devenir le terminal dont un jeton tient lieu. Pose un cookie qu'aucun script ne peut lire",
  "GET /api/v1/kiosk": "Quel terminal est cet écran",
  "GET /api/v1/kiosk/live": "Ce que montre le terminal et comment vont les imprimantes à côté, à chaque changement",
  "POST /api/v1/kiosk/keys": "Appuyer sur des touches : 0 à 9, # ou *",
  "POST /api/v1/kiosk/sign-in": "Taper un identifiant, et un mot de passe ou un PIN ; l'écran dit ce qu'il en est",
  "POST /api/v1/kiosk/card": "Présenter une carte au lecteur simulé ; refusé s'il n'y en a pas",
  "GET /api/v1/kiosk/simulation": "Les cartes et imprimantes simulées à côté de cet écran ; refusé s'il n'y en a pas",
  "PUT /api/v1/kiosk/simulation/printers/{printer}":
    "Bourrer une imprimante simulée, lui prendre son papier, l'éteindre ; ou la remettre en marche, si aucune panne n'est nommée",
  "GET /api/v1/kiosk/simulation/sides/{side}": "L'image d'une face sortie d'une imprimante simulée",
  "GET /api/v1/certificate": "Quel certificat est en vigueur, et ce qui est en cours",
  "PUT /api/v1/certificate":
    "Mettre en vigueur un certificat à soi : les fichiers qui le portent, sa chaîne et sa clé, dans n'importe quel ordre, PEM, DER ou PFX",
  "DELETE /api/v1/certificate":
    "Revenir au certificat du boîtier ; celui qui a été apporté est détruit avec sa clé, celui qui a été commandé ne l'est plus",
  "PUT /api/v1/certificate/acme": "Commander un certificat à un serveur ACME, et le renouveler dès lors. Répond avant qu'il soit là",
  "POST /api/v1/certificate/acme/order": "Commander de nouveau maintenant",
  "GET /api/v1/trust": "Si ce boîtier répond de lui-même, et avec quelle autorité",
};

export const frenchNotes: Readonly<Record<string, string>> = {
  "the column to sort by; with a - before it the other way round": "la colonne selon laquelle trier ; avec un - devant, dans l'autre sens",
  "words that all stand in a row; accents and capitals count for nothing":
    "des mots qui sont tous dans une ligne ; accents et majuscules ne comptent pas",
  "`next` of the page before, asked with the same sort; nothing else can be read from it":
    "`next` de la page d'avant, demandée avec le même tri ; rien d'autre ne s'y lit",
  "how many rows there are on all pages": "le nombre de lignes sur toutes les pages",
  "absent on the last page": "absent à la dernière page",
  "The same key is the same act.": "La même clé est le même acte.",
  "ten-thousandths of the currency unit": "dix-millièmes de l'unité monétaire",
  "permille of the price of A4": "pour mille du prix de l'A4",
  "A sentence for people, in the caller's language": "Une phrase pour les gens, dans la langue de qui appelle",
};
