// Finding a printer that is not set up yet.

export const discovery = {
  "discovery.silent":
    "Nothing answers at this address. Check that the printer is on and in this network, and read its address on its own panel or its status page.",
  "discovery.no-printer":
    "Something answers at this address, but not as an IPP printer does ({why}). Switch IPP on in its settings, or give its whole address.",
  "discovery.title": "Printers in this network",
  "discovery.looking": "Looking for printers…",
  "discovery.none": "No printer announced itself.",
  "discovery.none.hint": "Is it on, and in the same network? Otherwise type its address below.",
  "discovery.again": "Look again",
  "discovery.added": "Already added: {name}",
  "discovery.address": "Name or address of the printer",
  "discovery.address.hint": "It stands on the printer's panel or status page.",
  "discovery.ask": "Look there",
} as const;
