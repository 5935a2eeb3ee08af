// How the pages are built.
import { join } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { weights } from "./weights.ts";

const here = import.meta.dirname;

/** Three pages, one for each face, and one into which the manual's are set, out of one build: what they share is loaded once. */
export default defineConfig({
  root: here,
  base: "/pages/",
  publicDir: join(here, "shared/public"),
  plugins: [react(), weights()],
  // A page fetches the one catalogue it is read in.
  resolve: { alias: [{ find: /^\.\/catalogues\.ts$/, replacement: join(here, "shared/catalogues.ts") }] },
  build: {
    outDir: join(here, "dist"),
    emptyOutDir: true,
    // A strict policy lets no script stand in a page.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: [...["portal", "kiosk", "admin"].map((face) => join(here, face, "index.html")), join(here, "help/shell.html")],
    },
  },
});
