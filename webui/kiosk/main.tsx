// The screen beside a printer begins here.
import "./tokens.css";
import { show } from "../shared/root.tsx";
import { wordsOf } from "../shared/words.tsx";
import { Kiosk } from "./kiosk.tsx";

void show(<Kiosk />, wordsOf({ fr: () => import("./words/fr.ts"), en: () => import("./words/en.ts") }));
