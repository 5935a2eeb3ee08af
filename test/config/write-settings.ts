// `npm run settings`: writes config/SETTINGS.md from the schema.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { documentation } from "../../config/index.ts";

writeFileSync(join(import.meta.dirname, "../../config/SETTINGS.md"), documentation());
