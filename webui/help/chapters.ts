// The manual's parts and chapters, in reading order: the contents, the addresses and the next page are read from here.

export const parts = [
  { id: "users", chapters: ["print", "at-the-printer", "portal", "credit", "trouble", "privacy"] },
  {
    id: "administrators",
    chapters: [
      "first-run",
      "console",
      "printers",
      "queues",
      "prices",
      "people",
      "money",
      "jobs",
      "books",
      "terminals",
      "settings",
      "certificates",
      "backup",
      "log",
      "what-to-do",
    ],
  },
  { id: "technicians", chapters: ["on-site", "readers", "network", "diagnosis", "replacing", "commands"] },
  { id: "reference", chapters: ["glossary"] },
] as const;

export type PartId = (typeof parts)[number]["id"];
export type ChapterId = (typeof parts)[number]["chapters"][number];

export const chapters: readonly ChapterId[] = parts.flatMap((part): readonly ChapterId[] => part.chapters);

/** Where help opens: a chapter, or one of its headings. */
export type Place = ChapterId | `${ChapterId}#${string}`;
