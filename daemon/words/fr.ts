// Français, la première langue du produit.
import type { Words } from "./en.ts";
import { box } from "./fr/box.ts";
import { cli } from "./fr/cli.ts";
import { labels } from "./fr/labels.ts";
import { problems } from "./fr/problems.ts";
import { terminal } from "./fr/terminal.ts";
import type { Translated } from "./shape.ts";

export const fr: Translated<Words> = { ...labels, ...problems, ...box, ...terminal, ...cli };
