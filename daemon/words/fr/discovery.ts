// Trouver une imprimante qui n'est pas encore ajoutée.
import type { Translated } from "../shape.ts";
import type { discovery as english } from "../en/discovery.ts";

export const discovery: Translated<typeof english> = {
  "discovery.silent":
    "Rien ne répond à cette adresse. Vérifiez que l'imprimante est allumée et dans ce réseau ; son adresse se lit sur son écran ou sur sa page d'état.",
  "discovery.no-printer":
    "Un appareil répond à cette adresse, mais pas comme une imprimante IPP ({why}). Activez IPP dans ses réglages, ou donnez son adresse complète.",
  "discovery.title": "Imprimantes de ce réseau",
  "discovery.looking": "Recherche d'imprimantes…",
  "discovery.none": "Aucune imprimante ne s'est annoncée.",
  "discovery.none.hint": "Est-elle allumée, et dans le même réseau ? Sinon, saisissez son adresse ci-dessous.",
  "discovery.again": "Chercher encore",
  "discovery.added": "Déjà ajoutée : {name}",
  "discovery.address": "Nom ou adresse de l'imprimante",
  "discovery.address.hint": "Elle se lit sur l'écran de l'imprimante ou sur sa page d'état.",
  "discovery.ask": "Chercher là",
};
