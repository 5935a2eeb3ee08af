// The strip below a demonstration's screen: hands for people who have neither card nor printer.
export const simulation = {
  "kiosk.simulation": "Simulation",
  "kiosk.simulation.card": "Card number",
  "kiosk.simulation.hold": "Hold up the card",
  "kiosk.simulation.cards": "Cards",
  "kiosk.simulation.keys": "Keypad",
  "kiosk.simulation.printers": "Printers",
  "kiosk.simulation.paper": "Paper that came out",
  "kiosk.simulation.paper.none": "Printed pages appear here.",
  "kiosk.simulation.side": "Printed page {n} at {printer}",
  "kiosk.simulation.side.none": "No picture of this page",
  "kiosk.simulation.mended": "Mended",
  "kiosk.simulation.jam": "Jam",
  "kiosk.simulation.empty": "No paper",
  "kiosk.simulation.off": "Off",
  "kiosk.simulation.lost": "The simulation does not answer; it comes back by itself.",
} as const;
