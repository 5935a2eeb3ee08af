// The spaces and quotes that print asks for, so that the chapters can be typed on any keyboard.
import type { Language } from "../../daemon/words/index.ts";

const narrow = "\u202f";
const hard = "\u00a0";

export function typeset(language: Language, text: string): string {
  const quoted = text.replaceAll(/(?<=[\p{L}\d])'(?=\p{L})/gu, "’");
  if (language !== "fr") return quoted;
  return quoted
    .replaceAll(/[ \u00a0\u202f]([;?!])/g, `${narrow}$1`)
    .replaceAll(/[ \u00a0\u202f](:|»|%|€)/g, `${hard}$1`)
    .replaceAll(/«[ \u00a0\u202f]/g, `«${hard}`);
}
