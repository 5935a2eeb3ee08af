// The types of in-page.mjs.
export function isSettled(): boolean;
export function isStillIn(scheme: "light" | "dark"): boolean;
export function widerThanWindow(): number;
export function linkedPaths(): string[];
export function hasWorker(): boolean;
export function hasPictures(): boolean;
export function keptPaths(): Promise<string[]>;
export function drawnIcon(src: string): Promise<{ sizes: string; corner: number; reach: number }>;
export function headOf(): { viewport: string; touchIcon: string; language: string };
