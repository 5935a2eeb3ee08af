// Ce que dit la console sous sa tête Système, et ce qui accompagne les réglages.
import type { system as source } from "../en/system.ts";
import type { Translated } from "../shape.ts";

export const system: Translated<typeof source> = {
  "admin.fix.settings": "Voir les réglages",
  "admin.page.settings": "Réglages",
  "settings.hint": "Ce qui est dit à ce boîtier. Une modification prend effet à son prochain démarrage.",
  "settings.find": "Chercher un réglage",
  "settings.must": "Il faut",
  "settings.fixed": "Fixé dans {where} : modifiez-le là.",
  "settings.fixed.flag": "Fixé par {where}, sur la ligne de commande.",
  "settings.unsaved": "pas encore enregistré",
  "settings.waits": "après un redémarrage",
  "settings.changed": "modifié ici",
  "settings.changed.by": "modifié par {by}, {at}",
  "settings.now": "En place : {value}",
  "settings.nothing": "rien",
  "settings.default": "Revenir à la valeur par défaut : {value}",
  "settings.undo": "Annuler",
  "settings.drop": "Abandonner",
  "settings.typed": { one: "{n} réglage n'est pas encore enregistré.", other: "{n} réglages ne sont pas encore enregistrés." },
  "settings.restart": "Prend effet après un redémarrage",
  "settings.restart.hint":
    "Le boîtier est absent quelques secondes. Rien n'est perdu : les impressions attendent, et cette page continue d'elle-même.",
  "settings.restart.printing": {
    one: "{n} impression est en cours. Elle sera suivie après le redémarrage ; mieux vaut attendre qu'elle soit finie.",
    other: "{n} impressions sont en cours. Elles seront suivies après le redémarrage ; mieux vaut attendre qu'elles soient finies.",
  },
  "settings.restart.now": "Redémarrer maintenant",
  "settings.restarting": "Le boîtier redémarre ; cette page continue d'elle-même.",
  "setting.why.value": "Il faut {mustBe}. Par exemple : {example}",
  "setting.why.unknown": "Il n'y a pas de réglage {name}.",
  "setting.why.at-least": "Il faut au moins {least} : une partie peut déjà atteindre cette valeur.",
  "setting.why.twice": "Un second terminal s'appelle {name}. Donnez à chacun son propre nom.",
  "setting.why.simulated": "Le pilote {driver} simule un appareil, et les appareils simulés sont désactivés.",
  "setting.why.fixed": "Fixé dans {where}, que le boîtier n'écrit pas. Modifiez-le là.",
  "setting.why.currency": "Tout l'argent de ce boîtier est en {currency} : les montants changeraient de nom sans être convertis.",
  "doctor.settings-wait": "Des réglages modifiés prendront effet au prochain démarrage du boîtier.",
  "doctor.settings-wait.remedy": "Redémarrez le boîtier, dans la console sous Système, quand personne n'imprime.",
  "doctor.settings-undone": "Le boîtier n'a pas pu démarrer avec les derniers réglages modifiés et tourne avec les précédents. {problem}",
  "doctor.settings-undone.remedy": "Voyez settings.refused.yaml dans le répertoire de données, et modifiez-les autrement.",
};
