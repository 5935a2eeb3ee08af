// Ce que le boîtier dit de lui-même à une personne, dans le portail et à un terminal.
import type { messages as source } from "../en/messages.ts";
import type { Translated } from "../shape.ts";

export const messages: Translated<typeof source> = {
  "message.printed": {
    one: "« {title} » est imprimé : {n} page, {amount} débités.",
    other: "« {title} » est imprimé : {n} pages, {amount} débités.",
  },
  "message.refunded": {
    one: "« {title} » s'est arrêté : {n} page est sortie, {amount} débités ; {refunded} vous sont rendus.",
    other: "« {title} » s'est arrêté : {n} pages sont sorties, {amount} débités ; {refunded} vous sont rendus.",
  },
  "message.expired":
    "« {title} » a attendu trop longtemps et a été supprimé. Rien n'a été débité. Envoyez-le de nouveau s'il vous le faut.",
  "message.credit-low": "Il vous reste {amount}. Ajoutez du crédit avant la prochaine impression.",
  "message.refused": "« {title} » ne peut pas être imprimé. {sentence}",
  "told.of": "Message {place} sur {of}",
  "told.confirm": "J'ai lu",
  "told.later": "Plus tard",
};
