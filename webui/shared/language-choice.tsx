// French or English, each in its own name.
import { SegmentedControl } from "@mantine/core";
import { languageNames } from "./language-names.ts";
import { languages, useWords } from "./words.tsx";

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
