// The language of whoever is here, on this page and on their next.
import { ask } from "../shared/api.ts";
import { useAct } from "../shared/act.ts";
import { LanguageChoice } from "../shared/language-choice.tsx";
import type { Language } from "../shared/words.tsx";

export function MyLanguage() {
  const { mutate } = useAct((language: Language) => ask("PATCH /api/v1/me", { body: { language } }));
  return <LanguageChoice chosen={mutate} />;
}
