// Ce qui n'a pas marché, en phrases entières : ce qui s'est passé, ce que cela change pour le papier et l'argent, ce qu'on peut faire.
import type { problems as source } from "../en/problems.ts";
import type { Translated } from "../shape.ts";

export const problems: Translated<typeof source> = {
  "refused.account-authorization-failed":
    "Vous n'avez pas ce droit. Rien n'a été imprimé, modifié ni débité. Demandez-le à votre administrateur.",
  "refused.account-closed": "Ce compte est fermé. Rien n'est imprimé et son crédit est conservé. Adressez-vous à l'accueil.",
  "refused.account-closed.balance":
    "Ce compte est fermé, avec un solde de {balance}. Rien n'a été modifié. Seul ce solde peut encore être rendu ou payé, pas plus.",
  "refused.account-info-needed":
    "Cette impression n'a pas encore de propriétaire. Elle attend et ne coûte rien. Son expéditeur peut la réclamer, ou un administrateur l'attribuer.",
  "refused.account-limit-reached":
    "Le crédit ne suffit pas. L'impression attend et rien n'est débité. Ajoutez du crédit ou retirez des pages.",
  "refused.account-limit-reached.missing":
    "Il manque {missing}. L'impression attend et rien n'est débité. Ajoutez du crédit ou retirez des pages.",
  "refused.account-limit-reached.spendable":
    "On ne peut retirer que {spendable} de ce crédit : il manque {missing}. Rien n'a été modifié. Retirez moins.",
  "refused.already-exists": "Cela existe déjà. Rien n'a été modifié. Choisissez un autre nom.",
  "refused.already-exists.named": "Existe déjà : {kind} « {name} ». Rien n'a été modifié. Choisissez un autre nom.",
  "refused.backup-under-way": "Une autre sauvegarde est en cours. Rien n'a été fait pour vous. Réessayez dans un instant.",
  "refused.backup-unusable": "Ce fichier ne peut pas être restauré. Rien n'a été changé. Choisissez une autre sauvegarde.",
  "refused.backup-unusable.detail": "Ce fichier ne peut pas être restauré : {detail}. Rien n'a été changé.",
  "refused.restore-under-way": "Une autre sauvegarde est en train d'arriver. Rien n'a été changé. Réessayez dans un instant.",
  "refused.bad-input": "La saisie n'a pas été comprise. Rien n'a été modifié. Vérifiez-la et recommencez.",
  "refused.bad-input.field": "« {field} » ne convient pas. Rien n'a été modifié. Corrigez et recommencez.",
  "refused.bad-input.detail": "« {field} » ne convient pas : {detail}. Rien n'a été modifié. Corrigez et recommencez.",
  "refused.already-claimed":
    "Ce boîtier a déjà son administrateur. Rien n'a été modifié. Connectez-vous, ou demandez à la personne qui l'a installé.",
  "refused.setup-code-wrong":
    "Ce n'est pas le code de ce boîtier. Rien n'a été modifié. Il s'affiche là où le boîtier a démarré, sur son étiquette ou son écran.",
  "refused.card-awaited": "Carte lue. Rien n'a été imprimé ni débité. Confirmez-la sur la page où vous l'avez demandée.",
  "refused.card-taken":
    "Cette carte appartient déjà à quelqu'un. Rien n'a été modifié. Demandez d'abord à un administrateur de la libérer.",
  "refused.changed-meanwhile":
    "Quelqu'un d'autre a modifié cela entre-temps. Rien de ce que vous avez saisi n'est perdu ni enregistré. Voyez ce qui s'y trouve maintenant, puis décidez.",
  "refused.changed-meanwhile.named":
    "Quelqu'un d'autre a modifié entre-temps : {kind} « {name} ». Rien de ce que vous avez saisi n'est perdu ni enregistré. Voyez ce qui s'y trouve maintenant, puis décidez.",
  "refused.code-refused": "Ce code ne peut pas être utilisé. Rien n'a été modifié. Choisissez-en un autre, plus long.",
  "refused.code-refused.digits":
    "Ce code ne peut pas être utilisé. Rien n'a été modifié. Choisissez-en un autre d'au moins {digits} chiffres : assez pour qu'on n'en devine aucun, même quand il y aura plus de monde.",
  "refused.command-conflict":
    "Cette demande a déjà servi à autre chose. Rien n'a été modifié ni débité. Envoyez-la comme une nouvelle demande.",
  "refused.document-damaged": "Le document est abîmé. Il attend, n'est pas imprimé et ne coûte rien. Refaites-le et renvoyez-le.",
  "refused.document-empty": "Le document n'a aucune page. Rien n'est imprimé ni débité. Vérifiez-le et renvoyez-le.",
  "refused.document-format-not-supported":
    "Cette imprimante ne lit pas ce type de document. Rien n'est imprimé ni débité. Envoyez-le en PDF.",
  "refused.document-format-not-supported.other":
    "Cette imprimante ne lit pas ce type de document. Il attend et ne coûte rien. {other} peut l'imprimer.",
  "refused.document-password-error":
    "Le document est protégé par un mot de passe. Il attend, n'est pas imprimé et ne coûte rien. Renvoyez-le sans mot de passe.",
  "refused.document-too-large": "Le document est trop gros. Rien n'est imprimé ni débité. Envoyez-le en plusieurs parties.",
  "refused.document-unreadable":
    "Le document n'a pas pu être lu. Il attend, n'est pas imprimé et ne coûte rien. Envoyez-le en PDF, ou demandez de l'aide.",
  "refused.job-not-here":
    "Le document est dans un autre boîtier qui ne répond pas. Il attend et ne coûte rien. Réessayez plus tard, ou imprimez-le là-bas.",
  "refused.job-not-possible":
    "Ce n'est plus possible pour cette impression. Rien de plus n'est imprimé ni débité. Regardez de nouveau la liste.",
  "refused.job-not-possible.nothing":
    "La demande {reservation} n'a rien donné : elle n'a rien imprimé ni débité. Si l'impression attend encore, relancez-la par une nouvelle demande.",
  "refused.job-not-found":
    "Cette impression n'attend plus : elle a été imprimée ou supprimée. Rien de plus n'est débité. Regardez de nouveau la liste.",
  "refused.locked": "Trop d'essais erronés. Rien n'a été imprimé ni débité. Attendez un quart d'heure, puis réessayez.",
  "refused.locked.until": "Trop d'essais erronés. Rien n'a été imprimé ni débité. Réessayez à {until}.",
  "refused.no-such-thing": "Cela n'existe pas. Rien n'a été modifié. Vérifiez le nom.",
  "refused.no-such-thing.simulated":
    "Ce terminal n'a pas d'{kind} « {name} ». Rien n'a été modifié. Dans les réglages, écrivez {settings} et le pilote de ce nom à ce terminal ; puis lancez le boîtier avec eux.",
  "refused.no-such-thing.named": "Introuvable : {kind} « {name} ». Rien n'a été modifié. Vérifiez le nom.",
  "refused.no-such-thing.kind": "Introuvable : {kind}. Rien n'a été modifié. Regardez de nouveau la liste.",
  "refused.price-changed": "Le prix a changé. Rien n'a été imprimé ni débité. Regardez le nouveau prix, puis décidez.",
  "refused.price-changed.total":
    "Le prix est maintenant de {total}. Rien n'a été imprimé ni débité. Acceptez ce prix ou laissez l'impression en attente.",
  "refused.printer-busy": "L'imprimante est occupée. L'impression attend et rien n'est débité. Réessayez dans un instant.",
  "refused.printer-not-calibrated":
    "On ne sait toujours pas comment cette imprimante compte. Rien n'a été modifié ni débité. Allez la voir, puis réessayez.",
  "refused.printer-not-calibrated.reason":
    "On ne sait toujours pas comment {name} compte : {reason}. Rien n'a été modifié ni débité. Allez voir l'imprimante, puis réessayez.",
  "refused.printer-not-compatible":
    "Cette imprimante ne peut pas imprimer ceci. L'impression attend et ne coûte rien. Choisissez une autre imprimante ou d'autres options.",
  "refused.printer-not-compatible.other":
    "Cette imprimante ne peut pas imprimer ceci. L'impression attend et ne coûte rien. {other} peut l'imprimer.",
  "refused.printer-unreachable":
    "L'imprimante ne répond pas. L'impression attend et rien n'est débité. Vérifiez qu'elle est allumée, ou choisissez-en une autre.",
  "refused.settings-changed":
    "Des réglages ont été modifiés entre-temps. Rien n'a été enregistré. Regardez ce qui est en place, puis enregistrez de nouveau.",
  "refused.settings-changed.setting":
    "Le réglage « {setting} » a été modifié entre-temps. Rien n'a été enregistré. Regardez ce qui est en place, puis enregistrez de nouveau.",
  "refused.settings-changed.by":
    "Le réglage « {setting} » a été modifié entre-temps par {by}. Rien n'a été enregistré. Regardez ce qui est en place, puis enregistrez de nouveau.",
  "refused.sign-in-failed": "Non reconnu. Rien n'a été imprimé ni débité. Réessayez, ou adressez-vous à l'accueil.",
  "refused.spool-full": "Il n'y a plus de place pour les documents. Celui-ci n'a pas été gardé et ne coûte rien. Renvoyez-le plus tard.",
  "refused.spool-quota-reached":
    "Trop de vos documents attendent. Celui-ci n'a pas été gardé et ne coûte rien. Imprimez ou supprimez-en, puis renvoyez-le.",
  "refused.test-page-not-printed": "La page de test n'est pas sortie. Rien n'est débité. Allez voir l'imprimante, puis réessayez.",
  "refused.test-page-not-printed.reason":
    "La page de test n'est pas sortie de {name} : {reason}. Rien n'est débité. Allez voir l'imprimante, puis réessayez.",
  "refused.still-in-use": "Cela sert encore. Rien n'a été modifié. Libérez-le d'abord, puis recommencez.",
  "refused.still-in-use.named":
    "Encore en service : {kind} « {name} ». Rien n'a été modifié. Libérez d'abord ce qui s'en sert, puis recommencez.",
  "refused.strength-too-low":
    "L'expéditeur de cette impression n'est pas assez sûr. Elle attend et ne coûte rien. Envoyez-la en étant connecté, ou réclamez-la depuis l'appareil d'envoi.",

  "detail.login": "des lettres, des chiffres et . _ + @ -, 64 au plus",
  "detail.name": "des lettres, des chiffres et . _ -, 63 au plus, en commençant par une lettre ou un chiffre",
  "detail.too-short": { one: "au moins {n} caractère", other: "au moins {n} caractères" },
  "detail.too-long": { one: "{n} caractère au plus", other: "{n} caractères au plus" },
  "detail.too-small": "{n} ou plus",
  "detail.too-big": "{n} ou moins",
  "detail.too-few": "au moins {n}",
  "detail.too-many": "{n} au plus",
  "detail.positive": "plus de 0",
  "detail.not-zero": "tout sauf 0",
  "detail.most-money": "{total} au plus",
  "detail.new-price": "{name} est nouveau et demande un prix en noir (--mono) et un en couleur (--color)",
  "detail.times": "plus de 0 et au plus 100 fois l'A4",
  "detail.one-printer": "seule une file à carte a plusieurs imprimantes",
  "detail.card": "ce n'est pas un numéro de carte",
  "detail.keys": "0 à 9, # et *",
  "detail.digits": "4 à 16 chiffres",
  "detail.own-data": "ce sont les données du boîtier lui-même",
  "detail.own-address": "c'est le boîtier lui-même",
  "detail.followers": "{n} regardent déjà",
  "detail.key": "8 à 128 caractères, nouveaux pour chaque acte",
  "detail.cursor": "ce n'est pas une page de cette liste : recommencez au début",
  "detail.ended": "ce qui est terminé se lit du plus récent au plus ancien, et pas autrement",
  "detail.missing": "il n'y en a pas",
  "detail.whole-number": "un nombre entier",
  "detail.options": "au choix : {options}",
  "detail.characters": "certains de ses caractères ne sont pas admis",
  "detail.unknown": "rien ne s'appelle ainsi",
  "detail.other": "c'est autre chose",
  "detail.page-list": "une liste de pages comme 1-3, 5",
  "detail.job": "un numéro comme dans quoin job list, ou un ID",
  "detail.scheme": "elle commence par {known}",
  "detail.host": "il manque le nom ou l'adresse de l'imprimante",
  "detail.path": "le chemin manque ou ne convient pas",
  "detail.query": "rien ne peut suivre un ?",
  "detail.password": "elle ne peut pas contenir de mot de passe",
  "detail.network-address": "ce n'est ni un nom ni une adresse de machine",
  "detail.ipv4": "une adresse IPv4 de machine, comme 192.168.1.20",
  "detail.prefix": "de 8 à 30",
  "detail.other-network": "elle n'est pas dans le réseau de l'adresse",
  "detail.syntax": "ce n'est pas une adresse comme ipp://192.168.1.20/ipp/print",
  "detail.no-directory": "il n'y a pas de dossier {directory}",
  "detail.not-writable": "on ne peut pas écrire dans {directory} ({code})",
  "detail.no-backup": "ce n'est pas une sauvegarde d'un boîtier",
  "detail.backup-newer": "une version plus récente de Quoin l'a faite. Installez d'abord cette version, puis restaurez",
  "detail.backup-cut": "il est coupé, sa fin manque. Recopiez-le de l'endroit où il est gardé, ou prenez une sauvegarde plus ancienne",
  "detail.backup-damaged":
    "il n'est plus tel qu'il a été écrit. Recopiez-le de l'endroit où il est gardé, ou prenez une sauvegarde plus ancienne",
  "detail.backup-unclaimed":
    "il date d'avant que quelqu'un gère le boîtier : aucun administrateur n'y pourrait se connecter. Prenez une sauvegarde plus récente, ou restaurez-le par la commande",
  "detail.backup-empty": "il est vide",
  "detail.backup-too-large": "il dépasse 4 Go. Restaurez-le par la commande, sur la machine du boîtier",
  "detail.backup-no-room": "le disque du boîtier n'a pas la place de trois fois sa taille. Faites de la place, puis renvoyez-le",
  "detail.backup-gone": "il n'est plus ici. Renvoyez-le",
  "detail.box-name": "tapez {box}",
  "detail.under-way": "une sauvegarde s'y écrit déjà",
  "detail.several-left": "plusieurs personnes parties l'avaient : donnez l'ID que montre leur liste",
  "field.address": "adresse",
  "field.amount": "montant",
  "field.card": "cartes",
  "field.code": "code",
  "field.department": "département",
  "field.file": "fichier",
  "field.gateway": "passerelle",
  "field.prefix": "longueur du préfixe",
  "field.nameServers": "serveurs de noms",
  "field.timeServers": "serveurs de temps",
  "field.job": "impression",
  "field.keys": "touches",
  "field.limit": "limite",
  "field.login": "identifiant",
  "field.name": "nom",
  "field.number": "numéro",
  "field.pages": "pages",
  "field.password": "mot de passe",
  "field.pin": "PIN",
  "field.price": "prix",
  "field.printer": "imprimante",
  "field.printers": "imprimantes",
  "field.queue": "file",
  "field.reason": "motif",
  "field.search": "recherche",
  "field.size": "taille",
  "field.terminal": "terminal",
  "field.uri": "adresse",

  "fault.bug":
    "Ce boîtier a fait une erreur. Ce qui a été confirmé est acquis. Vérifiez le crédit avant de recommencer et prévenez votre administrateur.",
  "fault.config-invalid":
    "Les réglages contiennent une erreur. Le boîtier ne démarre pas et rien n'a été modifié. Corrigez ce qui est indiqué et relancez.",
  "fault.data-damaged":
    "Des données sont abîmées et ont été mises de côté. Rien n'en est imprimé ni débité. Restaurez une sauvegarde ou demandez de l'aide.",
  "fault.data-in-use": "Un autre Quoin utilise déjà ces données. Rien n'a été modifié. Arrêtez-le, ou indiquez un autre dossier.",
  "fault.device-failed": "Un appareil ne répond pas. Rien n'a été imprimé ni débité. Débranchez-le, rebranchez-le et réessayez.",
  "fault.disk-full": "Le disque de ce boîtier est plein. L'envoi n'a pas été gardé et ne coûte rien. Libérez de la place, puis renvoyez.",
  "fault.engine-failed": "Le document n'a pas pu être examiné. Il attend et ne coûte rien. Réessayez, ou envoyez un PDF plus simple.",
  "fault.not-running": "Aucun boîtier ne tourne sur ces données. Rien n'a été modifié. Lancez « quoin run », puis recommencez.",
  "fault.overloaded": "Le boîtier a trop à faire. Rien n'a été imprimé ni débité. Réessayez dans un instant.",
  "fault.printer-failed": "L'imprimante a échoué. Seules les pages sorties sont débitées. Vérifiez l'imprimante, puis réessayez.",
  "fault.store-ambiguous":
    "La réponse tarde : on vérifie si c'est fait. Rien ne sera débité deux fois. Regardez de nouveau dans un instant.",
  "fault.store-unavailable": "Les comptes sont injoignables. Rien n'a été imprimé ni débité. Réessayez dans un instant.",
  "fault.timeout": "Aucune réponse à temps. Rien ne sera débité deux fois. Regardez la liste dans un instant.",
};
