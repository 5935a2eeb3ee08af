// Each language in its own name.
export const languageNames = { fr: "Français", en: "English" } as const;
