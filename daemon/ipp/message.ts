// An IPP message in memory, without loss: every group, attribute and value in the order it came (RFC 8010 §3).

export const tags = {
  operation: 0x01,
  job: 0x02,
  end: 0x03,
  printer: 0x04,
  unsupported: 0x05,
  subscription: 0x06,
  eventNotification: 0x07,
  unsupportedValue: 0x10,
  unknown: 0x12,
  noValue: 0x13,
  integer: 0x21,
  boolean: 0x22,
  enum: 0x23,
  octetString: 0x30,
  dateTime: 0x31,
  resolution: 0x32,
  rangeOfInteger: 0x33,
  begCollection: 0x34,
  textWithLanguage: 0x35,
  nameWithLanguage: 0x36,
  endCollection: 0x37,
  text: 0x41,
  name: 0x42,
  keyword: 0x44,
  uri: 0x45,
  uriScheme: 0x46,
  charset: 0x47,
  naturalLanguage: 0x48,
  mimeMediaType: 0x49,
  memberName: 0x4a,
} as const;

export interface Resolution {
  readonly x: number;
  readonly y: number;
  /** 3: dots per inch, 4: dots per centimetre. */
  readonly units: number;
}
export interface Range {
  readonly from: number;
  readonly to: number;
}
export interface LocalText {
  readonly language: string;
  readonly text: string;
}

/** One value with its wire tag. Out-of-band values and unknown tags carry their bytes. */
export type Value =
  | { readonly tag: 0x21 | 0x23; readonly value: number }
  | { readonly tag: 0x22; readonly value: boolean }
  | { readonly tag: 0x41 | 0x42 | 0x44 | 0x45 | 0x46 | 0x47 | 0x48 | 0x49; readonly value: string }
  | { readonly tag: 0x35 | 0x36; readonly value: LocalText }
  | { readonly tag: 0x32; readonly value: Resolution }
  | { readonly tag: 0x33; readonly value: Range }
  | { readonly tag: 0x34; readonly value: readonly Attribute[] }
  | { readonly tag: number; readonly value: Uint8Array };

export interface Attribute {
  readonly name: string;
  /** Never empty. */
  readonly values: readonly Value[];
}

export interface Group {
  /** A delimiter tag: operation, job, printer, … */
  readonly tag: number;
  readonly attributes: readonly Attribute[];
}

export interface Message {
  readonly version: readonly [major: number, minor: number];
  /** Operation id in a request, status code in an answer. */
  readonly code: number;
  readonly requestId: number;
  readonly groups: readonly Group[];
}
