// The description of the API, as the console shows it.
export const api = {
  "api.subject.people": "People and their credit",
  "api.subject.jobs": "Print jobs",
  "api.subject.books": "Ledger and figures",
  "api.subject.printers": "Printers",
  "api.subject.queues": "Queues",
  "api.subject.prices": "Price profiles",
  "api.subject.terminals": "Terminals and their screens",
  "api.subject.box": "The box: state, log, backup",
  "api.subject.settings": "Settings, language and currency",
  "api.subject.network": "Network and clock",
  "api.subject.certificate": "Certificate and trust",
  "api.subject.session": "Signing in and out",
  "api.subject.me": "What people do for themselves",
  "api.subject.screen": "The screen beside a printer",
  "api.subject.setup": "The first run of a box",
} as const;
