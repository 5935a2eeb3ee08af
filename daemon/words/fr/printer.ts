// Une imprimante, dans la console et dans ce que le boîtier constate : ses consommables, sa page de test.
import type { printer as source } from "../en/printer.ts";
import type { Translated } from "../shape.ts";

export const printer: Translated<typeof source> = {
  "test-page": "Imprimer une page de test",
  "test-page.printing": "Une page s'imprime. Il faut du papier, et personne ne la paie.",
  "test-page.printed": "Imprimée : la page est sortie de {name}.",
  "supplies.head": "Consommables",
  "supplies.none": "Cette imprimante ne dit rien de son toner ni de son encre.",
  "supplies.lowest": "{name} {level} %",
  "supply.level": "{level} %",
  "supply.some": "il en reste, l'imprimante ne dit pas combien",
  "supply.unknown": "inconnu : l'imprimante ne le dit pas",
  "supply.low": "bientôt vide",
  "supply.empty": "vide",
  "supply.nearly-full": "bientôt plein",
  "supply.unnamed": "un consommable sans nom",
  "supply.left": "{name} (reste {level} %)",
  "supply.full": "{name} (plein à {level} %)",
  "doctor.printer-supply": "L'imprimante {name} aura bientôt besoin de pièces neuves : {supplies}.",
  "doctor.printer-supply.remedy": "Commandez-les et gardez-les à portée : sans elles, l'imprimante s'arrête et ses impressions attendent.",
};
