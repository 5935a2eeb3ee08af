// Ce que dit la console sous sa tête Système, et ce qui accompagne les réglages.
import type { system as source } from "../en/system.ts";
import type { Translated } from "../shape.ts";

export const system: Translated<typeof source> = {
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
