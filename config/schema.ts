// Every setting of a box, once: its type, its default, what it must be, and the sentence that explains it. The documentation, the
// problems people read and later the settings form are made from here; a default stands nowhere else.
import { z } from "zod";
import { bytesOf, durationOf, durationText, type Listen, parseListen, sizeText, type TimeUnit } from "./values.ts";

/** How a value is written: forms and sentences in other languages are made from it. */
export type Entry =
  | { readonly kind: "whole" | "size"; readonly least: number; readonly most: number }
  | { readonly kind: "duration"; readonly least: number; readonly most: number; readonly unit: TimeUnit }
  | { readonly kind: "choice"; readonly options: readonly string[] }
  | { readonly kind: "yes" | "address" | "name" | "list" | "text" };

/** What a setting says about itself: `what` it does, what a value `mustBe`, one to copy, how it is written. */
export interface Explained {
  readonly what: string;
  readonly mustBe: string;
  readonly example: string;
  /** Absent: text. */
  readonly entry?: Entry;
  /** Never leaves the box: no list, bundle or log shows it. */
  readonly secret?: true;
}

/** The newest form of the file. Older ones are read through migrations.ts. */
export const configVersion = 1;

const MiB = 1024 ** 2;
const GiB = 1024 ** 3;

/** An absent or empty section is one where everything has its default. */
const section = <S extends z.ZodRawShape>(shape: S) => z.preprocess((given) => given ?? {}, z.strictObject(shape));

const whole = (least: number, most: number, standard: number, what: string) =>
  z
    .int()
    .min(least)
    .max(most)
    .default(standard)
    .meta({ what, mustBe: `a whole number from ${least} to ${most}`, example: String(standard), entry: { kind: "whole", least, most } });

const duration = (unit: TimeUnit, least: number, most: number, standard: number, what: string) =>
  z.preprocess(durationOf(unit), z.int().min(least).max(most).default(standard)).meta({
    what,
    mustBe: `a time from ${durationText(least, unit)} to ${durationText(most, unit)}, with a unit, or in ${unit}`,
    example: durationText(standard, unit),
    entry: { kind: "duration", least, most, unit },
  });

const bytes = (least: number, most: number, standard: number, what: string) =>
  z.preprocess(bytesOf, z.int().min(least).max(most).default(standard)).meta({
    what,
    mustBe: `a size from ${sizeText(least)} to ${sizeText(most)}, in bytes or with a unit`,
    example: sizeText(standard),
    entry: { kind: "size", least, most },
  });

const oneOf = <const V extends readonly [string, ...string[]]>(values: V, standard: V[number], what: string) =>
  z
    .enum(values)
    .default(standard as z.util.NoUndefined<V[number]>)
    .meta({ what, mustBe: `one of ${values.join(", ")}`, example: standard, entry: { kind: "choice", options: values } });

const listen = (what: string, example: string) =>
  z
    .string()
    .refine((text) => parseListen(text) !== undefined)
    .transform((text) => parseListen(text) as Listen)
    .meta({ what, mustBe: "HOST:PORT, with port 0 for any free one", example, entry: { kind: "address" } });

/** Also the names of printers and queues: they stand in URIs, files and commands. */
const name = (what: string, example: string) =>
  z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/)
    .meta({
      what,
      mustBe: "1 to 63 letters, digits, dots, dashes or underscores, the first a letter or digit",
      example,
      entry: { kind: "name" },
    });

/** A name of the DNS, as browsers send it: without a port, and no address. */
const hostName = /^(?!\d+(\.\d+)*$)(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))*$/;

const hostNames = (what: string) =>
  z
    .array(
      z.string().trim().toLowerCase().max(253).regex(hostName).meta({
        what: "A name of the DNS.",
        mustBe: "a name such as print.school.example, without https:// and without a port",
        example: "print.school.example",
      }),
    )
    .max(20)
    .default([])
    .meta({ what, mustBe: "a list of names", example: "[print.school.example]", entry: { kind: "list" } });

/** As `lsusb` prints them, four hexadecimal digits: quoted, or YAML reads 0420 as a number. */
const usbId = (what: string, example: string) =>
  z
    .string()
    .regex(/^[0-9a-fA-F]{4}$/)
    .transform((digits) => Number.parseInt(digits, 16))
    .optional()
    .meta({ what, mustBe: 'four hexadecimal digits in quotes, like "09d8"', example: `"${example}"` });

