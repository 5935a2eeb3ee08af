// What went wrong, in whole sentences: what happened, what it means for paper and money, what can be done, in that order.

export const problems = {
  "refused.account-authorization-failed":
    "You may not do this. Nothing was printed, changed or charged. Ask your administrator for the right to.",
  "refused.account-closed": "This account is closed. Nothing is printed, and its credit is kept. Ask at the desk.",
  "refused.account-info-needed":
    "Nobody owns this job yet. It waits and costs nothing. Its sender can claim it, or an administrator can assign it.",
  "refused.account-limit-reached": "There is not enough credit. The job waits and nothing is charged. Add credit or remove pages.",
  "refused.account-limit-reached.missing": "{missing} is missing. The job waits and nothing is charged. Add credit or remove pages.",
  "refused.already-exists": "This already exists. Nothing was changed. Choose another name.",
  "refused.already-exists.named": "There is already a {kind} “{name}”. Nothing was changed. Choose another name.",
  "refused.bad-input": "This was not understood. Nothing was changed. Check what was typed and try again.",
  "refused.bad-input.field": "“{field}” does not fit. Nothing was changed. Correct it and try again.",
  "refused.bad-input.detail": "“{field}” does not fit: {detail}. Nothing was changed. Correct it and try again.",
  "refused.card-taken": "This card already belongs to someone. Nothing was changed. Ask an administrator to free it first.",
  "refused.code-refused": "This code cannot be used. Nothing was changed. Choose another, longer one.",
  "refused.code-refused.digits":
    "This code cannot be used. Nothing was changed. Choose another of at least {digits} digits: so many that guessing finds nobody's, also when more people come.",
  "refused.command-conflict":
    "This request was already used for something else. Nothing was changed or charged. Send it again as a new request.",
  "refused.document-damaged": "The document is damaged. It waits, is not printed and costs nothing. Make it again and send it once more.",
  "refused.document-empty": "The document has no page. Nothing is printed or charged. Check it and send it once more.",
  "refused.document-format-not-supported":
    "This printer cannot read this kind of document. Nothing is printed or charged. Send it as a PDF.",
  "refused.document-format-not-supported.other":
    "This printer cannot read this kind of document. It waits and costs nothing. {other} can print it.",
  "refused.document-password-error":
    "The document is protected by a password. It waits, is not printed and costs nothing. Send it without the password.",
  "refused.document-too-large": "The document is too large. Nothing is printed or charged. Send it in several parts.",
  "refused.document-unreadable":
    "The document could not be read. It waits, is not printed and costs nothing. Send it as a PDF, or ask for help.",
  "refused.job-not-here":
    "The document is in another box that does not answer now. It waits and costs nothing. Try again later, or print it there.",
  "refused.job-not-possible": "This can no longer be done with this job. Nothing more is printed or charged. Look at the list again.",
  "refused.job-not-found": "This job is no longer waiting: it was printed or deleted. Nothing more is charged. Look at the list again.",
  "refused.locked": "There were too many wrong tries. Nothing was printed or charged. Wait a quarter of an hour, then try again.",
  "refused.locked.until": "There were too many wrong tries. Nothing was printed or charged. Try again at {until}.",
  "refused.no-such-thing": "This does not exist. Nothing was changed. Check the name.",
  "refused.no-such-thing.named": "There is no {kind} “{name}”. Nothing was changed. Check the name.",
  "refused.no-such-thing.kind": "There is no such {kind}. Nothing was changed. Look at the list again.",
  "refused.price-changed": "The price has changed. Nothing was printed or charged. Look at the new price, then decide.",
  "refused.price-changed.total": "The price is now {total}. Nothing was printed or charged. Accept this price, or leave the job waiting.",
  "refused.printer-busy": "The printer is busy. The job waits and nothing is charged. Try again in a moment.",
  "refused.printer-not-calibrated":
    "It is still not known how this printer counts. Nothing was changed or charged. Look at the printer, then try again.",
  "refused.printer-not-calibrated.reason":
    "It is still not known how {name} counts: {reason}. Nothing was changed or charged. Look at the printer, then try again.",
  "refused.printer-not-compatible":
    "This printer cannot print this job. It waits and costs nothing. Choose another printer or other options.",
  "refused.printer-not-compatible.other": "This printer cannot print this job. It waits and costs nothing. {other} can print it.",
  "refused.printer-unreachable":
    "The printer does not answer. The job waits and nothing is charged. Check that it is on, or choose another one.",
  "refused.sign-in-failed": "This was not recognised. Nothing was printed or charged. Try again, or ask at the desk.",
  "refused.spool-full": "There is no room for more documents now. This one was not kept and costs nothing. Send it again later.",
  "refused.spool-quota-reached":
    "Too many of your documents are waiting. This one was not kept and costs nothing. Print or delete some, then send it again.",
  "refused.still-in-use": "This is still in use. Nothing was changed. Free it first, then try again.",
  "refused.still-in-use.named": "The {kind} “{name}” is still in use. Nothing was changed. Free it first, then try again.",
  "refused.strength-too-low":
    "It is not certain enough who sent this job. It waits and costs nothing. Send it signed in, or claim it from the device that sent it.",

  "fault.bug":
    "This box made a mistake. What was acknowledged is safe. Look at the balance before trying again, and tell your administrator.",
  "fault.config-invalid":
    "The settings have a mistake. The box does not start with them and nothing was changed. Correct what is named and start again.",
  "fault.data-damaged": "Some data is damaged and was set aside. Nothing is printed or charged from it. Restore a backup, or ask for help.",
  "fault.data-in-use": "Another Quoin already runs on this data. Nothing was changed. Stop it, or give another data directory.",
  "fault.device-failed": "A device does not answer. Nothing was printed or charged. Unplug it, plug it in again and try once more.",
  "fault.disk-full": "The disk of this box is full. What was sent was not kept and costs nothing. Free some room, then send it again.",
  "fault.engine-failed": "The document could not be examined. It waits and costs nothing. Try again, or send it as a simpler PDF.",
  "fault.not-running": "No box runs on this data. Nothing was changed. Start it with “quoin run”, then try again.",
  "fault.overloaded": "The box has too much to do right now. Nothing was printed or charged. Try again in a moment.",
  "fault.printer-failed": "The printer failed. Only the pages that came out are charged. Check the printer, then try again.",
  "fault.store-ambiguous":
    "The answer is late: it is being checked whether this was done. Nothing will be charged twice. Look again in a moment.",
  "fault.store-unavailable": "The accounts cannot be reached right now. Nothing was printed or charged. Try again in a moment.",
  "fault.timeout": "No answer came in time. Nothing will be charged twice. Look at the list in a moment.",
} as const;
