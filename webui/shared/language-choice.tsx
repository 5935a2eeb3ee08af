// French or English, each in its own name.
import { SegmentedControl } from "@mantine/core";
import { languages, useWords } from "./words.tsx";

export const languageNames = { fr: "Français", en: "English" } as const;

export function LanguageChoice({ chosen }: { readonly chosen?: (language: (typeof languages)[number]) => void }) {
  const { language, choose, say } = useWords();
  return (
    <SegmentedControl
      aria-label={say("page.language")}
      value={language}
      onChange={(wanted) => {
        choose(wanted);
        chosen?.(wanted);
      }}
      data={languages.map((each) => ({ value: each, label: languageNames[each] }))}
    />
  );
}