const device = z.strictObject({
  driver: name("The driver. `quoin doctor` lists those this box has.", "serial-line"),
  port: z.string().min(1).max(4096).optional().meta({
    what: "The serial or hidraw port, by its lasting name; not needed where the driver finds its device by USB ids.",
    mustBe: "the path of a device",
    example: "/dev/serial/by-id/usb-reader",
  }),
  vendorId: usbId("USB vendor, where several devices could be meant.", "09d8"),
  productId: usbId("USB product, where several devices could be meant.", "0420"),
  serialNumber: z.string().min(1).max(126).optional().meta({
    what: "USB serial number, where several devices of one kind are plugged in; cheap readers all have the same.",
    mustBe: "the device's serial number, in quotes",
    example: '"08FF20140315"',
  }),
  options: z
    .record(z.string(), z.unknown())
    .default({})
    .meta({ what: "Options of that driver; it checks them itself.", mustBe: "settings by name", example: "{ baudRate: 9600 }" }),
});

const terminal = z.strictObject({
  name: name("The place where people stand.", "hall"),
  printers: z
    .array(name("A printer.", "hall"))
    .max(50)
    .default([])
    .meta({ what: "Names of the printers that stand beside it.", mustBe: "a list of printer names", example: "[hall]" }),
  devices: z.array(device).max(20).default([]).meta({
    what: "The reader, keypad and other devices of this place.",
    mustBe: "a list of devices",
    example: "[{ driver: serial-line }]",
  }),
});

const simulated = (what: string, example: string) =>
  z.string().min(1).max(64).meta({ what, mustBe: "1 to 64 characters, in quotes where they are all digits", example });

const spool = section({
  maxDocumentBytes: bytes(MiB, 64 * GiB, 2 * GiB, "One document, unpacked. A larger one is refused while it arrives."),
  maxBytesPerPerson: bytes(MiB, 1024 * GiB, 4 * GiB, "What one person may have waiting on this box."),
  maxBytes: bytes(MiB, 16_384 * GiB, 20 * GiB, "What may wait on this box in all."),
  maxJobsPerPerson: whole(1, 100_000, 1000, "Jobs that one person, or one address where nobody is proven, may have waiting on this box."),
  maxJobs: whole(1, 100_000, 50_000, "Jobs that may wait on this box in all."),
  keepFreeBytes: bytes(0, 1024 * GiB, GiB, "Left free on the disk for accounts, books and logs, which never fail because somebody prints."),
  holdHours: duration("h", 1, 8760, 24, "Time after which a held job that nobody released is deleted."),
});

const inspect = section({
  engine: oneOf(
    ["auto", "poppler", "pdfium"],
    "auto",
    "Who looks into PDF files; auto: PDFium for small ones, poppler for large ones where it is installed.",
  ),
  dpi: whole(20, 300, 50, "Resolution in which pages are looked at, in dots per inch."),
  colorThreshold: whole(0, 254, 24, "A pixel is coloured when its strongest and weakest of red, green and blue differ by more than this."),
  colorPixels: whole(0, 1_000_000, 2, "More coloured pixels than this make a page a colour page."),
  workers: whole(1, 16, 2, "Documents looked into at the same time."),
  timeoutMs: duration("ms", 1000, 600_000, 60_000, "Time for one try at one document; then the job is held with a sentence."),
});

const paper = section({
  sheetsPerTree: whole(1, 1_000_000, 8333, "Sheets of A4 that a tree is taken for, where people read what they printed in trees."),
  source: z.string().min(1).max(200).default("Conservatree").meta({
    what: "Who says so; it is shown beside the figure.",
    mustBe: "a name of 1 to 200 characters",
    example: "Conservatree",
  }),
});
/** Also those that the list has under another name today. */
function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

const notice = (what: string) => oneOf(["none", "info", "confirm"], "info", what);

