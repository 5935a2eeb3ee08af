// Operation ids and status codes of IPP, as data (RFC 8011 §5.4.15 and appendix B, PWG 5100.1, 5100.11, 5100.13, 5100.22).

export const operations = {
  printJob: 0x0002,
  validateJob: 0x0004,
  createJob: 0x0005,
  sendDocument: 0x0006,
  cancelJob: 0x0008,
  getJobAttributes: 0x0009,
  getJobs: 0x000a,
  getPrinterAttributes: 0x000b,
  holdJob: 0x000c,
  releaseJob: 0x000d,
  cancelMyJobs: 0x0039,
  closeJob: 0x003b,
  identifyPrinter: 0x003c,
} as const;

export const statuses = {
  ok: 0x0000,
  okIgnoredOrSubstituted: 0x0001,
  okConflicting: 0x0002,
  badRequest: 0x0400,
  forbidden: 0x0401,
  notAuthenticated: 0x0402,
  notAuthorized: 0x0403,
  notPossible: 0x0404,
  timeout: 0x0405,
  notFound: 0x0406,
  gone: 0x0407,
  requestEntityTooLarge: 0x0408,
  requestValueTooLong: 0x0409,
  documentFormatNotSupported: 0x040a,
  attributesOrValuesNotSupported: 0x040b,
  uriSchemeNotSupported: 0x040c,
  charsetNotSupported: 0x040d,
  conflictingAttributes: 0x040e,
  compressionNotSupported: 0x040f,
  compressionError: 0x0410,
  documentFormatError: 0x0411,
  documentPasswordError: 0x0418,
  accountInfoNeeded: 0x041c,
  accountClosed: 0x041d,
  accountLimitReached: 0x041e,
  accountAuthorizationFailed: 0x041f,
  internalError: 0x0500,
  operationNotSupported: 0x0501,
  serviceUnavailable: 0x0502,
  versionNotSupported: 0x0503,
  deviceError: 0x0504,
  temporaryError: 0x0505,
  notAcceptingJobs: 0x0506,
  busy: 0x0507,
  jobCanceled: 0x0508,
  tooManyJobs: 0x050b,
  tooManyDocuments: 0x050c,
} as const;

/** job-state (RFC 8011 §5.3.7). */
export const jobStates = {
  pending: 3,
  "pending-held": 4,
  processing: 5,
  "processing-stopped": 6,
  canceled: 7,
  aborted: 8,
  completed: 9,
} as const;

/** printer-state (RFC 8011 §5.4.11). */
export const printerStates = { idle: 3, processing: 4, stopped: 5 } as const;

/** Every answer below this is a success (RFC 8011 appendix B.1). */
export const isSuccess = (status: number): boolean => status < 0x0100;
