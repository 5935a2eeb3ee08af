// La bande de simulation sous l'écran d'une démonstration.
import type { simulation as source } from "../en/simulation.ts";
import type { Translated } from "../shape.ts";

export const simulation: Translated<typeof source> = {
  "kiosk.simulation": "Simulation",
  "kiosk.simulation.card": "Numéro de carte",
  "kiosk.simulation.hold": "Présenter la carte",
  "kiosk.simulation.cards": "Cartes",
  "kiosk.simulation.keys": "Clavier",
  "kiosk.simulation.printers": "Imprimantes",
  "kiosk.simulation.paper": "Feuilles sorties",
  "kiosk.simulation.paper.none": "Les pages imprimées apparaissent ici.",
  "kiosk.simulation.side": "Page imprimée {n} sur {printer}",
  "kiosk.simulation.side.none": "Pas d'image de cette page",
  "kiosk.simulation.mended": "En marche",
  "kiosk.simulation.jam": "Bourrage",
  "kiosk.simulation.empty": "Sans papier",
  "kiosk.simulation.off": "Éteinte",
  "kiosk.simulation.lost": "La simulation ne répond pas ; elle revient d'elle-même.",
};
