// Where a record stands in the console.
export const accountAt = (login: string): string => `/admin/accounts/${encodeURIComponent(login)}`;
export const printerAt = (name: string): string => `/admin/printers?open=${encodeURIComponent(name)}`;
export const jobAt = (number: string): string => `/admin/jobs?open=${number}`;
export const topUpAt = (login: string, amount: string): string => `${accountAt(login)}?amount=${encodeURIComponent(amount)}`;
