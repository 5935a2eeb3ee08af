// Where a record stands in the console.
export const accountAt = (login: string): string => `/admin/accounts/${encodeURIComponent(login)}`;
export const printerAt = (name: string): string => `/admin/printers?open=${encodeURIComponent(name)}`;
export const jobAt = (number: string): string => `/admin/jobs?open=${number}`;
export const queueAt = (name: string): string => `/admin/queues?open=${encodeURIComponent(name)}`;
export const terminalAt = (name: string): string => `/admin/terminals?open=${encodeURIComponent(name)}`;
export const settingAt = (name: string): string => `/admin/settings?q=${encodeURIComponent(name)}`;
