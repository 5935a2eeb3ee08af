// What every list, and every field of an amount, says.

export const lists = {
  "page.save": "Save",
  "page.close": "Close",
  "page.undo": "Undo",
  "page.amount.wrong": "That is no amount. Write it like 5.00",
  "table.filter": "Filter this list",
  "table.columns": "Choose columns",
  "table.csv": "Download as CSV",
  "table.all": "Choose all",
  "table.shown": "{n} of {total}",
  "table.capped": "Only the first {n} of {total} are here. Search for what you miss.",
  "table.none": "Nothing fits.",
  "table.none.hint": "Shorten what stands in the filter, or clear it.",
} as const;