const messages = section({
  printed: notice("How people are told that a job of theirs was printed, with its price, where they chose nothing themselves."),
  refunded: notice("How they are told that a job stopped half-way and what went back."),
  expired: notice("How they are told that a job was deleted because nobody fetched it in time."),
  creditLow: notice("How they are told that their credit is low."),
  refused: notice("How they are told that a document cannot be printed."),
  lowCreditHundredths: whole(0, 1_000_000, 50, "Credit below this counts as low, in hundredths of the currency unit."),
});

export const configSchema = section({
  version: z
    .literal(configVersion)
    .default(configVersion)
    .meta({
      what: "The form of this file. Newer boxes read older forms.",
      mustBe: `a version up to ${configVersion}`,
      example: String(configVersion),
    }),
  box: section({ name: name("What people call this box.", "quoin").default("quoin") }),
  currency: z
    .string()
    .refine((code) => Intl.supportedValuesOf("currency").includes(code))
    .default("EUR")
    .meta({ what: "The currency of all amounts on this box.", mustBe: "three capital letters of ISO 4217", example: "EUR" }),
  timeZone: z.string().refine(isTimeZone).optional().meta({
    what: "The time zone of the place: every time is shown in it, and kept in UTC. Absent: the machine's own.",
    mustBe: "a name of the IANA list, such as Europe/Paris",
    example: "Europe/Paris",
  }),
  names: hostNames(
    "What people type to reach a box, the same for all boxes: they answer to these names, their certificate is for them, and links, QR codes and printed addresses hold the first.",
  ),
  language: oneOf(["fr", "en"], "fr", "For people whose browser or terminal does not say which language they read."),
  listen: section({
    http: listen("Where the pages and the API are served.", "127.0.0.1:8080").prefault("127.0.0.1:8080"),
    https: listen("Where they are served with TLS, as passwords want it; absent: nowhere.", "0.0.0.0:8443").optional(),
    ipp: listen("Where jobs arrive over IPP.", "0.0.0.0:8631").prefault("0.0.0.0:8631"),
    ipps: listen("Where jobs arrive over IPP with TLS; absent: nowhere.", "0.0.0.0:8632").optional(),
    announce: z
      .boolean()
      .default(true)
      .meta({
        what: "Whether the box tells its own network that it is there, as quoin-XXXX.local; never where it listens for this machine alone.",
        mustBe: "true or false",
        example: "true",
        entry: { kind: "yes" },
      }),
  }),
  spool,
  inspect,
  messages,
  paper,
  network: section({
    directory: z.string().min(1).max(4096).optional().meta({
      what: "Where an appliance takes its network settings from, as files for systemd-networkd and systemd-timesyncd; absent: this machine's own system sets its network, and the box only shows it.",
      mustBe: "the path of a directory",
      example: "/var/lib/quoin/network",
    }),
    proxy: z
      .string()
      .regex(/^(http:\/\/)?[A-Za-z0-9][A-Za-z0-9.-]{0,252}(:\d{1,5})?\/?$/)
      .optional()
      .meta({
        what: "The proxy through which this network reaches the internet; absent: none. Nothing that people need goes through it.",
        mustBe: "HOST:PORT of a proxy",
        example: "proxy.school.example:3128",
      }),
  }),
  devices: section({
    simulated: z
      .boolean()
      .default(false)
      .meta({
        what: "Whether simulated readers and keypads exist: for demonstrations and tests, never where people pay.",
        mustBe: "true or false",
        example: "false",
        entry: { kind: "yes" },
      }),
    cards: z
      .array(z.strictObject({ name: simulated("Who holds it.", "Amélie"), number: simulated("Its number.", "25F512BA") }))
      .max(50)
      .default([])
      .meta({
        what: "Cards that a screen offers by name where readers are simulated.",
        mustBe: "a list of cards",
        example: "[{ name: Amélie, number: 25F512BA }]",
        entry: { kind: "list" },
        secret: true,
      }),
  }),
  terminals: z
    .array(terminal)
    .max(100)
    .nullable()
    .default([])
    .transform((terminals) => terminals ?? [])
    .meta({
      what: "The places served by this box.",
      mustBe: "a list of terminals",
      example: "[{ name: hall, printers: [hall] }]",
      entry: { kind: "list" },
    }),
  log: section({ level: oneOf(["debug", "info", "warn", "error"], "info", "The least important lines that are logged.") }),
});

export type Config = z.output<typeof configSchema>;
