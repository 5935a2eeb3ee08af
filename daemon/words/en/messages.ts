// What the box tells a person by itself, in the portal and at a terminal.
export const messages = {
  "message.printed": {
    one: "“{title}” is printed: {n} page, {amount} charged.",
    other: "“{title}” is printed: {n} pages, {amount} charged.",
  },
  "message.refunded": {
    one: "“{title}” stopped: {n} page came out, {amount} charged; {refunded} went back to you.",
    other: "“{title}” stopped: {n} pages came out, {amount} charged; {refunded} went back to you.",
  },
  "message.expired": "“{title}” waited too long and was deleted. Nothing was charged. Send it again if you need it.",
  "message.credit-low": "You have {amount} left. Add credit before you print again.",
  "message.refused": "“{title}” cannot be printed. {sentence}",
  "told.of": "Message {place} of {of}",
  "told.confirm": "I have read it",
  "told.later": "Later",
} as const;
