// Every catalogue there is. A page loads the one it is read in: webui/shared/catalogues.ts stands in for this file there.
import { en, type Key } from "./en.ts";
import { fr } from "./fr.ts";
import type { Text } from "./shape.ts";

export const catalogues: Readonly<Record<"fr" | "en", Readonly<Record<Key, Text>>>> = { fr, en };
