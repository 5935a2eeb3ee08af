// The types of in-page.mjs.
export function isSettled(): boolean;
export function isStillIn(scheme: "light" | "dark"): boolean;
export function widerThanWindow(): number;
export function linkedPaths(): string[];
